"""A value that will be known once another resource exists: never judged, never compared."""

from typing import Final

from sevalla_provider.json_values import leaves


class Unknown:
    """The type of `UNKNOWN`."""

    def __repr__(self) -> str:
        return "(known after apply)"


UNKNOWN: Final = Unknown()


def holds_unknown(value: object) -> bool:
    """Whether `value` is, or holds at any depth, something unknown."""
    return any(leaf is UNKNOWN for leaf in leaves(value))
