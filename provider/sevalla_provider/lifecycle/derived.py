"""Outputs that are made of other properties: no answer shows them."""

from dataclasses import replace
from typing import Any

from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.redaction import keep
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource


def with_derived(resource: Resource[Any], state: PropertySet, inputs: Properties) -> PropertySet:
    """A state with these outputs, as they follow from the rest of it.

    Args:
        inputs: what the program says, which fills in what an import could not know.
    """
    derived = resource.derives({**inputs, **state.properties})
    known: Properties = {name: value for name, value in derived.items() if value is not None}
    keep(resource.secret_values(known))
    others = {n: value for n, value in state.properties.items() if n not in derived}
    return replace(state, properties={**others, **known})
