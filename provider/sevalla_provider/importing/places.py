"""Where an object is, said twice: by itself, and by a resource that says nothing else.

Source: `docs/contract/company.md`, Services of a project: a service's own `project_id` and the
project's services are the same fact. A program says it in one place.
"""

from collections.abc import Iterator
from typing import Any

from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import ObjectKey, Resource


def said_of_itself(
    resource: Resource[Any], resource_id: str, inputs: Properties
) -> Iterator[ObjectKey]:
    """What need not be said by another resource, as these inputs say it of their own object."""
    if resource.parent is not None:
        return
    for each in CATALOGUE:
        exclusive = each.exclusive_parent
        place = None if exclusive is None else inputs.get(exclusive.field)
        if isinstance(place, str):
            yield each.key_of(each.id_of(place, resource.own_part(resource_id)))
