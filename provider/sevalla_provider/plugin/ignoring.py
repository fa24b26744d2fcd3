"""`ignoreChanges`: properties that stay as they are, whatever the program says."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from pydantic import JsonValue

from sevalla_provider.lifecycle.facade import PropertySet
from sevalla_provider.resources import forms
from sevalla_provider.resources.forms import respell
from sevalla_provider.resources.resource import Properties, Resource


def without_ignored(
    resource: Resource[Any], paths: Collection[str], state: PropertySet, inputs: PropertySet
) -> PropertySet:
    """Take what is ignored as it was last seen, and as secret as it was.

    Args:
        paths: on the wire, such as `probe.exec`.
    """
    if not paths:
        return inputs
    spelled, seen = (
        respell(each.properties, resource.inputs, forms.python, forms.pulumi)
        for each in (inputs, state)
    )
    for path in paths:
        spelled = _taken_over(path.split("."), seen, spelled)
    kept: Properties = respell(spelled, resource.inputs, forms.pulumi, forms.python)
    taken_over = {n for n in state.secrets if kept.get(n) != inputs.properties.get(n)}
    return replace(inputs, properties=kept, secrets=inputs.secrets | taken_over)


def _taken_over(path: list[str], source: JsonValue, target: Any) -> Any:  # noqa: ANN401
    """`target` with what `source` has at `path`; as it is where the path leads nowhere."""
    if not isinstance(source, dict) or not isinstance(target, dict):
        return target
    first, *rest = path
    if rest:
        if first not in target:
            return target
        return {**target, first: _taken_over(rest, source.get(first), target.get(first))}
    without = {name: value for name, value in target.items() if name != first}
    return without | ({first: source[first]} if first in source else {})
