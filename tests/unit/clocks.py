"""Time that nobody has to wait for."""

import asyncio
import heapq
import itertools
from typing import Any, cast

NEW_YEAR = 1_767_225_600.0
"""2026-01-01T00:00:00Z."""

SHORTEST = 1e-6
"""Seconds; time passes in any sleep, however rounding may have shortened it."""


class FakeClock:
    """A `sevalla_provider.clock.Clock` whose time stands still while any task has work to do.

    When every task waits, time jumps to where the first sleeper wants to wake. One clock serves
    one event loop: two would each take the other for a task with work to do.
    """

    def __init__(self, wall: float = NEW_YEAR) -> None:
        self.slept: list[float] = []
        self._passed = 0.0
        self._wall = wall
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = itertools.count()
        self._driving = False

    def now(self) -> float:
        return 1000.0 + self._passed

    def wall(self) -> float:
        return self._wall + self._passed

    def advance(self, seconds: float) -> None:
        """Let time pass without anybody sleeping."""
        self._passed += seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        alarm = asyncio.get_running_loop().create_future()
        due = self._passed + max(seconds, SHORTEST)
        heapq.heappush(self._sleepers, (due, next(self._number), alarm))
        self._drive()
        await alarm

    def _drive(self) -> None:
        if not self._driving:
            self._driving = True
            asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        if cast("Any", loop)._ready:
            loop.call_soon(self._turn)
            return
        self._driving = False
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        if self._sleepers:
            due, _, alarm = heapq.heappop(self._sleepers)
            self._passed = max(self._passed, due)
            alarm.set_result(None)
            self._drive()


class EmulatorTime:
    """The same time, for the emulator."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.wall()

    def advance(self, seconds: float) -> None:
        self._clock.advance(seconds)


async def let_others_run() -> None:
    """Let every task go as far as it can; time does not pass."""
    for _ in range(100):
        await asyncio.sleep(0)
