"""Time, as the core sees it: replaced in tests by one that nobody has to wait for."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """What the core may ask of time. All figures are seconds."""

    def now(self) -> float:
        """Seconds on a scale that never jumps: for durations."""

    def wall(self) -> float:
        """Seconds since the epoch: for times that servers and files speak of."""

    async def sleep(self, seconds: float) -> None:
        """Wait; ends at once with `CancelledError` when the task is cancelled."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> float:
        return time.monotonic()

    def wall(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
