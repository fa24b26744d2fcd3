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
from dataclasses import dataclass, replace

from sevalla_provider.clock import Clock
from sevalla_provider.http.limits import Limit
from sevalla_provider.http.shared_budget import Budget

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


@dataclass(frozen=True)
class Unknown:
    """Nothing is known of the present window: one request may find out."""


@dataclass(frozen=True)
class Probing:
    """One request is on its way to find out."""


@dataclass(frozen=True)
class Window:
    """A window that is open.

    Attributes:
        remaining: requests that are left, less those sent since the last answer.
        closes_at: when nothing is known any more.
        ends_at: when it ends, as the server told; None where it told nothing.
    """

    remaining: float
    closes_at: float
    ends_at: float | None = None


@dataclass(frozen=True)
class Blocked:
    """Nothing goes before `until`. `ends_at` as of a window; None for a pause of our own choice."""

    until: float
    ends_at: float | None = None


State = Unknown | Probing | Window | Blocked


class Bucket:
    """One rate limit. Times are those of `Clock.now`.

    Attributes:
        quota: as the last answer told it; before any did, as it is documented.
    """

    def __init__(
        self, quota: Quota, clock: Clock, jitter: Callable[[], float] = random.random
    ) -> None:
        self.quota = quota
        self._documented = quota
        self._clock = clock
        self._jitter = jitter
        self._state: State = Unknown()
        self._in_flight = 0
        self._last_close = -math.inf
        self._rounded_down = 0.0
        self._refusals = 0

    @property
    def measured(self) -> bool:
        """Whether an answer has told the quota."""
        return self.quota is not self._documented

    def opens_at(self) -> float:
        """When the next request may go: now or before, later, or (inf) when an answer has come."""
        now = self._clock.now()
        match self._current():
            case Blocked(until=until):
                return until
            case Window(remaining=remaining, closes_at=closes_at) if remaining < 1:
                return closes_at
            case Window(remaining=remaining):
                most = max(1.0, (remaining + self._in_flight) / SHARE)
                return now if self._in_flight + 1 <= most else math.inf
            case Probing():
                return math.inf
            case Unknown():
                return now

    @property
    def used_up_until(self) -> float | None:
        """When something goes again; None while there is budget."""
        match self._current():
            case Blocked(until=until):
                return until
            case Window(remaining=remaining, closes_at=closes_at) if remaining < 1:
                return closes_at
        return None

    @property
    def spare(self) -> bool:
        """Whether more than half of the window is left, as far as anything is known of it."""
        match self._current():
            case Window(remaining=remaining):
                return remaining > self.quota.limit / SHARE
            case Blocked():
                return False
        return True

    @property
    def budget(self) -> Budget | None:
        """What the server told of the window, less what is on its way since."""
        match self._current():
            case Blocked(ends_at=float(ends_at)) if ends_at > self._clock.now():
                return Budget(0, ends_at)
            case Window(remaining=remaining, ends_at=float(ends_at)) if ends_at > self._clock.now():
                return Budget(remaining, ends_at)
        return None

    def merge(self, other: Budget) -> None:
        """Take over what another process knows of a window, where it knows of more requests."""
        match self._current():
            case Blocked():
                return
            case Window(ends_at=float(ends_at)) if other.until < ends_at - COARSE:
                return  # ours is a later window
            case Window(remaining=remaining, ends_at=float(ends_at)) as window if (
                other.until <= ends_at + COARSE
            ):
                self._state = replace(window, remaining=min(remaining, other.requests))
            case Window(remaining=remaining) if remaining < 1:
                return
            case _ if other.requests < 1 and other.until > self._clock.now() + JITTER:
                self._block(other.until, other.until)  # for less it is not worth stopping

    def acquire(self) -> None:
        """Count a request that goes out now. Its end is told by exactly one of the calls below."""
        match self._current():
            case Window(remaining=remaining) as window:
                self._state = replace(window, remaining=remaining - 1)
            case _:
                self._state = Probing()
        self._in_flight += 1

    def learn(self, limit: Limit) -> None:
        """Take over what an answer said of this bucket."""
        self._answered()
        remaining, ends_at = float(limit.remaining), self._clock.now() + limit.reset
        match self._current():
            case Blocked():
                return
            # A window that ends much later than the one we know of is the next one.
            case Window() as window if ends_at <= window.closes_at + COARSE:
                # Requests still on their way are in our own count and not yet in the server's.
                remaining = min(window.remaining, remaining)
                ends_at = ends_at if window.ends_at is None else min(window.ends_at, ends_at)
        self._last_close = ends_at + self._rounded_down + JITTER * self._jitter()
        self._state = Window(remaining, self._last_close, ends_at)
        longest = max(limit.reset, self.quota.window) if self.measured else limit.reset
        self.quota = Quota(self.quota.name, limit.limit, longest)

    def not_mentioned(self) -> None:
        """Note an answer that spoke of another bucket: go on by the documented figures."""
        self._answered()
        self._assume(self._documented.limit - 1)

    def unlimited(self) -> None:
        """Note an answer that spoke of no limit at all: there is none, or it is not told."""
        self._answered()
        self._assume(math.inf)

    def lost(self) -> None:
        """Note that no answer came."""
        self._in_flight = max(self._in_flight - 1, 0)
        if self._state == Probing():
            self._state = Unknown()

    def refuse(self, seconds: float | None) -> None:
        """Block after a 429: for `seconds`, or for a growing while when the server named none."""
        self.lost()
        self._refusals += 1
        now = self._clock.now()
        if seconds is not None and seconds <= ROUNDED and 0 <= now - self._last_close < ROUNDED:
            self._rounded_down = ROUNDED
        if seconds:
            self._block(now + seconds, now + seconds)
        else:
            doublings = min(self._refusals, ENOUGH_DOUBLINGS)
            backoff = min(FIRST_BACKOFF * 2.0**doublings, LONGEST_BACKOFF)
            self._block(now + backoff * (0.5 + self._jitter() / 2), None)

    def _current(self) -> State:
        """The state, which time may have ended."""
        match self._state:
            case Window(closes_at=end) | Blocked(until=end) if end <= self._clock.now():
                self._state = Unknown()
        return self._state

    def _block(self, until: float, ends_at: float | None) -> None:
        self._state = Blocked(until + JITTER * self._jitter(), ends_at)

    def _answered(self) -> None:
        self.lost()
        self._refusals = 0

    def _assume(self, remaining: float) -> None:
        if self._current() == Unknown():
            self._last_close = self._clock.now() + self._documented.window
            self._state = Window(remaining, self._last_close)
