"""JSON as Python sees it."""

from typing import TypeAlias

from pydantic import JsonValue

JsonObject: TypeAlias = dict[str, JsonValue]


def number(fields: JsonObject, name: str, default: int) -> int:
    """Return a field that ought to be a whole number, whatever the control API has made of it."""
    value = fields.get(name)
    return value if isinstance(value, int) else default


def text(fields: JsonObject, name: str, default: str = "") -> str:
    """Return a field that ought to be a string, whatever the control API has made of it."""
    value = fields.get(name)
    return value if isinstance(value, str) else default
