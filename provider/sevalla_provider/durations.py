"""Lengths of time as people write them: `90s`, `5m`, `1h30m`."""

import re

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
