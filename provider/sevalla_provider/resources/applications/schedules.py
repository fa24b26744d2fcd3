"""When a cron process runs: cron expressions and time zones."""

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Annotated

from cronsim import CronSim, CronSimError
from typing_extensions import override

from sevalla_provider.resources.values import Rule, Text, shown, wrong

FIELDS = "minute hour day-of-month month day-of-week"


@dataclass(frozen=True)
class CronExpression(Rule):
    """Cron expressions of five fields, in normal form: one space between two of them."""

    @override
    def check(self, value: object) -> str:
        text = " ".join(Text(1, 100).check(value).split())
        if len(text.split()) != len(FIELDS.split()):
            raise wrong(
                f"must be a cron expression of five fields ({FIELDS}) such as "
                f'"0 3 * * *", not {shown(value)}'
            )
        try:
            CronSim(text, datetime(2000, 1, 1, tzinfo=UTC))
        except CronSimError as error:
            raise wrong(f'must be a cron expression such as "0 3 * * *": {error}') from None
        return text


@cache
def zone_names() -> frozenset[str]:
    """Every IANA name that this machine, or the tzdata package, knows."""
    return frozenset(zoneinfo.available_timezones())


@dataclass(frozen=True)
class TimeZoneName(Rule):
    """IANA names of time zones."""

    @override
    def check(self, value: object) -> str:
        name = Text(1, 100).check(value)
        if name not in zone_names():
            raise wrong(
                f'must be an IANA time zone such as "UTC" or "Europe/Berlin", not {shown(name)}'
            )
        return name


Schedule = Annotated[str, CronExpression()]
TimeZone = Annotated[str, TimeZoneName()]
