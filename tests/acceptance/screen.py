"""What a person sees: a command of the engine in a terminal of so many columns."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte

ROWS = 30
PATIENCE = 60.0
"""Seconds until what a test waits for has surely not come."""


class Screen:
    """A terminal with a command in it, as it looks now."""

    def __init__(self, command: subprocess.Popen[bytes], terminal: int, columns: int) -> None:
        self.command = command
        self._terminal = terminal
        self._screen = pyte.Screen(columns, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    def widen(self, columns: int) -> None:
        """Make the window as wide as that, as a person does by dragging it."""
        set_size(self._terminal, columns)
        self._screen.resize(ROWS, columns)

    @property
    def lines(self) -> Sequence[str]:
        """The lines that stand there, as wide as they are."""
        return [line.rstrip() for line in self._screen.display]

    def until(self, seen: Callable[[Sequence[str]], bool]) -> Sequence[str]:
        """Look until it shows what is expected; return it as it is then."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            if seen(self.lines):
                return self.lines
            if not self._draw():
                break
        raise AssertionError("\n".join(self.lines))

    def end(self) -> Sequence[str]:
        """Look until the command has ended; return the last that it shows."""
        while self._draw():
            pass
        assert self.command.wait(PATIENCE) == 0, "\n".join(self.lines)
        return self.lines

    def _draw(self) -> bool:
        """Draw what has come; whether there may be more."""
        ready, _, _ = select.select([self._terminal], [], [], PATIENCE)
        try:
            said = os.read(self._terminal, 65536) if ready else b""
        except OSError:  # nobody writes there any more
            return False
        self._stream.feed(said)
        return bool(said)


def set_size(terminal: int, columns: int) -> None:
    """Tell a terminal how large it is."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))


@contextmanager
def on_screen(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], columns: int
) -> Iterator[Screen]:
    """Run a command in a terminal of its own; it ends with the block."""
    ours, its = pty.openpty()
    set_size(its, columns)
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**environment, "TERM": "xterm-256color", "CI": ""},
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    try:
        yield Screen(process, ours, columns)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
        os.close(ours)
