"""Two resources of one run that say different places of one object: they would move it for ever.

Source: `docs/contract/company.md`, Services of a project: a service's own `project_id` and the
project's services are the same fact.
"""

from collections.abc import Iterator
from typing import Any

from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

NOWHERE = "nothing"
"""What is said by saying nothing."""


def conflicting_claims(
    session: Session, resource: Resource[Any], resource_id: str, inputs: Properties, name: str
) -> list[str]:
    """Note which place a resource says of an object; what to warn of where another says otherwise.

    `name`: what the program calls the resource.
    """
    who = f'{resource.noun} "{name}"'
    return [
        f"{who} says {field} {place} of {object_id}, and {other} says {there}: each would move it "
        "back; say it in one of the two places"
        for object_id, field, place in _said(resource, resource_id, inputs)
        for other, there in [session.claim(object_id, who, place)]
        if there != place
    ]


def _said(
    resource: Resource[Any], resource_id: str, inputs: Properties
) -> Iterator[tuple[str, str, str]]:
    """Objects, each with the field and the place that a resource says of it."""
    for field in resource.operations.memberships:
        place = inputs.get(field)
        if isinstance(place, str):
            yield resource.own_part(resource_id), field, place
    for field in resource.claims:
        place = inputs.get(field) or NOWHERE
        if isinstance(place, str):
            yield resource.own_part(resource_id), field, place
    if resource.exclusive_parent is not None:
        member, place = (
            inputs.get(resource.exclusive_parent.member),
            inputs.get(str(resource.parent)),
        )
        if isinstance(member, str) and isinstance(place, str):
            yield member, resource.exclusive_parent.field, place
