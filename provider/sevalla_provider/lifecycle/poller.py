"""Waiting until objects have settled: one poller for each collection, whoever waits.

The first look comes after a second, the next ones at the interval that the API asks for. Every look
serves all who wait in the collection, with one GET for one and one list for several.

Source: `docs/contract/sevalla-v3.md`, Long-running work.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clock import Clock, sleep_unless
from sevalla_provider.deadline import current_deadline, notice
from sevalla_provider.lifecycle.read_batcher import ReadBatcher
from sevalla_provider.progress import narrator

W = TypeVar("W", bound=WireModel)

FIRST_LOOK = 1.0
"""Seconds from a write to the first look at what came of it. Who comes looks no sooner, and all who
are there look with him: so it is the least between two looks, too."""


class Settled(Generic[W]):
    """The end of a wait: the object, or None where there is none any more."""

    def __init__(self, record: W | None) -> None:
        self.record = record


@dataclass(frozen=True)
class Pending:
    """Not there yet: what the last look saw, in a few words."""

    seen: str


Judge = Callable[[W | None], Settled[W] | Pending]
"""Judges one look. Raises `LifecycleError` when waiting longer makes no sense."""


class Poller(Generic[W]):
    """All waiting in one collection. `interval` in seconds.

    Each waits in its own task: what fails, hangs or ends there is nobody else's business. They have
    in common when they look, so that one list serves them all.
    """

    def __init__(self, reads: ReadBatcher[W], clock: Clock, interval: float) -> None:
        self._reads = reads
        self._clock = clock
        self._interval = interval
        self.first_look = min(FIRST_LOOK, interval)
        self._bell = asyncio.Event()

    async def until(self, object_id: str, goal: str, judge: Judge[W]) -> W | None:
        """Wait until `judge` says that the object has settled. The operation's deadline bounds it.

        Args:
            goal: what is being waited for, in words that follow "waiting for": "it to be ready".

        Raises:
            LifecycleError: whatever `judge` raises.
            ApiError: when a look fails for good.
        """
        began = self._clock.now()
        due = began + self.first_look
        deadline = current_deadline()
        deadline.begin()
        with deadline.waiting_for(goal):
            while True:
                await self._turn(due)
                verdict = judge(await self._reads.find(object_id, at_once=True))
                if isinstance(verdict, Settled):
                    return verdict.record
                notice(verdict.seen)
                now = self._clock.now()
                due = now + self._interval
                narrator().status(f"waiting for {goal}: {verdict.seen} ({now - began:.0f} s)")

    async def _turn(self, due: float) -> None:
        """Wait until it is time to look: when this one is due, or as soon as another looks."""
        bell = self._bell
        while not bell.is_set():
            if due > self._clock.now():
                await sleep_unless(self._clock, due - self._clock.now(), bell)
            else:
                self._bell = asyncio.Event()
                bell.set()
