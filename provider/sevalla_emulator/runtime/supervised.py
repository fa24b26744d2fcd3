"""A command that does not outlive the emulator, whatever ends either."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sevalla_emulator.runtime import lifeline

_CHUNK = 65_536
_LONGEST_LINE = 16_384  # what is longer is told in pieces


@dataclass(frozen=True)
class Command:
    """What the shell is to run, where, and in which environment."""

    line: str
    folder: Path
    variables: Mapping[str, str]


class Supervised:
    """A command that runs, and the lines that it writes."""

    def __init__(self, process: Process, on_line: Callable[[str], None]) -> None:
        self._process = process
        self._reading = asyncio.create_task(self._read(on_line))

    @classmethod
    async def start(
        cls, command: Command, grace: float, on_line: Callable[[str], None]
    ) -> "Supervised":
        """Start a command.

        Raises:
            OSError: there is no such folder.
        """
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", lifeline.__file__, str(grace), command.line),
            cwd=command.folder,
            env=dict(command.variables),
            stdin=PIPE,
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=os.name == "posix",
        )
        return cls(process, on_line)

    @property
    def pid(self) -> int:
        """The leader of its process group."""
        return self._process.pid

    async def wait(self) -> int:
        """Return its exit code; nothing of it is left then."""
        code = await self._process.wait()
        self._kill_what_is_left()
        await self._reading
        return code

    async def end(self) -> int:
        """Let it end within its grace, or else by force."""
        self._let_go()
        return await self.wait()

    def _let_go(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()

    def _kill_what_is_left(self) -> None:
        self._let_go()
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def _read(self, on_line: Callable[[str], None]) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        begun = b""
        while chunk := await self._process.stdout.read(_CHUNK):
            *whole, begun = (begun + chunk).split(b"\n")
            if len(begun) > _LONGEST_LINE:
                whole, begun = [*whole, begun], b""
            for line in whole:
                on_line(_decoded(line))
        if begun:
            on_line(_decoded(begun))


def _decoded(line: bytes) -> str:
    return line.rstrip(b"\r").decode(errors="replace")
