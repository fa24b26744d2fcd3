"""Where exactly things differ, as the engine shows it: property paths, and what became of each."""

from collections.abc import Iterator, Sequence
from typing import Any

from pulumi.runtime.proto.provider_pb2 import PropertyDiff
from pydantic import JsonValue

from sevalla_provider.lifecycle.diff import Change
from sevalla_provider.property_paths import child
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys, to_camel
from sevalla_provider.resources.normalize import same
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

REPLACING: "dict[PropertyDiff.Kind.ValueType, PropertyDiff.Kind.ValueType]" = {
    PropertyDiff.ADD: PropertyDiff.ADD_REPLACE,
    PropertyDiff.DELETE: PropertyDiff.DELETE_REPLACE,
    PropertyDiff.UPDATE: PropertyDiff.UPDATE_REPLACE,
}


def detailed_diff(
    resource: Resource[Any], changes: Sequence[Change], inputs: Properties
) -> dict[str, PropertyDiff]:
    """Every change by its path on Pulumi's wire."""
    found = {}
    for change in changes:
        for path, kind in _places(resource, change, inputs):
            found[path] = PropertyDiff(kind=REPLACING[kind] if change.replaces else kind)
    return found


def _places(
    resource: Resource[Any], change: Change, inputs: Properties
) -> "Iterator[tuple[str, PropertyDiff.Kind.ValueType]]":
    name = to_camel(change.name)
    if change.unknown or change.name not in resource.traits:
        kind = PropertyDiff.ADD if change.actual is None else PropertyDiff.UPDATE
        yield name, kind
        return
    actual, wanted = (
        rename_keys({change.name: value}, resource.inputs, casing.python, casing.pulumi)[name]
        for value in (change.actual, inputs.get(change.name))
    )
    # What differs by its default alone has no place of its own.
    yield from list(_differences(name, actual, wanted)) or [(name, PropertyDiff.UPDATE)]


def _differences(
    path: str, actual: JsonValue, wanted: JsonValue
) -> "Iterator[tuple[str, PropertyDiff.Kind.ValueType]]":
    if isinstance(actual, dict) and isinstance(wanted, dict):
        for key in sorted({*actual, *wanted}):
            yield from _differences(child(path, key), actual.get(key), wanted.get(key))
    elif isinstance(actual, list) and isinstance(wanted, list) and len(actual) == len(wanted):
        for index, (one, other) in enumerate(zip(actual, wanted, strict=True)):
            yield from _differences(f"{path}[{index}]", one, other)
    elif wanted is None and actual is not None:
        yield path, PropertyDiff.DELETE
    elif actual is None and wanted is not None:
        yield path, PropertyDiff.ADD
    elif not same(actual, wanted):
        yield path, PropertyDiff.UPDATE
