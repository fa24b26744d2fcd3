"""What exists at the platform, whether a stack knows of it or not: listed by the catalogue."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sevalla_provider.clients.models import WireModel
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.adoption import platform_made
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.labels import label_of, name_of
from sevalla_provider.resources.platform_made import PlatformMade
from sevalla_provider.resources.resource import Api, ObjectKey, Resource

CollectionRef = tuple[Resource[Any], str]
"""A kind of object, and the id of the parent that it is listed under; empty where there is none."""

Listing = Mapping[str, WireModel]
"""The objects of a collection, by their own ids."""

Holder = tuple[CollectionRef, str]
"""An object that other collections are below: its collection, and its own id."""


@dataclass(frozen=True)
class RemoteObject:
    """One object.

    Attributes:
        id: as an import takes it.
        label: what the platform calls it, or something as good.
        by_itself: whether the platform made it with its parent: nobody has left it behind.
        within: what the platform calls its parent, where that was listed as well.
    """

    resource: Resource[Any]
    id: str
    label: str
    created_at: str | None
    by_itself: bool = False
    within: str = ""

    @property
    def key(self) -> ObjectKey:
        """What it is compared by."""
        return self.resource.key_of(self.id)


def collections_below(parent: str, ids: Iterable[str]) -> list[CollectionRef]:
    """All collections under parents of one kind, such as `app_id` and its ids.

    `ids`: as an import takes them, with the ids of what these parents are in.
    """
    kinds = [each for each in CATALOGUE if each.parent == parent and each.listable]
    return [
        (each, parent_id)
        for each in kinds
        for parent_id in sorted({"/".join(one.split("/")[-len(each.parents) :]) for one in ids})
    ]


def top_level(api: Api, *, account_wide: bool = False) -> list[CollectionRef]:
    """The collections of an account that have no parent.

    `account_wide`: those of what serves the account as a whole, or those of all else.
    """
    kinds = [each for each in CATALOGUE if each.parent is None and each.listable]
    asked = [each for each in kinds if each.api is api and each.account_wide is account_wide]
    return [(each, "") for each in asked]


async def inventory(
    session: Session,
    collections: Sequence[CollectionRef],
    *,
    parents_may_be_gone: bool = False,
    below: bool = False,
) -> list[RemoteObject]:
    """List what exists, a page at a time, each object once. Raises `ApiError`, `SettingsError`.

    `below`: what is in these objects, too, and in those.
    """
    lists = await _listings(session, collections, may_be_gone=parents_may_be_gone, below=below)
    names = {
        key: name
        for objects in lists.values()
        for key, found in objects.items()
        if (name := name_of(found))  # what has none may have its parent's id
    }
    every = [
        RemoteObject(
            resource=resource,
            id=resource.id_of(parent_id, key),
            label=label_of(resource, found, names),
            created_at=getattr(found, "created_at", None),
            by_itself=_platforms_own(resource, found) is not None,
            within=names.get(parent_id.rpartition("/")[2], ""),
        )
        for (resource, parent_id), objects in lists.items()
        for key, found in sorted(objects.items())
        if _is_there(resource, found)
    ]
    told = {one.key: one for one in reversed(every)}
    return [*reversed(told.values())]


async def _listings(
    session: Session, collections: Sequence[CollectionRef], *, may_be_gone: bool, below: bool
) -> Mapping[CollectionRef, Listing]:
    """List collections, and where that is asked for those below, one floor after the other."""
    found: dict[CollectionRef, Listing] = {}
    floor: Mapping[CollectionRef, Holder | None] = dict.fromkeys(collections)
    while floor:
        lists = await asyncio.gather(
            *(
                _list(session, each, holder, may_be_gone=may_be_gone)
                for each, holder in floor.items()
            )
        )
        listed = dict(zip(floor, lists, strict=True))
        found |= listed
        under = _under(listed) if below else {}
        floor = {each: holder for each, holder in under.items() if each not in found}
    return found


def _under(lists: Mapping[CollectionRef, Listing]) -> dict[CollectionRef, Holder]:
    """The collections below all objects of some collections, each with its object."""
    return {
        each: ((resource, parent_id), key)
        for (resource, parent_id), objects in lists.items()
        for key, found in sorted(objects.items())
        if not resource.is_being_deleted(found)
        for each in collections_below(resource.id_output, [resource.id_of(parent_id, key)])
    }


async def _list(
    session: Session, collection: CollectionRef, holder: Holder | None, *, may_be_gone: bool
) -> Listing:
    """List a collection. `holder`: the object that it was found below, if it was."""
    place = session.place(*collection)
    try:
        # Each is read whole by whoever wants to know more of it than its name.
        listed = (
            place.lists.all if place.collection.operations.whole_items else place.collection.listed
        )
        return await listed()
    except NotFound:
        if may_be_gone or (holder is not None and not await _is_still_there(session, holder)):
            return {}
        raise


async def _is_still_there(session: Session, holder: Holder) -> bool:
    """Whether an object that was listed a moment ago is still to be seen."""
    collection, key = holder
    try:
        await session.place(*collection).collection.get(key)
    except NotFound:
        return False
    return True


def _is_there(resource: Resource[Any], found: WireModel) -> bool:
    """Whether somebody made an object, and nobody deletes it: a default makes itself."""
    if resource.is_default(found) or _makes_itself(resource, found):
        return False
    return not resource.is_being_deleted(found)


def _makes_itself(resource: Resource[Any], found: WireModel) -> bool:
    """Whether it is as the platform made it, and no program can make one."""
    rules = _platforms_own(resource, found)
    if rules is None or not rules.makes_itself:
        return False
    return all(
        getattr(found, name, None) in (None, *usual) for name, usual in rules.defaults.items()
    )


def _platforms_own(resource: Resource[Any], found: WireModel) -> PlatformMade | None:
    """What is known of the platform's own object where this is one; few kinds have any."""
    if resource.platform_made is None:
        return None
    return platform_made(resource, found.model_dump())
