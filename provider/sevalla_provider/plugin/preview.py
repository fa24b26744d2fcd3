"""What a preview knows of the outputs."""

from typing import Any

from sevalla_provider.lifecycle.config_hash import config_hash
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import UNKNOWN


def after_create(resource: Resource[Any], inputs: Properties) -> dict[str, Any]:
    """What the program says, and what its silence means; all the rest will be known later."""
    silence: dict[str, Any] = {
        name: UNKNOWN if trait.server_default else trait.default
        for name, trait in resource.traits.items()
    }
    known = {name: value for name, value in silence.items() if value is not None}
    later: dict[str, Any] = dict.fromkeys(resource.outputs.model_fields, UNKNOWN)
    return {**known, **later, **inputs}


def after_update(resource: Resource[Any], state: PropertySet, inputs: Properties) -> dict[str, Any]:
    """What the program says, and what a change leaves as it is."""
    outputs = state.properties
    differing = [each.name for each in changes(resource, outputs, inputs, state.unseen)]
    renewals = resource.operations.renewals
    if not differing:
        return outputs
    chosen = {name for name, trait in resource.traits.items() if trait.server_default}
    lasting = {resource.id_output, resource.created_at, *(chosen - inputs.keys())}
    anew = {renewals[n].output for n in differing if n in renewals}
    lasting |= resource.shown_once - anew
    return {
        **after_create(resource, inputs),
        **{name: value for name, value in outputs.items() if name in lasting},
        **(config_hash(resource, inputs, state.salt) if state.salt else {}),
    }
