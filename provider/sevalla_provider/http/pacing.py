"""Requests go out at once while every limit they fall in has budget, then wait for their turn.

First come, first served within each limit. A request takes from all its limits in one step or from
none, so that none is used up by what another still holds back.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from sevalla_provider.clock import Clock
from sevalla_provider.http.bucket import Bucket, Quota
from sevalla_provider.http.errors import HeldBackTooLong
from sevalla_provider.http.limits import Limit
from sevalla_provider.http.neighbours import Neighbours
from sevalla_provider.progress import Narrator, narrator

TELL_AFTER = 2.0
"""Seconds; shorter waits are not worth a word."""

SOON = 12 * 3600.0
"""Seconds; what is further away needs its day told."""

LONGEST_WAIT = 900.0
"""Seconds that a request may be held back, where nothing else is configured."""


@dataclass(eq=False)
class Waiting:
    """A request that has not gone out yet; `number` in the order of their coming."""

    number: int
    request: str
    since: float
    narrator: Narrator
    may_go: asyncio.Future[None] = field(repr=False)


@dataclass(frozen=True)
class Line:
    """Those who wait for the same limits, the oldest first."""

    buckets: Sequence[Bucket]
    waiting: deque[Waiting] = field(default_factory=deque)

    def opens_at(self) -> float:
        """When its first may go."""
        return max((bucket.opens_at() for bucket in self.buckets), default=-math.inf)


class Pacer:
    """The limits of one API key.

    Args:
        longest_wait: seconds that a request may be held back.
        neighbours: what other processes of this machine know.
    """

    def __init__(
        self,
        clock: Clock,
        longest_wait: float = LONGEST_WAIT,
        neighbours: Neighbours | None = None,
    ) -> None:
        self._clock = clock
        self._longest_wait = longest_wait
        self._neighbours = neighbours or Neighbours(None, clock)
        self._buckets: dict[str, Bucket] = {}
        self._lines: dict[tuple[str, ...], Line] = {}
        self._numbers = count()
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at = math.inf
        self._told: dict[str, float] = {}

    async def enter(self, quotas: Sequence[Quota], request: str = "a request") -> None:
        """Return when the request may go out. Raises `HeldBackTooLong`.

        Whoever returns from here must tell how it ended: `learn`, `refuse` or `lost`.
        """
        loop = asyncio.get_running_loop()
        waiting = Waiting(
            next(self._numbers), request, self._clock.now(), narrator(), loop.create_future()
        )
        line = self._line(quotas)
        line.waiting.append(waiting)
        self._go_on()
        self._tell_a_newcomer(waiting, line)
        try:
            await waiting.may_go
        except BaseException:
            if waiting in line.waiting:
                line.waiting.remove(waiting)
                self._go_on()
            elif waiting.may_go.done() and not waiting.may_go.cancelled():
                self._give_back(quotas, waiting)
            raise

    def learn(self, quotas: Sequence[Quota], told: Limit | None) -> None:
        """Take over an answer's headers. They speak of one of the request's limits only."""
        spoken_of = self._spoken_of(quotas, told)
        for bucket in map(self._bucket, quotas):
            if told is None:
                bucket.unlimited()
            elif bucket is spoken_of:
                bucket.learn(told)
            else:
                bucket.unheard()
        self._go_on()

    def refuse(self, quotas: Sequence[Quota], told: Limit | None, seconds: float | None) -> None:
        """Take over a 429, which closes the limit that the headers speak of."""
        spoken_of = self._spoken_of(quotas, told)
        for bucket in map(self._bucket, quotas):
            if bucket is spoken_of:
                bucket.refuse(told.reset if seconds is None and told else seconds)
            else:
                bucket.unheard()
        self._go_on()

    def lost(self, quotas: Sequence[Quota]) -> None:
        """Note that a request got no answer."""
        for bucket in map(self._bucket, quotas):
            bucket.lost()
        self._go_on()

    def _give_back(self, quotas: Sequence[Quota], waiting: Waiting) -> None:
        if waiting.may_go.exception() is None:
            self.lost(quotas)

    def _go_on(self) -> None:
        """Let out whoever may go, and see to it that the next are not forgotten."""
        for name, left in self._neighbours.heard().items():
            if name in self._buckets:
                self._buckets[name].heed(left)
        while ready := [line for line in self._open_lines() if self._ready(line)]:
            first = min(ready, key=lambda line: line.waiting[0].number)
            self._let_out(first)
        known = {name: bucket.known for name, bucket in self._buckets.items()}
        self._neighbours.tell({name: left for name, left in known.items() if left is not None})
        self._tell_those_who_wait()
        self._set_alarm(min((line.opens_at() for line in self._open_lines()), default=math.inf))

    def _open_lines(self) -> list[Line]:
        return [line for line in self._lines.values() if line.waiting]

    def _ready(self, line: Line) -> bool:
        return line.opens_at() <= self._clock.now()

    def _let_out(self, line: Line) -> None:
        first = line.waiting.popleft()
        if first.may_go.done():
            return
        for bucket in line.buckets:
            bucket.take()
        first.may_go.set_result(None)

    def _tell_those_who_wait(self) -> None:
        """Say why, when a window turns out to be used up."""
        for bucket in self._buckets.values():
            if bucket.used_up and self._told.get(bucket.name, -math.inf) < bucket.resets_at:
                self._told[bucket.name] = bucket.resets_at + TELL_AFTER
                queue = self._queue(bucket)
                for place, waiting in enumerate(queue, start=1):
                    self._tell(waiting, bucket, place, len(queue))

    def _tell_a_newcomer(self, waiting: Waiting, line: Line) -> None:
        for bucket in line.buckets:
            if bucket.used_up and waiting in line.waiting:
                queued = sum(len(each.waiting) for each in self._lines_of(bucket))
                self._tell(waiting, bucket, queued, queued)

    def _tell(self, waiting: Waiting, bucket: Bucket, place: int, queued: int) -> None:
        """Say why it waits, and for how long; end at once what would wait for too long."""
        windows = (place - 1) // bucket.limit if bucket.heard else 0
        goes_at = bucket.resets_at + windows * bucket.window
        seconds = goes_at - self._clock.now()
        if goes_at - waiting.since > self._longest_wait:
            self._send_away(waiting, bucket, seconds)
        elif seconds > TELL_AFTER:
            waiting.narrator.status(
                f"waiting {seconds:.0f} s for the API's rate limit on {bucket.name} "
                f"({bucket.limit} a window; {place} of {queued} queued)"
            )

    def _queue(self, bucket: Bucket) -> list[Waiting]:
        waiting = (each for line in self._lines_of(bucket) for each in line.waiting)
        return sorted(waiting, key=lambda each: each.number)

    def _lines_of(self, bucket: Bucket) -> list[Line]:
        return [line for line in self._open_lines() if bucket in line.buckets]

    def _send_away(self, waiting: Waiting, bucket: Bucket, seconds: float) -> None:
        reason = (
            f"the API's rate limit on {bucket.name} ({bucket.limit} a window) lets it go in "
            f"{seconds:.0f} s at the earliest, and {self._longest_wait:.0f} s is the longest to "
            f"wait. Run the same command again {self._when(seconds)}."
        )
        for line in self._lines_of(bucket):
            if waiting in line.waiting:
                line.waiting.remove(waiting)
        if not waiting.may_go.done():
            waiting.may_go.set_exception(HeldBackTooLong(waiting.request, reason))

    def _when(self, seconds: float) -> str:
        """Say when that is, as people would."""
        minutes = math.ceil(seconds / 60)
        form = "%H:%M" if seconds < SOON else "%Y-%m-%d %H:%M"
        at = time.strftime(form, time.localtime(self._clock.wall() + 60 * minutes))
        return f"in {minutes} minute{'s' if minutes > 1 else ''}, at {at}"

    def _set_alarm(self, at: float) -> None:
        if at == self._alarm_at and self._alarm is not None and not self._alarm.done():
            return
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        self._alarm_at = at
        if at < math.inf:
            self._alarm = asyncio.create_task(self._ring(at))

    async def _ring(self, at: float) -> None:
        await self._clock.sleep(at - self._clock.now())
        self._alarm = None
        self._alarm_at = math.inf
        self._go_on()

    def _spoken_of(self, quotas: Sequence[Quota], told: Limit | None) -> Bucket | None:
        """The bucket whose limit the headers name; the narrowest where that does not tell."""
        buckets = [self._bucket(quota) for quota in quotas]
        same = [bucket for bucket in buckets if told is not None and bucket.limit == told.limit]
        return next(iter(same or buckets), None)

    def _line(self, quotas: Sequence[Quota]) -> Line:
        names = tuple(quota.name for quota in quotas)
        if names not in self._lines:
            self._lines[names] = Line([self._bucket(quota) for quota in quotas])
        return self._lines[names]

    def _bucket(self, quota: Quota) -> Bucket:
        if quota.name not in self._buckets:
            self._buckets[quota.name] = Bucket(quota, self._clock)
        return self._buckets[quota.name]
