"""From gRPC's calls to the provider's methods and back, over a real connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

import grpc.aio
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.plugin import routes as module
from sevalla_provider.plugin.failure import Failed, half_done
from sevalla_provider.plugin.provider import Provider
from sevalla_provider.plugin.routes import METHODS, SERVICE, STREAMS, LazyProvider, routes
from unit.samples import Inputs
from unit.sevalla_provider.plugin.calls import PATIENCE, call, streamed
from unit.sevalla_provider.plugin.engine import DETAILS, got, kept_in, sent

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop")]


class Actor:
    """A provider that does as it is told."""

    def __init__(self) -> None:
        self.cancelled = 0

    async def get_schema(self, request: pb.GetSchemaRequest) -> pb.GetSchemaResponse:
        return pb.GetSchemaResponse(schema=f"version {request.version}")

    async def create(self, request: pb.CreateRequest) -> pb.CreateResponse:
        raise half_done("app/1", request.properties, "zu spät\nand in two lines")

    async def delete(self, request: pb.DeleteRequest) -> Empty:
        raise Failed("there is no such thing", grpc.StatusCode.NOT_FOUND)

    async def read(self, request: pb.ReadRequest) -> pb.ReadResponse:
        return pb.ReadResponse(id=request.id, properties=request.properties)

    async def list_resources(self, request: pb.ListRequest) -> AsyncIterator[pb.ListResponse]:
        for number in range(request.limit):
            yield pb.ListResponse(result=pb.ListResponse.Result(id=str(number)))
        if request.token:
            raise Failed("there are no more words", grpc.StatusCode.INVALID_ARGUMENT)

    def cancel(self) -> None:
        self.cancelled += 1


class Stand(LazyProvider):
    """Loads an actor, once it may."""

    def __init__(self, actor: Actor | None) -> None:
        super().__init__("")
        self.actor = actor
        self.may = asyncio.Event()
        self.loads = 0

    async def _load(self) -> Provider:
        self.loads += 1
        await self.may.wait()
        return cast("Provider", self.actor)


@asynccontextmanager
async def served(stand: LazyProvider) -> AsyncIterator[grpc.aio.Channel]:
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((routes(stand),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield channel
    await server.stop(grace=0)
    await server.wait_for_termination()


def stand() -> Stand:
    ready = Stand(Actor())
    ready.may.set()
    return ready


async def refused(channel: grpc.aio.Channel, method: str, **fields: Any) -> grpc.aio.AioRpcError:
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call(channel, method, **fields)
    return caught.value


async def test_a_call_reaches_its_method() -> None:
    async with served(stand()) as channel:
        assert (await call(channel, "GetSchema", version=3)).schema == "version 3"


async def test_a_failure_keeps_its_status_and_its_words() -> None:
    async with served(stand()) as channel:
        error = await refused(channel, "Delete", id="app/1")
        assert error.code() is grpc.StatusCode.NOT_FOUND
        assert error.details() == "there is no such thing"


async def test_a_request_that_cannot_be_read_is_an_error_in_words_and_the_next_one_is_served(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """As a property is to some versions of protobuf that is nested too deep."""
    async with served(stand()) as channel:
        damaged: Any = channel.unary_unary(f"/{SERVICE.full_name}/Check")
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await damaged(b"\x0a\xff", timeout=PATIENCE)
        assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
        words = str(caught.value.details())
        assert "request Check cannot be read" in words
        assert "nested too deep (about 30 levels can be read)" in words
        assert caplog.records == []
        assert (await call(channel, "GetSchema", version=3)).schema == "version 3"


async def test_what_is_half_done_reaches_the_engine() -> None:
    properties: Inputs = {"appId": "1", "word": "ü" * 2000}
    async with served(stand()) as channel:
        error = await refused(channel, "Create", properties=sent(properties))
        assert error.code() is grpc.StatusCode.UNKNOWN
        assert error.details() == "zu spät\nand in two lines"
        kept = kept_in(dict(error.trailing_metadata())[DETAILS])
        assert kept.id == "app/1"
        assert got(kept.properties) == properties


async def test_what_is_not_served_is_answered_as_such() -> None:
    async with served(stand()) as channel:
        for method in ("Construct", "Call", "GetMapping", "Parameterize"):
            error = await refused(channel, method)
            assert error.code() is grpc.StatusCode.UNIMPLEMENTED


async def test_calls_wait_until_the_provider_is_there_and_load_it_once() -> None:
    slow = Stand(Actor())
    async with served(slow) as channel:
        waiting = [asyncio.create_task(call(channel, "Read", id=str(n))) for n in range(3)]
        await call(channel, "Cancel")  # is answered meanwhile: a late answer is a crash
        assert slow.loaded() is None
        slow.may.set()
        assert [(await each).id for each in waiting] == ["0", "1", "2"]
        assert slow.loads == 1


async def test_a_cancel_reaches_a_provider_that_is_there() -> None:
    ready = stand()
    assert ready.actor is not None
    async with served(ready) as channel:
        await call(channel, "Cancel")
        assert ready.actor.cancelled == 0
        await call(channel, "Read", id="1")
        await call(channel, "Cancel")
        assert ready.actor.cancelled == 1


async def test_who_leaves_while_the_provider_loads_does_not_end_the_load() -> None:
    slow = Stand(Actor())
    leaving = asyncio.create_task(slow.get())
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    slow.may.set()
    assert cast("object", await slow.get()) is slow.actor
    assert slow.loads == 1


async def test_a_list_is_told_one_by_one_and_a_failure_comes_after_what_was_told() -> None:
    async with served(stand()) as channel:
        told = [each.result.id async for each in streamed(channel, "List", limit=3)]
        assert told == ["0", "1", "2"]
        told.clear()

        async def all_of_it() -> None:
            async for each in streamed(channel, "List", limit=1, token="x"):
                told.append(each.result.id)  # noqa: PERF401 - what came before it fails counts

        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await all_of_it()
        assert told == ["0"]
        assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
        assert caught.value.details() == "there are no more words"


async def test_an_older_pulumi_has_no_words_for_a_list_and_the_rest_is_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {name: each for name, each in SERVICE.methods_by_name.items() if name != "List"}
    older = SimpleNamespace(full_name=SERVICE.full_name, methods_by_name=known)
    monkeypatch.setattr(module, "SERVICE", older)
    async with served(stand()) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await anext(streamed(channel, "List"))
        assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
        assert (await call(channel, "GetSchema", version=3)).schema == "version 3"


def test_every_route_leads_from_a_method_of_the_protocol_to_one_of_the_provider() -> None:
    leads = {**METHODS, **STREAMS}
    assert set(leads) <= set(SERVICE.methods_by_name)
    assert all(callable(getattr(Provider, method)) for method in leads.values())


async def test_the_provider_that_is_loaded_is_the_plugin_s() -> None:
    lazy = LazyProvider("")
    assert isinstance(await lazy.get(), Provider)
    assert isinstance(lazy.loaded(), Provider)
