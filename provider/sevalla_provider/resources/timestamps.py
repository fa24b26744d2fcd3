"""Points in time, as a program says them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, ClassVar

from typing_extensions import override

from sevalla_provider.clock import timestamp_of
from sevalla_provider.resources.values import Rule, shown, wrong

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class PointInTime(Rule):
    """ISO 8601 in UTC, without fractions of a second that are zero."""

    form: ClassVar[re.Pattern[str]] = re.compile(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII
    )

    @override
    def check(self, value: object) -> str:
        told = isinstance(value, str) and self.form.fullmatch(value) is not None
        seconds = timestamp_of(value) if told else None
        if seconds is None:
            raise wrong(f"must be a time such as 2030-01-31T12:00:00Z, not {shown(value)}")
        moment = EPOCH + timedelta(milliseconds=round(seconds * 1000))
        text = moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
        return text.replace("+00:00", "Z")


Timestamp = Annotated[str, PointInTime()]
