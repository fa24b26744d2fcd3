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
from sevalla_provider.resources.platform_made import PlatformMade
from sevalla_provider.resources.resource import Api, Health, Resource
from sevalla_provider.resources.values import UuidForm

CollectionRef = tuple[Resource[Any], str]
"""A kind of object, and the id of the parent that it is listed under; empty where there is none."""


@dataclass(frozen=True)
class RemoteObject:
    """One object.

    Attributes:
        id: as an import takes it.
        label: what the platform calls it, or something as good.
        by_itself: whether the platform made it with its parent: nobody has left it behind.
    """

    resource: Resource[Any]
    id: str
    label: str
    created_at: str | None
    by_itself: bool = False


def listable(resource: Resource[Any]) -> bool:
    """Whether the API lists the objects of a kind, and an import takes what it lists.

    What stands for several objects is not listed beside these.
    """
    return resource.operations.listed and resource.importable and resource.entries is None


def collections_below(parent: str, ids: Iterable[str]) -> list[CollectionRef]:
    """All collections under parents of one kind, such as `app_id` and its ids.

    `ids`: as an import takes them, with the ids of what these parents are in.
    """
    kinds = [each for each in CATALOGUE if each.parent == parent and listable(each)]
    return [
        (each, parent_id)
        for each in kinds
        for parent_id in sorted({"/".join(one.split("/")[-len(each.parents) :]) for one in ids})
    ]


def top_level(api: Api) -> list[CollectionRef]:
    """All collections of an account that have no parent."""
    kinds = [each for each in CATALOGUE if each.parent is None and listable(each)]
    return [(each, "") for each in kinds if each.api is api]


async def inventory(
    session: Session, collections: Sequence[CollectionRef], *, parents_may_be_gone: bool = False
) -> list[RemoteObject]:
    """List what exists, a page at a time, each object once. Raises `ApiError`, `SettingsError`."""
    lists = await asyncio.gather(
        *(_list(session, each, may_be_gone=parents_may_be_gone) for each in collections)
    )
    names = {
        key: name
        for objects in lists
        for key, found in objects.items()
        if (name := _name(found))  # what has none may have its parent's id
    }
    every = [
        RemoteObject(
            resource=resource,
            id=resource.id_of(parent_id, key),
            label=_label(resource, found, names),
            created_at=getattr(found, "created_at", None),
            by_itself=_platforms_own(resource, found) is not None,
        )
        for (resource, parent_id), objects in zip(collections, lists, strict=True)
        for key, found in sorted(objects.items())
        if _is_there(resource, found)
    ]
    told = {(one.resource.token, one.resource.same_id(one.id)): one for one in reversed(every)}
    return [*reversed(told.values())]


async def _list(
    session: Session, collection: CollectionRef, *, may_be_gone: bool
) -> Mapping[str, WireModel]:
    place = session.place(*collection)
    try:
        # Each is read whole by whoever wants to know more of it than its name.
        listed = (
            place.lists.all if place.collection.operations.whole_items else place.collection.listed
        )
        return await listed()
    except NotFound:
        if may_be_gone:
            return {}
        raise


def _is_there(resource: Resource[Any], found: WireModel) -> bool:
    """Whether somebody made an object, and nobody deletes it: a default makes itself."""
    if resource.is_default(found) or _makes_itself(resource, found):
        return False
    return resource.health(getattr(found, "status", None)) is not Health.DELETING


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


def _name(found: WireModel) -> str:
    return str(getattr(found, "display_name", None) or getattr(found, "name", None) or "")


def _label(resource: Resource[Any], found: WireModel, names: Mapping[str, str]) -> str:
    """What an object is called; one without a name after what it must say: "web 5432".

    That is the name of the object that it refers to, or else its kind, and the first other value.
    """
    if name := _name(found):
        return name
    required = [
        str(getattr(found, name, None) or "")
        for name, field in resource.inputs.model_fields.items()
        if field.is_required() and name not in resource.secrets
    ]
    owner = next((names[value] for value in required if names.get(value)), resource.noun)
    values = (each for each in required if each and not UuidForm.form.fullmatch(each.lower()))
    return f"{owner} {next(values, found.id[:8])}"
