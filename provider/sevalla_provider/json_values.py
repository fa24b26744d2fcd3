"""JSON, whatever it says: the one walk over its leaves, and the one rule for whole numbers."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any


def map_leaves(value: object, change: Callable[[Any], object]) -> Any:  # noqa: ANN401 - any JSON
    """Change whatever holds nothing else, at any depth; keys stay as they are."""
    return map_named_leaves(value, lambda _name, leaf: change(leaf))


def leaves(value: object) -> Iterator[object]:
    """Whatever holds nothing else, at any depth."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item)
    else:
        yield value


def named_leaves(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """The same, each by the name of the property that it is of."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from named_leaves(item, str(key))
    elif isinstance(value, list):
        for item in value:
            yield from named_leaves(item, name)
    else:
        yield name, value


def map_named_leaves(value: object, change: Callable[[str, Any], object], name: str = "") -> Any:  # noqa: ANN401 - any JSON
    """Change each of these."""
    if isinstance(value, Mapping):
        return {key: map_named_leaves(item, change, str(key)) for key, item in value.items()}
    if isinstance(value, list):
        return [map_named_leaves(item, change, name) for item in value]
    return change(name, value)


def deeper_than(levels: int, value: object) -> bool:
    """Whether a value is nested deeper, objects and lists counted; it may be of any depth."""
    if not isinstance(value, Mapping | list):
        return False
    items = value.values() if isinstance(value, Mapping) else value
    return levels == 0 or any(deeper_than(levels - 1, item) for item in items)


def whole(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """A whole number as an integer, all else as it is.

    On Pulumi's wire every number is a float, and to an API a port of 80.0 may be none.
    """
    return int(value) if isinstance(value, float) and value.is_integer() else value
