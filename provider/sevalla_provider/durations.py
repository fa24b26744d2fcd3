"""Lengths of time as people write them, `90s`, `5m`, `1h30m`, and read them: `1 min 30 s`."""

import re
from collections.abc import Iterator

FORM = re.compile(r"(?:(?P<h>\d+(?:\.\d+)?)h)?(?:(?P<m>\d+(?:\.\d+)?)m)?(?:(?P<s>\d+(?:\.\d+)?)s)?")
SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0}


def seconds_in(text: object) -> float:
    """Read a duration, in the form of Pulumi's `customTimeouts`. Raises `ValueError`."""
    match = FORM.fullmatch(str(text).strip())
    parts = {unit: value for unit, value in match.groupdict().items() if value} if match else {}
    total = sum(SECONDS[unit] * float(value) for unit, value in parts.items())
    if total <= 0:
        raise ValueError(f'must be a duration such as "90s", "5m" or "1h30m", not "{text}"')
    return total


def in_words(seconds: float) -> str:
    """Say how long something takes, to the second: `12 s`, `1 min 30 s`, `2 h`."""
    return " ".join(_parts(max(round(seconds), 0))) or "0 s"


def _parts(seconds: int) -> Iterator[str]:
    for unit, size in (("h", 3600), ("min", 60), ("s", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            yield f"{count} {unit}"
