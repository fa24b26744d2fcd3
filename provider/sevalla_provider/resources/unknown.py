"""A value that will be known once another resource exists: never judged, never compared."""

from collections.abc import Mapping
from typing import Final


class Unknown:
    """The type of `UNKNOWN`."""

    def __repr__(self) -> str:
        return "(known after apply)"


UNKNOWN: Final = Unknown()


def holds_unknown(value: object) -> bool:
    """Whether `value` is, or holds at any depth, something unknown."""
    if isinstance(value, Mapping):
        return any(map(holds_unknown, value.values()))
    if isinstance(value, list):
        return any(map(holds_unknown, value))
    return value is UNKNOWN
