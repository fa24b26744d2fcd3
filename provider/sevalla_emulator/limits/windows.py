"""How requests are counted over time."""

import math
from collections import deque
from typing import Protocol

from sevalla_emulator.settings import WindowStyle


class Window(Protocol):
    """Requests of one bucket in the last ``length`` seconds, however that is meant."""

    def used(self, now: float, length: float) -> int:
        """Return how many requests count at this time."""
        ...

    def left(self, now: float, length: float) -> float:
        """Return the seconds until requests stop counting."""
        ...

    def add(self, now: float) -> None:
        """Count a request."""
        ...


class FixedWindow:
    """Begins with its first request and ends for all requests at once."""

    def __init__(self) -> None:
        self._begin = -math.inf
        self._used = 0

    def used(self, now: float, length: float) -> int:
        """Return how many requests the open window has seen."""
        if now >= self._begin + length:
            self._begin, self._used = now, 0
        return self._used

    def left(self, now: float, length: float) -> float:
        """Return the seconds until the window ends."""
        self.used(now, length)
        return self._begin + length - now

    def add(self, now: float) -> None:
        """Count a request; the first one opens the window."""
        if self._used == 0:
            self._begin = now
        self._used += 1


class SlidingWindow:
    """Each request counts for the length of the window from its own time on."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()

    def used(self, now: float, length: float) -> int:
        """Return how many requests are younger than the window is long."""
        while self._times and now >= self._times[0] + length:
            self._times.popleft()
        return len(self._times)

    def left(self, now: float, length: float) -> float:
        """Return the seconds until the oldest request stops counting."""
        oldest = self._times[0] if self.used(now, length) else now
        return oldest + length - now

    def add(self, now: float) -> None:
        """Count a request."""
        self._times.append(now)


WINDOWS: dict[WindowStyle, type[FixedWindow] | type[SlidingWindow]] = {
    "fixed": FixedWindow,
    "sliding": SlidingWindow,
}
