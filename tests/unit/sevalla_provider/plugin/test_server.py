"""The plugin as a process of its own."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from subprocess import PIPE
from typing import cast

import grpc.aio
import pytest

from sevalla_provider.plugin import server
from sevalla_provider.plugin.provider import Provider
from sevalla_provider.plugin.routes import LazyProvider
from sevalla_provider.version import VERSION
from unit.sevalla_provider.plugin.calls import PATIENCE, call
from unit.sevalla_provider.plugin.engine import secret, sent

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop")]

PLUGIN = (sys.executable, "-m", "sevalla_provider.plugin")
LEAVES = '"$@" & echo $! && read until && exit 0'
"""A shell that starts a plugin, and ends at the first line of its input."""


@asynccontextmanager
async def process(home: Path, *command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {**os.environ, "PULUMI_HOME": str(home)}
    started = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True
    )
    try:
        yield started
    finally:
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)  # a group of our own making
        await started.communicate()


async def line(started: asyncio.subprocess.Process) -> str:
    assert started.stdout is not None
    return (await asyncio.wait_for(started.stdout.readline(), PATIENCE)).decode().strip()


async def rest(started: asyncio.subprocess.Process) -> tuple[str, str]:
    """What else is said, when everyone has ended who could say it."""
    assert started.stdout is not None
    assert started.stderr is not None
    reading = asyncio.gather(started.stdout.read(), started.stderr.read())
    out, errors = await asyncio.wait_for(reading, PATIENCE)
    return out.decode(), errors.decode()


def channel_to(port: str) -> grpc.aio.Channel:
    return grpc.aio.insecure_channel(f"127.0.0.1:{port}")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
async def test_a_plugin_serves_until_it_is_told_to_end(tmp_path: Path, end: int) -> None:
    async with process(tmp_path, *PLUGIN) as plugin:
        async with channel_to(await line(plugin)) as channel:
            assert (await call(channel, "Handshake", engine_address="127.0.0.1:1")).accept_secrets
            assert (await call(channel, "GetPluginInfo")).version == VERSION
            schema = json.loads((await call(channel, "GetSchema")).schema)
            assert schema["name"] == "sevalla"
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await call(channel, "Construct")
            assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
            await call(channel, "Cancel")
            assert (await call(channel, "GetPluginInfo")).version == VERSION
        plugin.send_signal(end)
        assert await rest(plugin) == ("", "")
        assert await asyncio.wait_for(plugin.wait(), PATIENCE) == 0


async def test_a_plugin_ends_when_its_engine_dies(tmp_path: Path) -> None:
    async with process(tmp_path, "sh", "-c", LEAVES, "sh", *PLUGIN) as engine:
        id_output, port = int(await line(engine)), await line(engine)
        async with channel_to(port) as channel:
            assert (await call(channel, "GetPluginInfo")).version == VERSION
        os.kill(id_output, 0)
        assert engine.stdin is not None
        engine.stdin.write(b"\n")
        assert await asyncio.wait_for(engine.wait(), PATIENCE) == 0
        assert await rest(engine) == ("", "")  # both pipes end with the last who holds them


@contextmanager
def silence() -> Iterator[str]:
    """The address of an API that takes every request and answers none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


async def asked(channel: grpc.aio.Channel, api: str) -> "asyncio.Task[object]":
    """A function that is being looked up, at an API that never answers."""
    await call(channel, "Configure", args=sent({"apiKey": secret("k-1"), "apiUrl": api}))
    running = asyncio.create_task(call(channel, "Invoke", tok="sevalla:index:getClusters"))
    await call(channel, "GetPluginInfo")  # is answered after the call has begun
    return running


async def test_a_cancel_answers_what_is_under_way(tmp_path: Path) -> None:
    async with process(tmp_path, *PLUGIN) as plugin:
        with silence() as api:
            async with channel_to(await line(plugin)) as channel:
                running = await asked(channel, api)
                await call(channel, "Cancel")
                with pytest.raises(grpc.aio.AioRpcError, match="the run was cancelled"):
                    await running


async def test_a_signal_ends_what_is_under_way(tmp_path: Path) -> None:
    async with process(tmp_path, *PLUGIN) as plugin:
        with silence() as api:
            async with channel_to(await line(plugin)) as channel:
                running = await asked(channel, api)
                plugin.send_signal(signal.SIGINT)
                with pytest.raises(grpc.aio.AioRpcError):
                    await running
            assert await rest(plugin) == ("", "")
            assert await asyncio.wait_for(plugin.wait(), PATIENCE) == 0


class Loaded:
    """A provider that is there, and how often it heard the engine's last word."""

    def __init__(self, *, attached: bool) -> None:
        self.attached = attached
        self.interruptions = 0

    def interrupted(self) -> None:
        self.interruptions += 1


class Shell(LazyProvider):
    """Holds what is loaded, if anything."""

    def __init__(self, provider: Loaded | None) -> None:
        super().__init__("")
        self.provider = provider

    def loaded(self) -> Provider | None:
        return cast("Provider | None", self.provider)


class Watch:
    """Of an engine that is gone, or is not. At the third look a signal comes."""

    def __init__(self, *, gone: bool) -> None:
        self.looks = 0
        self._gone = gone

    @property
    def gone(self) -> bool:
        self.looks += 1
        if self.looks == 3:
            signal.raise_signal(signal.SIGTERM)
        return self._gone


@pytest.fixture
def orphaned(monkeypatch: pytest.MonkeyPatch) -> Watch:
    monkeypatch.setattr(server, "INTERVAL", 0.01)
    return Watch(gone=True)


@pytest.mark.parametrize("loaded", [None, Loaded(attached=False)])
async def test_an_engine_that_dies_is_followed_and_said_no_last_word(
    orphaned: Watch, loaded: Loaded | None
) -> None:
    await server._end(Shell(loaded), orphaned)
    assert orphaned.looks == 1
    assert loaded is None or loaded.interruptions == 0


@pytest.mark.parametrize(("number", "heard"), [(signal.SIGINT, 1), (signal.SIGTERM, 0)])
async def test_the_last_word_of_an_engine_is_sigint_and_no_other(
    number: signal.Signals, heard: int
) -> None:
    provider = Loaded(attached=False)
    ending = asyncio.create_task(server._end(Shell(provider), Watch(gone=False)))
    await asyncio.sleep(0)
    signal.raise_signal(number)
    await ending
    assert provider.interruptions == heard
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL  # a second one ends what hangs


async def test_a_plugin_that_an_engine_found_running_outlives_who_started_it(
    orphaned: Watch,
) -> None:
    provider = Loaded(attached=True)
    await server._end(Shell(provider), orphaned)
    assert orphaned.looks >= 3
    assert provider.interruptions == 0
