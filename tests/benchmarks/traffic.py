"""What the emulator's log says of a run."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sevalla_emulator.testing import LogEntry

TOO_MANY = 429


@dataclass(frozen=True)
class Requests:
    """Requests to one application."""

    entries: Sequence[LogEntry]

    @property
    def reads(self) -> list[LogEntry]:
        return [entry for entry in self.entries if entry.method == "GET"]

    @property
    def writes(self) -> list[LogEntry]:
        """Writes that were let in."""
        return [
            entry for entry in self.entries if entry.method != "GET" and entry.status != TOO_MANY
        ]

    @property
    def refused(self) -> list[LogEntry]:
        return [entry for entry in self.entries if entry.status == TOO_MANY]

    @property
    def writing(self) -> float:
        """Seconds from the first write to the last."""
        times = [moment(entry) for entry in self.writes]
        return max(times) - min(times) if times else 0.0


def most_refused(
    entries: Sequence[LogEntry], app_id: str, window: float, *, reads: bool = False
) -> int:
    """The most of one application's writes that were refused in one of the server's windows.

    A window begins with the first write, whoever's it is, after the end of the last one. Reads
    have windows of their own.
    """
    counts = [0]
    ends = -math.inf
    for entry in (each for each in entries if (each.method == "GET") is reads):
        if entry.status == TOO_MANY:
            counts[-1] += app_id in entry.path
        elif moment(entry) >= ends:
            ends = moment(entry) + window
            counts.append(0)
    return max(counts)


def requests_to(entries: Sequence[LogEntry], app_id: str) -> Requests:
    return Requests([entry for entry in entries if app_id in entry.path])


def moment(entry: LogEntry) -> float:
    """When a request came, in seconds since the epoch."""
    return datetime.fromisoformat(entry.at).timestamp()
