"""`ignoreChanges`: properties that stay as they are, whatever the program says."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.property_paths import carry_over, parse
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource


def without_ignored(
    resource: Resource[Any], paths: Collection[str], state: PropertySet, inputs: PropertySet
) -> PropertySet:
    """Take what is ignored as it was last seen, and as secret as it was.

    Args:
        paths: as `ignoreChanges` spells them, by names on Pulumi's wire.
    """
    if not paths:
        return inputs
    known = {name: each for name, each in state.properties.items() if name in resource.traits}
    wanted, seen = (
        rename_keys(each, resource.inputs, casing.python, casing.pulumi)
        for each in (inputs.properties, known)
    )
    for path in filter(None, map(parse, paths)):
        wanted = carry_over(path, seen, wanted)
    kept: Properties = rename_keys(wanted, resource.inputs, casing.pulumi, casing.python)
    taken_over = {n for n in state.secrets if kept.get(n) != inputs.properties.get(n)}
    return replace(inputs, properties=kept, secrets=inputs.secrets | taken_over)
