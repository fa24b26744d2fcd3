"""From the protocol's methods to the provider's, which is loaded once the engine has the port."""

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
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


Behaviour = Callable[[Message | Unreadable, Context], Awaitable[bytes]]


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
    handlers = {name: _handler(name, behaviour) for name, behaviour in behaviours.items()}
    return grpc.method_handlers_generic_handler(SERVICE.full_name, handlers)


def _handler(
    name: str, behaviour: Behaviour
) -> "grpc.RpcMethodHandler[Message | Unreadable, bytes]":
    described = SERVICE.methods_by_name[name]
    message = GetMessageClass(described.input_type)

    def read(content: bytes) -> Message | Unreadable:
        # What a deserializer raises, gRPC tells nobody but the log.
        try:
            return message.FromString(content)
        except (DecodeError, RecursionError):
            return Unreadable(name)

    return grpc.unary_unary_rpc_method_handler(
        behaviour,
        request_deserializer=read,
        # The answer is serialized by ourselves, to know whether it can be.
        response_serializer=bytes,
    )


def _behaviour(provider: LazyProvider, method: str) -> Behaviour:
    async def answer(request: Message | Unreadable, context: Context) -> bytes:
        if isinstance(request, Unreadable):
            failure = request.failed()
            await context.abort(failure.code, str(failure))
            raise failure  # abort has raised
        verb: Callable[[Message], Awaitable[Message]] = getattr(await provider.get(), method)
        with watched(context) as ready:
            try:
                response = (await verb(request)).SerializeToString()
            except Failed as failure:
                ready()
                await context.abort(failure.code, str(failure), failure.details)
                raise  # abort has raised
            ready()
            return response

    return answer


def _cancel(provider: LazyProvider) -> Behaviour:
    async def answer(_request: Message | Unreadable, _context: Context) -> bytes:
        # The engine takes a late answer for a crash; and nothing is under way before the load.
        loaded = provider.loaded()
        if loaded is not None:
            loaded.cancel()
        return Empty().SerializeToString()

    return answer
