"""Ports as answers tell them: as numbers, or as texts."""

from pydantic import JsonValue


def port_number(told: JsonValue) -> JsonValue:
    """A port as a number where an answer tells it as a text; None where that is none."""
    if not isinstance(told, str):
        return told
    return int(told) if told.isascii() and told.isdigit() else None
