"""Which two objects the API refuses to have at once, as most resources say it."""

from collections.abc import Callable

from sevalla_provider.resources.properties import Properties

Conflicts = Callable[[Properties, Properties], bool]
"""Whether the API refuses two objects with these properties at once."""


def never(_one: Properties, _other: Properties) -> bool:
    """Judge objects of which there may be any number."""
    return False


def alike_in(*names: str) -> Conflicts:
    """Judge objects of which no two may have the same values of all these properties."""

    def conflicts(one: Properties, other: Properties) -> bool:
        return all(one.get(name) == other.get(name) for name in names)

    return conflicts
