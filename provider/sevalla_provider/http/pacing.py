"""Rate limits, learnt from the headers: requests go at once while the window has budget, then wait.

The limit belongs to the company and other programs share it, so the headers are the truth. A bucket
of which nothing is known lets one request out alone and waits for what its answer says; so a window
that others have emptied costs one 429, not one for each request in the queue.
"""

import asyncio
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sevalla_provider.clock import Clock
from sevalla_provider.http.limits import Limit
from sevalla_provider.progress import narrator

TELL_AFTER = 2.0
"""Seconds; shorter waits are not worth a word."""

FIRST_BACKOFF = 0.5
COARSE = 2.0
"""Seconds by which two answers may differ on the end of one window: they count whole ones."""

LONGEST_BACKOFF = 60.0
"""Seconds to stay away after 429s whose headers name no usable time."""

JITTER = 0.25
"""Seconds at most, added to a reset: the header counts whole seconds, and others wait too."""


@dataclass(frozen=True)
class Quota:
    """A documented limit: a guess to start from, corrected by the first answer about it."""

    name: str
    limit: int
    window: float


class Bucket:
    """What is known of one rate limit. Requests pass `enter` in the order of their coming."""

    def __init__(
        self, quota: Quota, clock: Clock, jitter: Callable[[], float] = random.random
    ) -> None:
        self.limit = quota.limit
        self._quota = quota
        self._clock = clock
        self._jitter = jitter
        self._remaining: float | None = None
        self._opens_at = 0.0
        self._closes_at = -math.inf
        self._refusals = 0
        self._scout_is_out = False
        self._scout_is_back = asyncio.Event()
        self._turnstile = asyncio.Lock()
        self._queued = 0

    async def enter(self) -> None:
        """Return when one request may go out, first come, first served."""
        self._queued += 1
        try:
            async with self._turnstile:
                await self._pass()
        finally:
            self._queued -= 1

    async def _pass(self) -> None:
        while True:
            now = self._clock.now()
            if now < self._opens_at:
                await self._wait(self._opens_at - now)
            elif self._remaining is not None and now < self._closes_at and self._remaining < 1:
                await self._wait(self._closes_at - now)
            elif self._remaining is not None and now < self._closes_at:
                self._remaining -= 1
                return
            elif not self._scout_is_out:
                self._remaining = None
                self._scout_is_out = True
                self._scout_is_back.clear()
                return
            else:
                await self._scout_is_back.wait()

    def learn(self, told: Limit) -> None:
        """Take over what an answer said of this bucket."""
        self._refusals = 0
        now = self._clock.now()
        # A window that ends much later than the one we know of is the next one.
        next_window = now + told.reset > self._closes_at + COARSE
        known = self._remaining is not None and now < self._closes_at and not next_window
        # Requests still on their way are in our own count and not yet in the server's.
        self._remaining = min(self._remaining or 0, told.remaining) if known else told.remaining
        self._closes_at = now + told.reset + JITTER * self._jitter()
        self.limit = told.limit
        self._release()

    def unheard(self) -> None:
        """Note an answer that spoke of another bucket: go on by the documented figures."""
        self._assume(self._quota.limit - 1)

    def unlimited(self) -> None:
        """Note an answer that spoke of no limit at all: there is none, or it is not told."""
        self._assume(math.inf)

    def _assume(self, remaining: float) -> None:
        if self._remaining is None:
            self._remaining = remaining
            self._closes_at = self._clock.now() + self._quota.window
        self._release()

    def lost(self) -> None:
        """Note that no answer came: the next request is the scout."""
        self._release()

    def refuse(self, seconds: float | None) -> None:
        """Close after a 429: for `seconds`, or for a growing while when the server named none."""
        self._refusals += 1
        backoff = min(FIRST_BACKOFF * 2.0**self._refusals, LONGEST_BACKOFF)
        stay_away = seconds or backoff * (0.5 + self._jitter() / 2)
        self._opens_at = self._clock.now() + stay_away + JITTER * self._jitter()
        self._remaining = None
        self._release()

    def _release(self) -> None:
        self._scout_is_out = False
        self._scout_is_back.set()

    async def _wait(self, seconds: float) -> None:
        if seconds > TELL_AFTER:
            narrator().status(
                f"waiting {seconds:.0f} s for the API's rate limit on {self._quota.name} "
                f"({self.limit} a window; {self._queued} queued)"
            )
        await self._clock.sleep(seconds)


class Pacer:
    """The buckets of one API key."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    async def enter(self, quotas: Sequence[Quota]) -> None:
        """Return when the request may go out by every bucket it falls in, the narrowest first."""
        for passed, quota in enumerate(quotas):
            try:
                await self._bucket(quota).enter()
            except BaseException:
                self.lost(quotas[:passed])
                raise

    def learn(self, quotas: Sequence[Quota], told: Limit | None) -> None:
        """Take over an answer's headers. They speak of one of the request's buckets only."""
        spoken_of = self._spoken_of(quotas, told)
        for bucket in map(self._bucket, quotas):
            if told is None:
                bucket.unlimited()
            elif bucket is spoken_of:
                bucket.learn(told)
            else:
                bucket.unheard()

    def refuse(self, quotas: Sequence[Quota], told: Limit | None, seconds: float | None) -> None:
        """Take over a 429, which closes the bucket that the headers speak of."""
        spoken_of = self._spoken_of(quotas, told)
        for bucket in map(self._bucket, quotas):
            if bucket is spoken_of:
                bucket.refuse(told.reset if seconds is None and told else seconds)
            else:
                bucket.unheard()

    def lost(self, quotas: Sequence[Quota]) -> None:
        """Note that a request got no answer."""
        for quota in quotas:
            self._bucket(quota).lost()

    def _spoken_of(self, quotas: Sequence[Quota], told: Limit | None) -> Bucket | None:
        """The bucket whose limit the headers name; the narrowest where that does not tell."""
        buckets = [self._bucket(quota) for quota in quotas]
        same = [bucket for bucket in buckets if told is not None and bucket.limit == told.limit]
        return next(iter(same or buckets), None)

    def _bucket(self, quota: Quota) -> Bucket:
        if quota.name not in self._buckets:
            self._buckets[quota.name] = Bucket(quota, self._clock)
        return self._buckets[quota.name]
