"""Time, as the core sees it: replaced in tests by one that nobody has to wait for."""

import asyncio
import math
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from typing_extensions import override


def timestamp_of(moment: object) -> float | None:
    """Seconds since the epoch of an ISO 8601 time, UTC by default; None for what is no time."""
    try:
        return _in_utc(datetime.fromisoformat(str(moment)))
    except (ValueError, OverflowError):
        return None


def timestamp_of_header(date: str | None) -> float | None:
    """Seconds since the epoch of a time in an HTTP header, UTC by default; None for no time."""
    try:
        return _in_utc(parsedate_to_datetime(date or ""))
    except (ValueError, TypeError, OverflowError):
        return None


def _in_utc(moment: datetime) -> float:
    """What comes without an offset is UTC: `datetime.timestamp` would take it for local time."""
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


class Clock(Protocol):
    """What the core may ask of time. All figures are seconds."""

    def now(self) -> float:
        """Seconds on a scale that never jumps: for durations."""

    def wall(self) -> float:
        """Seconds since the epoch: for times that servers and files speak of."""

    async def sleep(self, seconds: float) -> None:
        """Wait; ends at once with `CancelledError` when the task is cancelled."""


class SystemClock(Clock):
    """The machine's own clock."""

    @override
    def now(self) -> float:
        return time.monotonic()

    @override
    def wall(self) -> float:
        return time.time()

    @override
    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def sleep_unless(clock: Clock, seconds: float, event: asyncio.Event) -> None:
    """Wait for an event, for that long at the most."""
    if seconds == math.inf:
        await event.wait()
        return
    sleep = asyncio.ensure_future(clock.sleep(seconds))
    happened = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({sleep, happened}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        sleep.cancel()
        happened.cancel()
