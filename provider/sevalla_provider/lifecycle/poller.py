"""Waiting until objects have settled: one poller for each collection, whoever waits.

The first look comes after a second, the next ones at the interval that the API asks for. Every look
serves all who wait in the collection, with one GET for one and one list for several. Where earlier
objects of the collection have shown when they are ready, the next ones are looked at then, too:
two looks more for each at most, and none once half of what the API lets us read is used up.

Source: `docs/contract/sevalla-v3.md`, Long-running work.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clock import Clock, sleep_unless
from sevalla_provider.deadline import current_deadline, notice
from sevalla_provider.lifecycle.read_batcher import ReadBatcher
from sevalla_provider.lifecycle.settling_times import SettlingTimes
from sevalla_provider.status_line import counting, status_line

W = TypeVar("W", bound=WireModel)

FIRST_LOOK = 1.0
"""Seconds from a write to the first look at what came of it, where nothing is known of others; and
the least between two such looks: all who are there look with whoever looks."""

CLOSEST = 0.25
"""Seconds between any two looks."""


class Settled(Generic[W]):
    """The end of a wait: the object, or None where there is none any more."""

    def __init__(self, record: W | None) -> None:
        self.record = record


@dataclass(frozen=True)
class Pending:
    """Not there yet: what the last look saw, in a few words.

    `news`: the same, in the fewest, for a status line.
    """

    seen: str
    news: str = field(default="", compare=False)


Judge = Callable[[W | None], Settled[W] | Pending]
"""Judges one look. Raises `LifecycleError` when waiting longer makes no sense."""


class Poller(Generic[W]):
    """All waiting in one collection. `interval` in seconds.

    Each waits in its own task: what fails, hangs or ends there is nobody else's business. They have
    in common when they look, so that one list serves them all.

    `spare`: whether the API lets us read more than is needed.
    """

    def __init__(
        self,
        reads: ReadBatcher[W],
        clock: Clock,
        interval: float,
        spare: Callable[[], bool] = lambda: True,
    ) -> None:
        self._reads = reads
        self._clock = clock
        self._interval = interval
        self._spare = spare
        self.first_look = min(FIRST_LOOK, interval)
        self._closest = min(CLOSEST, interval)
        self._bell = asyncio.Event()
        self._times: defaultdict[str, SettlingTimes] = defaultdict(SettlingTimes)
        self._looked_at = -math.inf
        self._had_to_look_at = -math.inf

    async def until(self, object_id: str, goal: str, judge: Judge[W]) -> W | None:
        """Wait until `judge` says that the object has settled. The operation's deadline bounds it.

        Args:
            goal: what is being waited for, in words that follow "waiting for": "it to be ready".

        Raises:
            LifecycleError: whatever `judge` raises.
            ApiError: when a look fails for good.
        """
        began, not_yet, times = self._clock.now(), 0.0, self._times[goal]
        first = due = began + self.first_look
        early = [began + seconds for seconds in times.looks()]
        deadline = current_deadline()
        deadline.begin()
        with deadline.waiting_for(goal), status_line(self._clock) as line:
            while True:
                await self._turn(early, due)
                looked = self._clock.now()
                verdict = judge(await self._reads.find(object_id, at_once=True))
                if isinstance(verdict, Settled):
                    times.learn(not_yet, looked - began)
                    return verdict.record
                notice(verdict.seen)
                not_yet, now = looked - began, self._clock.now()
                # One that others' look found too young still gets the first look of its own.
                due = first if first > now else now + self._interval
                early = [at for at in early if at > now]
                coming = counting(self._clock, "next look", self._next(early, due))
                line.tell(verdict.news or verdict.seen, coming)

    async def _turn(self, early: Sequence[float], due: float) -> None:
        """Wait until it is time to look: when this one is due, or as soon as another looks."""
        bell = self._bell
        while not bell.is_set():
            now, at = self._clock.now(), self._next(early, due)
            if at > now:
                await sleep_unless(self._clock, at - now, bell)
                continue
            self._looked_at = now
            if due <= now:
                self._had_to_look_at = now
            self._bell = asyncio.Event()
            bell.set()

    def _next(self, early: Sequence[float], due: float) -> float:
        """When to look, and not too soon after another look: at the latest when that is due."""
        due = max(due, self._had_to_look_at + self.first_look)
        soon = early[0] if early and self._spare() else due
        return max(min(soon, due), self._looked_at + self._closest)
