"""Where an object is now that is in one parent at most: nobody moves what somebody else put there.

Source: `docs/contract/company.md`, Services of a project: whether the API moves it is unknown.
"""

from typing import Any

from sevalla_provider.clients.paths import path
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.errors import Holder, Taken
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.resources.exclusive_parent import ExclusiveParent
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource


async def insist_on_no_other_parent(
    session: Session, resource: Resource[Any], place: Place[Any], inputs: Properties, identity: str
) -> None:
    """Raise `Taken` where an object is in a parent already; `ApiError` where nobody can tell.

    Args:
        identity: which resource of which stack wants it.
    """
    if resource.exclusive_parent is None:
        return
    home = await _parent_of(session, resource, resource.exclusive_parent, place, inputs)
    if home is None:
        return
    object_id = str(inputs[resource.exclusive_parent.member])
    its_id = resource.id_of(home, object_id)
    known_as = session.in_state_as(session.where(resource, home), object_id)
    holder = Holder.UNKNOWN if known_as is None else Holder.STACK
    if known_as == identity:
        holder = Holder.PREDECESSOR
    which = "this" if home == resource.parent_of(inputs) else "another"
    raise Taken(
        f"{inputs[resource.exclusive_parent.kind]} {object_id} is in {which} "
        f"{resource.exclusive_parent.field.removesuffix('_id')} already: {home} ({its_id}).",
        holder,
        "take it out of there first, or take over what is there by "
        f"`pulumi import {resource.token} <resource> {its_id}`",
    )


async def _parent_of(
    session: Session,
    resource: Resource[Any],
    how: ExclusiveParent,
    place: Place[Any],
    inputs: Properties,
) -> str | None:
    """The parent that an object is in; None of what tells none, or is not there."""
    collection = how.paths[str(inputs[how.kind])]
    one = collection + path(str(inputs[how.member]))
    try:
        quotas = place.collection.quotas("GET")
        answer = await session.client(resource.api).request("GET", one, quotas)
    except NotFound:
        return None  # the API shall say it in its own words
    told = answer.body.get(how.field) if isinstance(answer.body, dict) else None
    return told if isinstance(told, str) and told else None
