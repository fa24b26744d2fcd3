"""What the console is told of processes that really run, where the emulator runs any."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class RunningProcess:
    """One process of this machine; ``process_id`` is the object that it runs for."""

    process_id: str
    pid: int | None
    state: str
    restarts: int = 0
    port: int | None = None
    lines: Sequence[str] = ()


class RunningProcesses(Protocol):
    """Who runs processes, and can tell of them."""

    def running(self) -> Sequence[RunningProcess]:
        """Return each process there is, with the last lines that it wrote."""
        ...
