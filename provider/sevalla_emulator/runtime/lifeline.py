"""A program of its own: runs a command, and ends it when nobody holds our standard input any more.

Python's own library alone, as it is started for each instance. The emulator holds the other end of
the pipe, and lets go of it in whatever way it ends, `kill -9` included.
"""

import os
import signal
import subprocess
import sys
import threading
from types import FrameType

SIGNALLED = 128
_STANDARD_INPUT = 0


class Lifeline:
    """A command in our own process group, which we lead."""

    def __init__(self, command: str, grace: float) -> None:
        self._grace = grace
        self._ending = threading.Event()
        if hasattr(os, "killpg"):
            signal.signal(signal.SIGTERM, self._on_sigterm)
        self._child = subprocess.Popen(command, shell=True, stdin=subprocess.DEVNULL)  # noqa: S602
        threading.Thread(target=self._watch, daemon=True).start()

    def wait(self) -> int:
        """Return the command's exit code; -n, where a signal ended it, as 128 and n."""
        code = self._child.wait()
        if self._ending.is_set():
            self._kill()
        return SIGNALLED - code if code < 0 else code

    def _watch(self) -> None:
        while os.read(_STANDARD_INPUT, 1):  # unbuffered: a lock would be in the way of our own end
            pass
        self._end()

    def _on_sigterm(self, _number: int, _frame: FrameType | None) -> None:
        if not self._ending.is_set():  # else it is ours, to the whole group
            threading.Thread(target=self._end, daemon=True).start()

    def _end(self) -> None:
        self._ending.set()
        if not hasattr(os, "killpg"):
            self._kill()
            return
        os.killpg(0, signal.SIGTERM)
        try:
            self._child.wait(self._grace)
        except subprocess.TimeoutExpired:
            self._kill()

    def _kill(self) -> None:
        """Kill whatever is left; where there are process groups, ourselves with it."""
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        subprocess.run(  # noqa: S603 - a number
            ["taskkill", "/T", "/F", "/PID", str(self._child.pid)],  # noqa: S607
            check=False,
            capture_output=True,
        )


if __name__ == "__main__":
    sys.exit(Lifeline(sys.argv[2], float(sys.argv[1])).wait())
