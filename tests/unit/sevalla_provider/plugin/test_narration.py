"""Words for the user, heard by an engine of a few lines."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import grpc.aio
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import engine_pb2

from sevalla_provider.plugin import narration
from sevalla_provider.plugin.narration import EngineLog, ResourceNarrator

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop")]

PATIENCE = 20.0


@dataclass
class Engine:
    """Hears what is said. `deaf`: it takes no message."""

    address: str = ""
    deaf: bool = False
    heard: "asyncio.Queue[engine_pb2.LogRequest]" = field(default_factory=asyncio.Queue)

    async def log(self, request: engine_pb2.LogRequest, _context: object) -> Empty:
        if self.deaf:
            await asyncio.Event().wait()
        self.heard.put_nowait(request)
        return Empty()

    async def next(self) -> engine_pb2.LogRequest:
        return await asyncio.wait_for(self.heard.get(), PATIENCE)


@asynccontextmanager
async def listening(*, deaf: bool = False) -> AsyncIterator[Engine]:
    engine = Engine(deaf=deaf)
    handler = grpc.unary_unary_rpc_method_handler(
        engine.log,
        request_deserializer=engine_pb2.LogRequest.FromString,
        response_serializer=Empty.SerializeToString,
    )
    server = grpc.aio.server()
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("pulumirpc.Engine", {"Log": handler}),)
    )
    engine.address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    await server.start()
    try:
        yield engine
    finally:
        await server.stop(grace=0)


async def until_nothing_is_on_its_way(log: EngineLog) -> None:
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*log._on_their_way)


async def test_words_reach_the_row_of_their_resource() -> None:
    async with listening() as engine:
        log = EngineLog(engine.address)
        speaker = ResourceNarrator(log, "urn:web")
        speaker.status("waiting")
        speaker.note("adopted")
        speaker.warn("odd")
        heard = [await engine.next() for _ in range(3)]
        assert sorted((each.message, each.severity, each.ephemeral) for each in heard) == [
            ("adopted", engine_pb2.INFO, False),
            ("odd", engine_pb2.WARNING, False),
            ("waiting", engine_pb2.INFO, True),
        ]
        assert {each.urn for each in heard} == {"urn:web"}
        await until_nothing_is_on_its_way(log)


async def test_a_proxy_for_the_world_is_none_for_the_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("http_proxy", "https_proxy", "grpc_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with listening() as engine:
        log = EngineLog(engine.address)
        ResourceNarrator(log, "urn:web").warn("odd")
        assert (await engine.next()).message == "odd"
        await until_nothing_is_on_its_way(log)


async def test_no_word_marks_the_resource_as_failed() -> None:
    async with listening() as engine:
        log = EngineLog(engine.address)
        ResourceNarrator(log, "urn:web").warn("odd")
        assert (await engine.next()).severity != engine_pb2.ERROR
        await until_nothing_is_on_its_way(log)


async def test_where_there_is_no_engine_words_go_nowhere() -> None:
    log = EngineLog("")
    ResourceNarrator(log, "urn:web").status("waiting")
    assert not log._on_their_way


async def test_an_engine_that_is_gone_makes_nothing_fail(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = EngineLog("127.0.0.1:1")
    ResourceNarrator(log, "urn:web").warn("odd")
    assert log._on_their_way
    await until_nothing_is_on_its_way(log)
    assert caplog.records == []


async def test_an_engine_that_does_not_listen_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(narration, "TELL_TIMEOUT", 0.05)
    async with listening(deaf=True) as engine:
        log = EngineLog(engine.address)
        ResourceNarrator(log, "urn:web").warn("odd")
        await until_nothing_is_on_its_way(log)


async def test_beside_the_result_of_a_command_there_is_no_information() -> None:
    """`pulumi do --output json` prints information to stdout, where a script reads the result."""
    async with listening() as engine:
        log = EngineLog(engine.address)
        log.result_alone = True
        speaker = ResourceNarrator(log, "urn:web")
        speaker.status("waiting")
        speaker.note("adopted")
        heard = await engine.next()
        assert (heard.message, heard.severity) == ("adopted", engine_pb2.WARNING)
        await until_nothing_is_on_its_way(log)
        assert engine.heard.empty()
