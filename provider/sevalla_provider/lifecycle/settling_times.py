"""How long the objects of a collection take to settle: what the next ones' first looks follow.

Nobody is told when an object was ready, only that it was not at one look, and was at the next. So
the next object is looked at when the last ones were known to be ready, and once in between, where
it may be ready already: each look of that kind halves what is not known, on a logarithmic scale.
"""

from collections import deque
from collections.abc import Sequence
from math import sqrt

SOONEST = 0.1
"""Seconds after a write; nobody looks sooner what came of it."""

REMEMBERED = 4
"""Objects; what those before them took says nothing any more."""

CLOSE = 1.3
"""Ratio of two times between which no look is worth its call."""


class SettlingTimes:
    """What the last objects of one collection took, of all that waited for the same."""

    def __init__(self) -> None:
        self._not_yet: deque[float] = deque(maxlen=REMEMBERED)
        self._ready: deque[float] = deque(maxlen=REMEMBERED)

    def learn(self, not_yet: float, ready: float) -> None:
        """Note in how many seconds one was not ready yet, and in how many it was."""
        self._not_yet.append(not_yet)
        self._ready.append(ready)

    def looks(self) -> Sequence[float]:
        """In how many seconds to look at the next one, beside the times at which all are."""
        if not self._ready:
            return ()
        ready = min(self._ready)
        too_early = max((each for each in self._not_yet if each < ready), default=0.0)
        between = sqrt(max(too_early, SOONEST) * ready)
        return (ready,) if ready <= max(CLOSE * too_early, SOONEST) else (between, ready)
