"""How a resource differs from what its program said: value by value, and no secret shown."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue

from sevalla_provider.drift.pulumi_cli import RefreshStep
from sevalla_provider.drift.report import Difference
from sevalla_provider.lifecycle.diff import STATUS, broken, changes
from sevalla_provider.property_paths import child
from sevalla_provider.redaction import HIDDEN
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys, to_camel
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

SPECIAL_VALUE = "4dabf18193072939515e22adb298388d"
"""The key of every special value on Pulumi's wire."""


def properties(resource: Resource[Any], wire: object) -> Properties:
    """A resource's properties by their Python names; none of what is kept beside them."""
    own = wire if isinstance(wire, Mapping) else {}
    known = {name: _masked(value) for name, value in own.items() if not name.startswith("__")}
    found: Properties = rename_keys(known, resource.shape, casing.pulumi, casing.python)
    return found


def differences(
    resource: Resource[Any], step: RefreshStep, inputs: Properties, outputs: Properties
) -> list[Difference]:
    """What differs, leaf by leaf, between what the program said and what is there.

    Values that are secret cannot be compared: they are named where the provider names them, or
    when nothing else explains what was seen. The status of what has failed is no property.
    """
    hidden = {*resource.secrets, *(name for name in inputs if _holds_secret(inputs[name]))}
    failed = broken(resource, outputs)
    changed = [
        each
        for each in changes(resource, outputs, inputs)
        if each.name not in hidden and not (failed and each.name == STATUS)
    ]
    found = [
        leaf
        for each in changed
        for leaf in _differing(resource, each.name, each.wanted, each.actual)
    ]
    named = {path.split(".")[0].split("[")[0] for path in step.detailed_diff}
    unexplained = not (step.detailed_diff or found or failed)
    for name in sorted(hidden & set(inputs)):
        path = to_camel(name)
        if path in named or unexplained:
            found.append(Difference(property=path, expected=None, actual=None, secret=True))
    return found


def _differing(
    resource: Resource[Any], name: str, expected: JsonValue, actual: JsonValue
) -> list[Difference]:
    """Go down to the values that differ, by the names that Pulumi's programs use."""
    found = rename_keys({name: actual}, resource.inputs, casing.python, casing.pulumi)
    wanted = rename_keys({name: expected}, resource.inputs, casing.python, casing.pulumi)
    (path,) = found
    return list(_leaves(path, wanted[path], found[path]))


def _leaves(path: str, expected: JsonValue, actual: JsonValue) -> Iterator[Difference]:
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in [*expected, *(key for key in actual if key not in expected)]:
            yield from _leaves(child(path, key), expected.get(key), actual.get(key))
    elif expected != actual:
        yield Difference(property=path, expected=expected, actual=actual)


def _masked(value: Any) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    """Replace what is special, at every depth, by the word for a secret."""
    if isinstance(value, Mapping):
        if SPECIAL_VALUE in value:
            return HIDDEN
        return {key: _masked(item) for key, item in value.items()}
    return [_masked(item) for item in value] if isinstance(value, list) else value


def _holds_secret(value: object) -> bool:
    """Whether there is a secret in it, at any depth."""
    if isinstance(value, Mapping):
        return any(map(_holds_secret, value.values()))
    if isinstance(value, list):
        return any(map(_holds_secret, value))
    return value == HIDDEN
