"""What the attributes in a Terraform state say that the API does not, and where the two differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from sevalla_provider.importing.terraform_selection import Managed
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.read import Found
from sevalla_provider.resources.casing import inside
from sevalla_provider.resources.normalize import normalize, refines, same
from sevalla_provider.resources.properties import Properties


def unseen_inputs(one: Managed, found: Found) -> Properties:
    """The inputs that no call shows, as Terraform knows them: a password, the cluster.

    What our own check refuses is left to whoever is asked for it.
    """
    known = {name: one.value(name) for name in _unseen(one, found.inputs)}
    told = {name: value for name, value in known.items() if value not in (None, "")}
    checked = check(one.resource.inputs, {**found.inputs, **told})
    refused = {failure.path[0] for failure in checked.failures}
    return {name: checked.inputs[name] for name in told if name not in refused}


def shown_once(one: Managed, found: Found) -> Mapping[str, str]:
    """The outputs that no call need show again: as the API has them, or else as Terraform does.

    They are texts, keys and tokens; empty where neither has them.
    """
    names = sorted(one.resource.shown_once)
    return {name: str(found.outputs.get(name) or one.value(name) or "") for name in names}


def differing(one: Managed, found: Found) -> Iterator[str]:
    """Their names of the attributes that have other values at the API.

    Nested ones, which they shape in another way, are not compared.
    """
    inputs = one.resource.inputs
    for name, trait in one.resource.traits.items():
        theirs, ours = one.value(name), found.outputs.get(name)
        hidden = trait.in_path or trait.provider_only or trait.write_only
        if hidden or theirs is None or ours is None or inside(inputs, name) is not None:
            continue
        normal = normalize(inputs, name, theirs)
        if not (same(normal, ours) or refines(ours, normal)):
            yield one.counterpart.spelling(name)


def secrets(one: Managed) -> list[Any]:
    """The values that must be in no word, whatever becomes of the object."""
    names = {each: one.value(each) for each in one.resource.fields}
    marked = [one.instance.attributes.get(name) for name in one.instance.sensitive]
    known = {name: each for name, each in names.items() if each is not None}
    return [*one.resource.secret_values(known), *marked]


def sensitive_inputs(one: Managed) -> frozenset[str]:
    """The inputs that Terraform marks; where an object is, is none of them."""
    traits = one.resource.traits.items()
    marked = one.instance.sensitive
    return frozenset(
        n for n, t in traits if one.counterpart.spelling(n) in marked and not t.in_path
    )


def _unseen(one: Managed, shown: Properties) -> Iterator[str]:
    operations = one.resource.operations
    for name, trait in one.resource.traits.items():
        hidden = trait.write_only and not trait.provider_only and not operations.is_position(name)
        if name not in shown and (hidden or one.resource.inputs.model_fields[name].is_required()):
            yield name
