"""What counts as delivered to the engine: a reply that it took, at a run that ended in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import cast

import grpc.aio
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.provider import Provider
from sevalla_provider.plugin.replies import after_reply
from sevalla_provider.plugin.routes import LazyProvider, routes
from unit.emulated import bench, worker
from unit.sevalla_provider.plugin.calls import call
from unit.sevalla_provider.plugin.test_routes import served

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop")]


class Speaker:
    """A provider that notes which of its replies were taken."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.asked = asyncio.Event()

    async def read(self, request: pb.ReadRequest) -> pb.ReadResponse | str:
        after_reply(lambda: self.taken.append(request.id))
        self.asked.set()
        if request.id == "fails":
            raise Failed("no")
        if request.id == "cannot be written":
            return "no message at all"
        if request.id == "waits":
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                raise Failed("the run was cancelled") from None  # as a verb makes of it
        return pb.ReadResponse(id=request.id)


class Stand(LazyProvider):
    def __init__(self, speaker: Speaker) -> None:
        super().__init__("")
        self.speaker = speaker

    async def _load(self) -> Provider:
        return cast("Provider", self.speaker)


@asynccontextmanager
async def speaking() -> AsyncIterator[tuple[Speaker, grpc.aio.Channel]]:
    stand = Stand(Speaker())
    async with served(stand) as channel:
        yield stand.speaker, channel


async def taken(speaker: Speaker, *wanted: str) -> None:
    """Wait until the last reply is known to have been taken: its taker knows that first."""
    while wanted[-1] not in speaker.taken:  # noqa: ASYNC110 - gRPC tells when it likes
        await asyncio.sleep(0.001)
    assert speaker.taken == list(wanted)


@pytest.mark.parametrize("asked", ["works", "fails"])
async def test_a_reply_that_was_taken_counts_and_so_does_a_failure(asked: str) -> None:
    async with speaking() as (speaker, channel):
        with suppress(grpc.aio.AioRpcError):
            await call(channel, "Read", id=asked)
        await call(channel, "Read", id="another")
        await taken(speaker, asked, "another")


async def test_a_reply_that_cannot_be_written_does_not_count() -> None:
    async with speaking() as (speaker, channel):
        with pytest.raises(grpc.aio.AioRpcError):
            await call(channel, "Read", id="cannot be written")
        await call(channel, "Read", id="another")
        await taken(speaker, "another")


async def test_a_reply_to_nobody_does_not_count() -> None:
    async with speaking() as (speaker, channel):
        calling = asyncio.create_task(call(channel, "Read", id="waits"))
        await speaker.asked.wait()
        calling.cancel()
        await asyncio.gather(calling, return_exceptions=True)
        await call(channel, "Read", id="another")
        await taken(speaker, "another")


async def test_a_reply_over_a_broken_connection_does_not_count() -> None:
    speaker = Speaker()
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((routes(Stand(speaker)),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    channel = grpc.aio.insecure_channel(f"127.0.0.1:{port}")
    calling = asyncio.create_task(call(channel, "Read", id="waits"))
    await speaker.asked.wait()
    await channel.close()
    await asyncio.gather(calling, return_exceptions=True)
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as other:
        await call(other, "Read", id="another")
    await taken(speaker, "another")
    await server.stop(grace=0)
    await server.wait_for_termination()


@pytest.mark.parametrize(("cancels", "left"), [(0, 1), (1, 0), (2, 1)])
async def test_a_run_ends_in_order_that_says_cancel_once(
    tmp_path: Path, cancels: int, left: int
) -> None:
    """Whoever cancels a run makes the engine say it twice; who kills us, not at all."""
    async with bench(tmp_path) as there:
        intent_log = there.session.intent_log
        intent = intent_log.answered(
            intent_log.begin("id", "process", "there", "digest", frozenset()), str(worker())
        )
        assert intent is not None
        intent_log.replied(intent)
        provider = Provider("")
        provider._session = there.session
        for _ in range(cancels):
            provider.cancel()
        provider.interrupted()
        assert len(intent_log.open()) == left


async def test_there_is_an_end_before_any_beginning() -> None:
    provider = Provider("")
    provider.cancel()
    provider.interrupted()
    assert await provider.get_plugin_info(Empty())
