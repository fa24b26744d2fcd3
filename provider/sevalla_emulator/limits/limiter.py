"""Whether a request may pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from sevalla_emulator.limits.buckets import Charge
from sevalla_emulator.limits.windows import WINDOWS, Window
from sevalla_emulator.settings import BucketName, Limit, Settings


@dataclass(frozen=True)
class Budget:
    """What one bucket has left; ``reset`` in seconds."""

    bucket: BucketName
    limit: int
    remaining: int
    reset: float


@dataclass(frozen=True)
class Verdict:
    """``refused_by`` is empty when the request may pass. ``budget`` is the one to report."""

    refused_by: frozenset[BucketName]
    budget: Budget | None


@dataclass(frozen=True)
class Usage:
    """How many requests count in a window, and for how many seconds more."""

    used: int
    left: float


class Limiter:
    """Counts a whole company's requests, whichever of its keys they came with."""

    def __init__(self) -> None:
        self._windows: dict[Charge | str, Window] = {}

    def admit(self, wanted: Sequence[Charge], settings: Settings, now: float) -> Verdict:
        """Count the request in all its buckets, or in none when any of them is empty."""
        full = [one for one in self._budgets(wanted, settings, now) if one.remaining <= 0]
        if full:
            return Verdict(frozenset(one.bucket for one in full), _scarcest(full))
        for charge in wanted:
            self._window(charge, settings).add(now)
        return Verdict(frozenset(), self.peek(wanted, settings, now))

    def peek(self, wanted: Sequence[Charge], settings: Settings, now: float) -> Budget | None:
        """Return the budget that headers speak of, without counting anything.

        That is the bucket with the least left; of equals the one that stays so the longest.
        ``None`` when no bucket has a limit.
        """
        return _scarcest(self._budgets(wanted, settings, now))

    def passes(self, key: str, limit: Limit, settings: Settings, now: float) -> bool:
        """Count a request in a window that belongs to no bucket, unless that is full."""
        window = self._window(key, settings)
        if limit.limit is not None and window.used(now, limit.window) >= limit.limit:
            return False
        window.add(now)
        return True

    def open_windows(self, settings: Settings, now: float) -> dict[Charge, Usage]:
        """Return what counts at this time in each bucket that has seen a request."""
        found = {}
        for charge, window in self._windows.items():
            if isinstance(charge, Charge):
                length = settings.limits.of(charge.bucket).window
                found[charge] = Usage(window.used(now, length), window.left(now, length))
        return found

    def clear(self) -> None:
        """Begin all windows anew."""
        self._windows.clear()

    def _budgets(self, wanted: Sequence[Charge], settings: Settings, now: float) -> list[Budget]:
        return [
            Budget(
                charge.bucket,
                rule.limit,
                max(0, rule.limit - window.used(now, rule.window)),
                window.left(now, rule.window),
            )
            for charge in wanted
            if (rule := settings.limits.of(charge.bucket)).limit is not None
            and (window := self._window(charge, settings))
        ]

    def _window(self, key: Charge | str, settings: Settings) -> Window:
        kind = WINDOWS[settings.window]
        window = self._windows.get(key)
        if not isinstance(window, kind):
            window = self._windows[key] = kind()
        return window


def _scarcest(budgets: Sequence[Budget]) -> Budget | None:
    return min(budgets, key=lambda one: (one.remaining, -one.reset), default=None)
