"""Rate-limit windows as bars, which fill with each request and empty when the window ends."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from sevalla_emulator.access import FIRST_ACCOUNT, OTHER_ACCOUNT
from sevalla_emulator.console.facts import Everything
from sevalla_emulator.limits.buckets import Charge
from sevalla_emulator.limits.limiter import Usage
from sevalla_emulator.settings import BucketName, Settings

_PER_SERVICE = frozenset({"mutation", "deployment"})


@dataclass(frozen=True)
class Bar:
    """One window. ``limit`` is null where there is none; ``reset`` are the seconds left of it."""

    bucket: BucketName
    of: str
    used: int
    limit: int | None
    reset: int
    length: int

    @property
    def percent(self) -> int:
        """How far it has filled."""
        return round(100 * min(1, self.used / self.limit)) if self.limit else 100 * self.is_full

    @property
    def is_full(self) -> bool:
        """Whether the next request is refused."""
        return self.limit is not None and self.used >= self.limit


def bars(windows: Mapping[Charge, Usage], settings: Settings, everything: Everything) -> list[Bar]:
    """Return the windows that everything shares, and those of services that count something."""
    buckets: tuple[BucketName, ...] = get_args(BucketName)
    shared = [Charge(bucket, "", FIRST_ACCOUNT) for bucket in buckets if bucket not in _PER_SERVICE]
    open_ones = [each for each, usage in windows.items() if usage.used and each not in shared]
    return [
        _bar(charge, windows.get(charge, Usage(0, 0)), settings, everything)
        for charge in sorted([*shared, *open_ones], key=lambda one: buckets.index(one.bucket))
    ]


def _bar(charge: Charge, usage: Usage, settings: Settings, everything: Everything) -> Bar:
    rule = settings.limits.of(charge.bucket)
    service = everything.records.get(charge.service.lower())
    named = everything.name(service) if service else charge.service[:8]
    other = "other company" if charge.account == OTHER_ACCOUNT else ""
    return Bar(
        charge.bucket,
        " · ".join(each for each in (named, other) if each),
        usage.used,
        rule.limit,
        math.ceil(usage.left) if usage.used else 0,
        round(rule.window),
    )
