"""From the protocol's methods to the provider's, which is loaded once the engine has the port."""

import asyncio
import importlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import grpc.aio
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import DecodeError, Message
from google.protobuf.message_factory import GetMessageClass
from pulumi.runtime.proto import provider_pb2

from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.replies import Context, watched

if TYPE_CHECKING:
    from sevalla_provider.plugin.provider import Provider

SERVICE = provider_pb2.DESCRIPTOR.services_by_name["ResourceProvider"]

NESTED = 30
"""Levels of a property that every version of protobuf reads: each is three of its own, and some
end at 100."""

METHODS: Mapping[str, str] = {
    "Handshake": "handshake",
    "Attach": "attach",
    "GetPluginInfo": "get_plugin_info",
    "GetSchema": "get_schema",
    "CheckConfig": "check_config",
    "DiffConfig": "diff_config",
    "Configure": "configure",
    "Check": "check",
    "Diff": "diff",
    "Create": "create",
    "Read": "read",
    "Update": "update",
    "Delete": "delete",
    "Invoke": "invoke",
}
"""What is served, and by which method of `Provider`; gRPC itself answers all others, as not
implemented."""

STREAMS: Mapping[str, str] = {"List": "list_resources"}
"""What is answered by a stream; an older `pulumi` has no words for it, and asks for none."""


@dataclass(frozen=True)
class Unreadable:
    """A request that cannot be read. `method`: which."""

    method: str

    def failed(self) -> Failed:
        """Put it into words."""
        return Failed(
            f"the engine's request {self.method} cannot be read, nor which resource it is about: "
            f"a property of it is nested too deep (about {NESTED} levels can be read)",
            grpc.StatusCode.INVALID_ARGUMENT,
        )


Request = Message | Unreadable
Behaviour = Callable[[Request, Context], Awaitable[bytes]]
Stream = Callable[[Request, Context], AsyncIterator[bytes]]


class LazyProvider:
    """The provider, which takes longer to load than a server to start. `engine`: its address."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._loading: asyncio.Task[Provider] | None = None

    def load(self) -> None:
        """Begin to load, beside the event loop."""
        self._loading = asyncio.create_task(self._load())

    async def get(self) -> "Provider":
        """Wait until it is there."""
        if self._loading is None:
            self.load()
        assert self._loading is not None  # noqa: S101 - just made
        return await asyncio.shield(self._loading)

    async def _load(self) -> "Provider":
        module = await asyncio.to_thread(
            importlib.import_module, "sevalla_provider.plugin.provider"
        )
        provider: Provider = module.Provider(self._engine)
        return provider

    def loaded(self) -> "Provider | None":
        """The provider, if it is there already."""
        done = self._loading is not None and self._loading.done()
        return self._loading.result() if self._loading is not None and done else None


def routes(provider: LazyProvider) -> grpc.GenericRpcHandler:
    """Every method that is served."""
    behaviours = {name: _behaviour(provider, method) for name, method in METHODS.items()}
    behaviours["Cancel"] = _cancel(provider)
    streams = {n: _stream(provider, m) for n, m in STREAMS.items() if n in SERVICE.methods_by_name}
    # The answers are serialized by ourselves, to know whether they can be.
    handlers = {
        name: grpc.unary_unary_rpc_method_handler(behaviour, _reader(name), bytes)
        for name, behaviour in behaviours.items()
    } | {
        name: grpc.unary_stream_rpc_method_handler(stream, _reader(name), bytes)
        for name, stream in streams.items()
    }
    return grpc.method_handlers_generic_handler(SERVICE.full_name, handlers)


def _reader(name: str) -> Callable[[bytes], Request]:
    """Reads the requests of a method."""
    message = GetMessageClass(SERVICE.methods_by_name[name].input_type)

    def read(content: bytes) -> Request:
        # What a deserializer raises, gRPC tells nobody but the log.
        try:
            return message.FromString(content)
        except (DecodeError, RecursionError):
            return Unreadable(name)

    return read


async def _readable(request: Request, context: Context) -> Message:
    """The request itself; where it cannot be read, the call ends with words."""
    if isinstance(request, Unreadable):
        failure = request.failed()
        await context.abort(failure.code, str(failure))
        raise failure  # abort has raised
    return request


def _behaviour(provider: LazyProvider, method: str) -> Behaviour:
    async def answer(request: Request, context: Context) -> bytes:
        asked = await _readable(request, context)
        verb: Callable[[Message], Awaitable[Message]] = getattr(await provider.get(), method)
        with watched(context) as ready:
            try:
                response = (await verb(asked)).SerializeToString()
            except Failed as failure:
                ready()
                await context.abort(failure.code, str(failure), failure.details)
                raise  # abort has raised
            ready()
            return response

    return answer


def _stream(provider: LazyProvider, method: str) -> Stream:
    async def answer(request: Request, context: Context) -> AsyncIterator[bytes]:
        asked = await _readable(request, context)
        tell: Callable[[Message], AsyncIterator[Message]] = getattr(await provider.get(), method)
        try:
            async for response in tell(asked):
                yield response.SerializeToString()
        except Failed as failure:
            await context.abort(failure.code, str(failure))

    return answer


def _cancel(provider: LazyProvider) -> Behaviour:
    async def answer(_request: Request, _context: Context) -> bytes:
        # The engine takes a late answer for a crash; and nothing is under way before the load.
        loaded = provider.loaded()
        if loaded is not None:
            loaded.cancel()
        return Empty().SerializeToString()

    return answer
