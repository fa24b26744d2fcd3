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
from functools import partial
from itertools import count

from sevalla_provider.clock import Clock
from sevalla_provider.durations import in_words
from sevalla_provider.http.bucket import Bucket, Quota
from sevalla_provider.http.errors import RateLimitTimeout
from sevalla_provider.http.limits import Limit
from sevalla_provider.http.shared_budget import SharedBudget
from sevalla_provider.status_line import StatusLine, status_line

TELL_AFTER = 2.0
"""Seconds; shorter waits are not worth a word."""

SOON = 12 * 3600.0
"""Seconds; what is further away needs its day told."""

LONGEST_WAIT = 900.0
"""Seconds that a request may be held back, where nothing else is configured."""


@dataclass(eq=False)
class QueuedRequest:
    """A request that has not gone out yet; `number` in the order of their coming."""

    number: int
    request: str
    since: float
    line: StatusLine
    admitted: asyncio.Future[None] = field(repr=False)


@dataclass(frozen=True)
class Queue:
    """Requests that wait for the same limits, the oldest first."""

    buckets: Sequence[Bucket]
    requests: deque[QueuedRequest] = field(default_factory=deque)

    def opens_at(self) -> float:
        """When its first may go."""
        return max((bucket.opens_at() for bucket in self.buckets), default=-math.inf)


class Pacer:
    """The limits of one API key.

    Args:
        longest_wait: seconds that a request may be held back.
        shared: what other processes of this machine know.
    """

    def __init__(
        self, clock: Clock, longest_wait: float = LONGEST_WAIT, shared: SharedBudget | None = None
    ) -> None:
        self._clock = clock
        self._longest_wait = longest_wait
        self._shared = shared or SharedBudget(None, clock)
        self._buckets: dict[str, Bucket] = {}
        self._queues: dict[tuple[str, ...], Queue] = {}
        self._numbers = count()
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at = math.inf
        self._told: dict[str, float] = {}

    async def enter(self, quotas: Sequence[Quota], request: str = "a request") -> None:
        """Return when the request may go out. Raises `RateLimitTimeout`.

        Whoever returns from here must tell how it ended: `learn`, `refuse` or `lost`.
        """
        with status_line(self._clock) as line:
            await self._queue_up(quotas, request, line)

    async def _queue_up(self, quotas: Sequence[Quota], request: str, line: StatusLine) -> None:
        admitted = asyncio.get_running_loop().create_future()
        queued = QueuedRequest(next(self._numbers), request, self._clock.now(), line, admitted)
        queue = self._queue(quotas)
        queue.requests.append(queued)
        self._wake()
        if queued in queue.requests:
            self._tell_newcomer(queued, queue)
        try:
            await admitted
        except BaseException:
            if queued in queue.requests:
                queue.requests.remove(queued)
                self._wake()
            elif admitted.done() and not admitted.cancelled() and not admitted.exception():
                self.lost(quotas)
            raise

    def spare(self, quotas: Sequence[Quota]) -> bool:
        """Whether there is room for requests that only make things faster."""
        return all(bucket.spare for bucket in map(self._bucket, quotas))

    def learn(self, quotas: Sequence[Quota], limit: Limit | None) -> None:
        """Take over an answer's headers. They speak of one of the request's limits only."""
        mentioned = self._mentioned(quotas, limit)
        for bucket in map(self._bucket, quotas):
            if limit is None:
                bucket.unlimited()
            elif bucket is mentioned:
                bucket.learn(limit)
            else:
                bucket.not_mentioned()
        self._wake()

    def refuse(self, quotas: Sequence[Quota], limit: Limit | None, seconds: float | None) -> None:
        """Take over a 429, which closes the limit that the headers speak of."""
        mentioned = self._mentioned(quotas, limit)
        for bucket in map(self._bucket, quotas):
            if bucket is mentioned:
                bucket.refuse(limit.reset if seconds is None and limit else seconds)
            else:
                bucket.not_mentioned()
        self._wake()

    def lost(self, quotas: Sequence[Quota]) -> None:
        """Note that a request got no answer."""
        for bucket in map(self._bucket, quotas):
            bucket.lost()
        self._wake()

    def _wake(self) -> None:
        """Admit whoever may go, reject who would wait too long, and set the next alarm."""
        for name, budget in self._shared.load().items():
            if name in self._buckets:
                self._buckets[name].merge(budget)
        while ready := [queue for queue in self._waiting() if self._is_open(queue)]:
            self._admit(min(ready, key=lambda queue: queue.requests[0].number))
        known = {name: bucket.budget for name, bucket in self._buckets.items()}
        self._shared.publish({name: each for name, each in known.items() if each is not None})
        self._tell_everybody()
        self._set_alarm(min((queue.opens_at() for queue in self._waiting()), default=math.inf))

    def _waiting(self) -> list[Queue]:
        return [queue for queue in self._queues.values() if queue.requests]

    def _is_open(self, queue: Queue) -> bool:
        return queue.opens_at() <= self._clock.now()

    def _admit(self, queue: Queue) -> None:
        first = queue.requests.popleft()
        if first.admitted.done():
            return
        for bucket in queue.buckets:
            bucket.acquire()
        first.admitted.set_result(None)

    def _tell_everybody(self) -> None:
        """Say why, when a window turns out to be used up."""
        for bucket in self._buckets.values():
            until, name = bucket.used_up_until, bucket.quota.name
            if until is not None and self._told.get(name, -math.inf) < until:
                self._told[name] = until + TELL_AFTER
                behind = self._behind(bucket)
                for place, queued in enumerate(behind, start=1):
                    self._announce(queued, bucket, place, len(behind))

    def _tell_newcomer(self, queued: QueuedRequest, queue: Queue) -> None:
        for bucket in queue.buckets:
            if bucket.used_up_until is not None and not queued.admitted.done():
                last = len(self._behind(bucket))
                self._announce(queued, bucket, last, last)

    def _announce(self, queued: QueuedRequest, bucket: Bucket, place: int, behind: int) -> None:
        """Say why a request waits, and for how long; reject at once what would wait too long."""
        quota = bucket.quota
        windows = (place - 1) // quota.limit if bucket.measured else 0
        goes_at = (bucket.used_up_until or 0.0) + windows * quota.window
        seconds = goes_at - self._clock.now()
        if goes_at - queued.since > self._longest_wait:
            self._reject(queued, bucket, seconds)
        elif seconds > TELL_AFTER:
            standing = f"{place} of {behind} queued for {quota.name} ({quota.limit} a window)"
            figures = partial(self._figures, queued, goes_at, standing)
            queued.line.tell("rate limit", figures)

    def _figures(self, queued: QueuedRequest, goes_at: float, standing: str) -> str:
        now = self._clock.now()
        waited = f"{in_words(now - queued.since)} of {in_words(self._longest_wait)}"
        return f"{waited}, goes on in {in_words(goes_at - now)}, {standing}"

    def _reject(self, queued: QueuedRequest, bucket: Bucket, seconds: float) -> None:
        reason = (
            f"the API's rate limit on {bucket.quota.name} ({bucket.quota.limit} a window) lets it "
            f"go in {seconds:.0f} s at the earliest, and {self._longest_wait:.0f} s is the longest "
            f"to wait. Run the same command again {self._when(seconds)}."
        )
        for queue in self._queues.values():
            if queued in queue.requests:
                queue.requests.remove(queued)
        if not queued.admitted.done():
            queued.admitted.set_exception(RateLimitTimeout(queued.request, reason))

    def _behind(self, bucket: Bucket) -> list[QueuedRequest]:
        """The requests that wait for a bucket, the oldest first."""
        queues = (queue for queue in self._waiting() if bucket in queue.buckets)
        queued = (each for queue in queues for each in queue.requests)
        return sorted(queued, key=lambda each: each.number)

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
            self._alarm = asyncio.create_task(self._wake_at(at))

    async def _wake_at(self, at: float) -> None:
        await self._clock.sleep(at - self._clock.now())
        self._alarm = None
        self._alarm_at = math.inf
        self._wake()

    def _mentioned(self, quotas: Sequence[Quota], limit: Limit | None) -> Bucket | None:
        """The bucket whose limit the headers name; the narrowest where that does not tell."""
        buckets = [self._bucket(quota) for quota in quotas]
        same = [bucket for bucket in buckets if limit and bucket.quota.limit == limit.limit]
        return next(iter(same or buckets), None)

    def _queue(self, quotas: Sequence[Quota]) -> Queue:
        names = tuple(quota.name for quota in quotas)
        if names not in self._queues:
            self._queues[names] = Queue([self._bucket(quota) for quota in quotas])
        return self._queues[names]

    def _bucket(self, quota: Quota) -> Bucket:
        if quota.name not in self._buckets:
            self._buckets[quota.name] = Bucket(quota, self._clock)
        return self._buckets[quota.name]
