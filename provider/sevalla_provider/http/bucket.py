"""What is known of one rate limit, learnt from the headers.

The limit belongs to the company and other programs share it, so the headers are the truth. Three
rules keep every program's requests from being thrown back, whoever else there is:

- Of a window of which nothing is known one request goes out alone, and its answer tells.
- Never more than half of what is left is on its way at once: others may be sending, too, and every
  answer says how much they took. What is left halves with each round, so that a window is used up
  in a few round trips.
- A window that is used up is waited out, until the earliest end that any answer told: the header
  counts whole seconds. Should that once be too early, the server rounds down, and gets one more.

Source: `docs/contract/sevalla-v3.md`, Rate limits.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from sevalla_provider.clock import Clock
from sevalla_provider.http.limits import Limit
from sevalla_provider.http.neighbours import Left

FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 60.0
"""Seconds to stay away after 429s whose headers name no usable time."""

ENOUGH_DOUBLINGS = 10
"""The longest time is reached before that; a thousand of them no float holds."""

COARSE = 2.0
"""Seconds by which two answers may differ on the end of one window: they count whole ones."""

ROUNDED = 1.0
"""Seconds by which the end of a window may come later than told, where seconds are rounded down."""

JITTER = 0.25
"""Seconds at most, added to a reset: others wait for it, too."""

SHARE = 2
"""One over the part of what is left that may be on its way at once."""


@dataclass(frozen=True)
class Quota:
    """A documented limit: a guess to start from, corrected by the first answer about it."""

    name: str
    limit: int
    window: float


class Bucket:
    """One rate limit. Times are those of `Clock.now`."""

    def __init__(
        self, quota: Quota, clock: Clock, jitter: Callable[[], float] = random.random
    ) -> None:
        self.name = quota.name
        self.limit = quota.limit
        self.window = quota.window
        self.heard = False
        self._quota = quota
        self._clock = clock
        self._jitter = jitter
        self._remaining: float | None = None
        self._on_their_way = 0
        self._scouting = False
        self._opens_at = 0.0
        self._ends_at = -math.inf
        self._closes_at = -math.inf
        self._late = 0.0
        self._refusals = 0

    def opens_at(self) -> float:
        """When the next request may go: now or before, later, or (inf) when an answer has come."""
        now = self._clock.now()
        if now < self._opens_at:
            return self._opens_at
        if not self._knows(now):
            return math.inf if self._scouting else now
        if self._left < 1:
            return self._closes_at
        most = max(1.0, (self._left + self._on_their_way) / SHARE)
        return now if self._on_their_way + 1 <= most else math.inf

    @property
    def used_up(self) -> bool:
        """Whether nothing goes before a reset."""
        now = self._clock.now()
        return now < self._opens_at or (self._knows(now) and self._left < 1)

    @property
    def resets_at(self) -> float:
        """When the window that is known ends, or the time to stay away."""
        return self._opens_at if self._clock.now() < self._opens_at else self._closes_at

    @property
    def known(self) -> Left | None:
        """What the server told of the window, less what is on its way since."""
        now = self._clock.now()
        if now >= self._ends_at:
            return None
        return Left(0 if now < self._opens_at else self._left, self._ends_at)

    def heed(self, hint: Left) -> None:
        """Take over what another process knows of a window, where it knows of more requests."""
        now = self._clock.now()
        if self._knows(now) and hint.until < self._ends_at - COARSE:
            return  # ours is a later window
        if self._knows(now) and hint.until <= self._ends_at + COARSE:
            self._remaining = min(self._left, hint.requests)
        elif hint.requests < 1 and not self.used_up and hint.until > now + JITTER:
            self._close(hint.until)  # for less it is not worth stopping

    def take(self) -> None:
        """Count a request that goes out now. Its end is told by exactly one of the calls below."""
        if self._knows(self._clock.now()):
            self._remaining = self._left - 1
        else:
            self._remaining = None
            self._scouting = True
        self._on_their_way += 1

    def learn(self, told: Limit) -> None:
        """Take over what an answer said of this bucket."""
        self._back()
        self._refusals = 0
        now = self._clock.now()
        ends_at = now + told.reset
        # A window that ends much later than the one we know of is the next one.
        next_window = ends_at > self._closes_at + COARSE
        # Requests still on their way are in our own count and not yet in the server's.
        known = self._knows(now) and not next_window
        self._remaining = min(self._left, told.remaining) if known else told.remaining
        self._ends_at = min(self._ends_at, ends_at) if known else ends_at
        self._closes_at = self._ends_at + self._late + JITTER * self._jitter()
        self.window = max(told.reset, self.window if self.heard else 0.0)
        self.limit = told.limit
        self.heard = True

    def unheard(self) -> None:
        """Note an answer that spoke of another bucket: go on by the documented figures."""
        self._back()
        self._refusals = 0
        self._assume(self._quota.limit - 1)

    def unlimited(self) -> None:
        """Note an answer that spoke of no limit at all: there is none, or it is not told."""
        self._back()
        self._refusals = 0
        self._assume(math.inf)

    def lost(self) -> None:
        """Note that no answer came."""
        self._back()

    def refuse(self, seconds: float | None) -> None:
        """Close after a 429: for `seconds`, or for a growing while when the server named none."""
        self._back()
        self._refusals += 1
        if seconds is not None and seconds <= ROUNDED and self._has_just_closed():
            self._late = ROUNDED
        if seconds:
            self._close(self._clock.now() + seconds)
        else:
            self._pause()

    def _close(self, until: float) -> None:
        """Let nothing out until then, and a little longer."""
        self._remaining = None
        self._ends_at = until
        self._opens_at = until + JITTER * self._jitter()

    def _pause(self) -> None:
        """Stay away for a while of our own choice."""
        doublings = min(self._refusals, ENOUGH_DOUBLINGS)
        backoff = min(FIRST_BACKOFF * 2.0**doublings, LONGEST_BACKOFF)
        self._close(self._clock.now() + backoff * (0.5 + self._jitter() / 2))
        self._ends_at = -math.inf

    def _back(self) -> None:
        self._on_their_way = max(self._on_their_way - 1, 0)
        self._scouting = False

    def _assume(self, remaining: float) -> None:
        if self._remaining is None:
            self._remaining = remaining
            self._ends_at = -math.inf  # nobody told us
            self._closes_at = self._clock.now() + self._quota.window

    def _has_just_closed(self) -> bool:
        return 0 <= self._clock.now() - self._closes_at < ROUNDED

    def _knows(self, now: float) -> bool:
        return self._remaining is not None and now < self._closes_at

    @property
    def _left(self) -> float:
        return self._remaining or 0.0
