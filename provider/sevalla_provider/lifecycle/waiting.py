"""Waiting until objects have settled: one poller for each collection, whoever waits.

The first look comes after a second, the next ones at the interval that the API asks for. Every look
serves all who wait in the collection, with one GET for one and one list for several.
"""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sevalla_provider.clients.wire import WireModel
from sevalla_provider.clock import Clock
from sevalla_provider.lifecycle.errors import WaitedTooLong
from sevalla_provider.lifecycle.reads import SharedReads
from sevalla_provider.progress import Narrator, narrator

W = TypeVar("W", bound=WireModel)

FIRST_LOOK = 1.0
"""Seconds from a write to the first look at what came of it, and between looks at the least."""


class Settled(Generic[W]):
    """The end of a wait: the object, or None where there is none any more."""

    def __init__(self, found: W | None) -> None:
        self.found = found


@dataclass(frozen=True)
class Pending:
    """Not there yet: what the last look saw, in a few words."""

    seen: str


Judge = Callable[[W | None], Settled[W] | Pending]
"""Judges one look. Raises `LifecycleError` when waiting longer makes no sense."""


@dataclass(eq=False)
class Waiter(Generic[W]):
    """One who waits for one object."""

    object_id: str
    goal: str
    judge: Judge[W]
    since: float
    until: float
    narrator: Narrator
    end: asyncio.Future[W | None] = field(repr=False)
    due: float = 0.0
    seen: str = "nothing yet"


class Poller(Generic[W]):
    """All waiting in one collection. `interval` in seconds."""

    def __init__(self, reads: SharedReads[W], clock: Clock, interval: float) -> None:
        self._reads = reads
        self._clock = clock
        self._interval = interval
        self.first_look = min(FIRST_LOOK, interval)
        self._waiters: list[Waiter[W]] = []
        self._news = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._looked_at = -math.inf

    async def until(self, object_id: str, goal: str, judge: Judge[W], timeout: float) -> W | None:
        """Wait until `judge` says that the object has settled.

        Args:
            goal: what is being waited for, in words that follow "waiting for": "it to be ready".
            timeout: seconds.

        Raises:
            WaitedTooLong: with the last thing seen, how long, and how to go on.
            LifecycleError: whatever `judge` raises.
            ApiError: when a look fails for good.
        """
        now = self._clock.now()
        end: asyncio.Future[W | None] = asyncio.get_running_loop().create_future()
        waiter = Waiter(object_id, goal, judge, now, now + timeout, narrator(), end)
        waiter.due = now + self.first_look
        self._waiters.append(waiter)
        self._news.set()
        if self._loop is None or self._loop.done():
            self._loop = asyncio.create_task(self._run())
        try:
            return await end
        finally:
            self._waiters.remove(waiter)

    async def _run(self) -> None:
        while waiting := [waiter for waiter in self._waiters if not waiter.end.done()]:
            now = self._clock.now()
            look_at = max(min(waiter.due for waiter in waiting), self._looked_at + self.first_look)
            wake_at = min(look_at, *(waiter.until for waiter in waiting))
            if wake_at > now:
                await self._rest(wake_at - now)
                continue
            if look_at <= now:
                await self._look(waiting)
            self._dismiss_the_late()

    async def _rest(self, seconds: float) -> None:
        """Sleep, unless somebody new begins to wait."""
        self._news.clear()
        sleep = asyncio.ensure_future(self._clock.sleep(seconds))
        news = asyncio.ensure_future(self._news.wait())
        try:
            await asyncio.wait({sleep, news}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleep.cancel()
            news.cancel()

    async def _look(self, waiting: list[Waiter[W]]) -> None:
        self._looked_at = self._clock.now()
        looks = await asyncio.gather(
            *(self._reads.find(waiter.object_id, at_once=True) for waiter in waiting),
            return_exceptions=True,
        )
        now = self._clock.now()
        for waiter, look in zip(waiting, looks, strict=True):
            waiter.due = now + self._interval
            if not waiter.end.done():
                self._tell(waiter, look, now)

    def _tell(self, waiter: Waiter[W], look: W | BaseException | None, now: float) -> None:
        if isinstance(look, BaseException):
            waiter.end.set_exception(look)
            return
        try:
            verdict = waiter.judge(look)
        except Exception as error:
            waiter.end.set_exception(error)
            return
        if isinstance(verdict, Settled):
            waiter.end.set_result(verdict.found)
        else:
            waiter.seen = verdict.seen
            waiter.narrator.status(
                f"waiting for {waiter.goal}: {verdict.seen} ({now - waiter.since:.0f} s)"
            )

    def _dismiss_the_late(self) -> None:
        now = self._clock.now()
        for waiter in self._waiters:
            if not waiter.end.done() and now >= waiter.until:
                waited = now - waiter.since
                waiter.end.set_exception(
                    WaitedTooLong(
                        f"waited {waited:.0f} s for {waiter.goal}; last seen: {waiter.seen}"
                    )
                )
