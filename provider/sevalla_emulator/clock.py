"""The emulator's time, which tests may hold and move."""

import time
from datetime import UTC, datetime
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Where every deadline, rate-limit window and time stamp gets its time from."""

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        ...

    def advance(self, seconds: float) -> None:
        """Move the time forward."""
        ...


class WallClock:
    """Real time, plus whatever it has been advanced by."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Run ahead of real time by this much more."""
        self._ahead += seconds


class ManualClock:
    """Time that stands still until it is advanced."""

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self._now = start

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move the time forward."""
        self._now += seconds


def timestamp(seconds: float) -> str:
    """ISO 8601 in UTC with milliseconds and ``Z``, as the API writes its times."""
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
