"""A command that does not outlive the emulator, whatever ends either."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sevalla_emulator.runtime import lifeline
from sevalla_emulator.runtime.lines import Lines

_LAST_WORDS = 1.0  # seconds that output may still come after the end


@dataclass(frozen=True)
class Command:
    """What the shell is to run, where, and in which environment."""

    line: str
    folder: Path
    variables: Mapping[str, str]


class Supervised:
    """A command that runs, and the lines that it writes."""

    def __init__(self, transport: asyncio.SubprocessTransport, events: "_Events") -> None:
        self._transport = transport
        self._events = events

    @classmethod
    async def start(
        cls, command: Command, grace: float, on_line: Callable[[str], None]
    ) -> "Supervised":
        """Start a command.

        Raises:
            OSError: there is no such folder.
        """
        transport, events = await asyncio.get_running_loop().subprocess_exec(
            lambda: _Events(Lines(on_line)),
            *(sys.executable, "-I", "-S", lifeline.__file__, str(grace), command.line),
            cwd=command.folder,
            env=dict(command.variables),
            stdin=PIPE,
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=os.name == "posix",
        )
        return cls(transport, events)

    @property
    def pid(self) -> int:
        """The leader of its process group."""
        return self._transport.get_pid()

    async def wait(self) -> int:
        """Return its exit code; nothing of it is left then."""
        await self._events.exited.wait()
        self._kill_what_is_left()
        # What has left the group may hold on to the pipe for as long as it likes.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS):
                await self._events.closed.wait()
        self._transport.close()
        code = self._transport.get_returncode()
        return 0 if code is None else code

    async def run(self, stop: asyncio.Event) -> int:
        """Return its exit code, once it has ended, or has been ended because of `stop`."""
        ended = asyncio.create_task(self.wait())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if stop.is_set():
            self._let_go()  # it has its grace to end by itself, and is ended by force then
        return await ended

    def _let_go(self) -> None:
        held = self._transport.get_pipe_transport(0)
        if held:
            held.close()

    def _kill_what_is_left(self) -> None:
        self._let_go()
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)


class _Events(asyncio.SubprocessProtocol):
    """What becomes of a process. Its end and that of its output are two things."""

    def __init__(self, lines: Lines) -> None:
        self.exited = asyncio.Event()
        self.closed = asyncio.Event()
        self._lines = lines

    def pipe_data_received(self, _fd: int, data: bytes) -> None:
        self._lines.add(data)

    def process_exited(self) -> None:
        self.exited.set()

    def connection_lost(self, _problem: Exception | None) -> None:
        self._lines.end()
        self.closed.set()
