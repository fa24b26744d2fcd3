"""What the emulator's log says of a run."""

import math
from collections import Counter
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

    def most_refused(self, window: float) -> int:
        """The most refusals within one window, counted from the first request."""
        if not self.entries:
            return 0
        first = moment(self.entries[0])
        counts = Counter(math.floor((moment(each) - first) / window) for each in self.refused)
        return max(counts.values(), default=0)


def requests_to(entries: Sequence[LogEntry], app_id: str) -> Requests:
    return Requests([entry for entry in entries if app_id in entry.path])


def moment(entry: LogEntry) -> float:
    """When a request came, in seconds since the epoch."""
    return datetime.fromisoformat(entry.at).timestamp()
