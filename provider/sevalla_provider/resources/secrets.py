"""What is secret among properties, at any depth: by the traits of their models."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import JsonValue
from pydantic.fields import FieldInfo

from sevalla_provider.resources.casing import model_in
from sevalla_provider.resources.traits import trait_of

Fields = Mapping[str, FieldInfo]

Path = tuple[str | int, ...]
"""Where a value stands: names of properties, keys of maps, places in lists."""

Change = Callable[[Path, Any], object]

Spelling = Callable[[str], str]


def secret_names(fields: Fields) -> frozenset[str]:
    """The properties that are secret, or hold what is."""
    return frozenset(name for name, field in fields.items() if _holds_secret(field))


def secret_values(fields: Fields, properties: Mapping[str, Any]) -> list[JsonValue]:
    """Every value that is secret, however deep."""
    found: list[JsonValue] = []

    def take(_path: Path, value: JsonValue) -> None:
        found.append(value)

    replaced(fields, properties, take)
    return found


def replaced(
    fields: Fields, properties: Mapping[str, Any], change: Change, spelling: Spelling = str
) -> dict[str, Any]:
    """Put something else in the place of each value that is secret.

    Args:
        fields: the properties that there are, by their Python names.
        change: makes of a place and the value there what shall stand in that place.
        spelling: how the properties are spelled.
    """
    return _object(fields, properties, change, spelling, ())


def _holds_secret(field: FieldInfo) -> bool:
    inner = model_in(field.annotation)
    return trait_of(field).secret or (inner is not None and bool(secret_names(inner.model_fields)))


def _object(
    fields: Fields, values: Mapping[str, Any], change: Change, spelling: Spelling, path: Path
) -> dict[str, Any]:
    known = {spelling(name): field for name, field in fields.items()}

    def one(name: str, value: object) -> object:
        field, place = known.get(name), (*path, name)
        if field is None or value is None:
            return value
        if trait_of(field).secret:
            return change(place, value)
        inner = model_in(field.annotation)
        return value if inner is None else within(inner.model_fields, value, place)

    def within(inner: Fields, value: object, place: Path) -> object:
        if isinstance(value, list):
            return [within(inner, item, (*place, index)) for index, item in enumerate(value)]
        if isinstance(value, Mapping):
            return _object(inner, value, change, spelling, place)
        return value

    return {name: one(name, value) for name, value in values.items()}
