"""What nobody can do better than."""

import math

PAGE = 100
"""Objects a page, by the contract."""


def writes_floor(writes: int, limit: int, window: float) -> float:
    """Seconds that so many writes take from an open window on."""
    return (math.ceil(writes / limit) - 1) * window


def reads_floor(objects: int) -> int:
    """Calls that it takes to see so many objects of one kind in one application."""
    return math.ceil(objects / PAGE)
