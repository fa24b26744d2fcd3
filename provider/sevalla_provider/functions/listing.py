"""`pulumi do TYPE list`: what it is asked, and the objects of a resource a part at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, create_model

from sevalla_provider.clients.models import WireModel
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.labels import label_of, name_of
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.values import InputModel

Fields = dict[str, Any]
"""Fields of a model to be: `create_model`'s pairs of a type and a default."""


@dataclass(frozen=True)
class Listed:
    """An object. `id`: as an import takes it; `name`: what people call it."""

    id: str
    name: str


@dataclass(frozen=True)
class Part:
    """A part of a list. `after`: where the next one begins; None where there is no more.

    `last`: the own id of the last object that the API showed, whether or not it is told.
    """

    objects: Sequence[Listed]
    after: int | None
    last: str


def place_fields(resource: Resource[Any]) -> Fields:
    """What says under which parent to look, and in what that is; nothing where there is none."""
    fields: Fields = {}
    for name in resource.parents:
        where = Field(
            description=f"Where to look. {resource.inputs.model_fields[name].description}"
        )
        fields[name] = (Annotated[Uuid, where], ...)
    return fields


def list_inputs(resource: Resource[Any]) -> type[InputModel]:
    """The model of what a list is asked."""
    return create_model(f"List{resource.plural}", __base__=InputModel, **place_fields(resource))


def not_listable(resource: Resource[Any]) -> str:
    """Why the objects are not listed, for people; nothing where they are."""
    if resource.listable:
        return ""
    if resource.entries is not None:
        return f"each of them stands for several objects: list {resource.entries.member.token}"
    if not resource.operations.listed:
        return "the API has no list of them"
    return resource.not_importable


async def part(
    session: Session, resource: Resource[Any], parent_id: str, offset: int, size: int
) -> Part:
    """Read a part of the objects under one parent. Raises `ApiError`, `SettingsError`.

    What nobody made, and what is being deleted, is left out: a read would not find it either.
    """
    page = await session.place(resource, parent_id).collection.page(offset, size)
    objects = [
        Listed(resource.id_of(parent_id, found.id), _called(resource, found))
        for found in page.items
        if not (resource.is_default(found) or resource.is_being_deleted(found))
    ]
    return Part(objects, page.after, page.items[-1].id if page.items else "")


def _called(resource: Resource[Any], found: WireModel) -> str:
    """What people call an object: by its name, or by the key that no other has."""
    key = getattr(found, resource.unique, None) if resource.unique else None
    return name_of(found) or str(key or "") or label_of(resource, found, {})
