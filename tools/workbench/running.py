"""A command of the engine on its way, and the processes below it."""

import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.workbench.outcome import Outcome, read_events

TIMEOUT = 120.0
"""Seconds after which a command has surely hung."""

STOP_TIMEOUT = 10.0
"""Seconds that a command gets to end in good order."""


@dataclass
class Running:
    """A command on its way.

    Attributes:
        log: where the engine writes its events.
        serving: what the command line of the provider's process holds.
    """

    process: subprocess.Popen[str]
    log: Path
    serving: str

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def hosts(self) -> list[int]:
        """The process ids of the provider that serves this command."""
        below = descendants(self.process.pid)
        return [pid for pid in below if self.serving in command_of(pid)]

    def end(self, timeout: float = TIMEOUT) -> Outcome:
        """Wait for its end, for `timeout` seconds at most."""
        text, _ = self.process.communicate(timeout=timeout)
        return Outcome(self.process.returncode, text or "", read_events(self.log))

    def stop(self) -> None:
        """Ask it to end, and insist after a while."""
        self.process.terminate()
        try:
            self.process.communicate(timeout=STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()


def descendants(ancestor: int) -> list[int]:
    """Process ids of the children of a process, of theirs, and so on."""
    # The kernel's own lists of children are not reliable while threads come and go.
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    parents = {number: parent_of(number) for number in numbers}
    below = [ancestor]
    for each in below:
        below += [number for number, parent in parents.items() if parent == each]
    return below[1:]


def parent_of(pid: int) -> int | None:
    """The parent of a process; None when it has ended."""
    # The name before, in parentheses, may hold anything.
    fields = text_of(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return int(fields[1]) if fields else None


def command_of(pid: int) -> str:
    """The command line of a process; nothing when it has ended."""
    return text_of(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")


def text_of(path: Path) -> str:
    """What a file says; nothing when it has gone."""
    try:
        return path.read_text()
    except OSError:
        return ""
