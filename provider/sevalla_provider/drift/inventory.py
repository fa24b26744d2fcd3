"""What is there, in an application or the workspace, whether a stack knows of it or not."""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sevalla_provider.clients.wire import WireModel
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Health, Resource

NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class There:
    """One object.

    Attributes:
        id: as an import takes it.
        label: what the platform calls it, or something as good.
    """

    resource: Resource[Any]
    id: str
    label: str
    created_at: str | None


Place = tuple[Resource[Any], str]
"""A kind of object, and the parent that it lives under."""


def places(parents: Mapping[str | None, Iterable[str]]) -> list[Place]:
    """All collections that can be listed, by their parents: `{"app_id": [id, …], None: [""]}`."""
    listed = [each for each in CATALOGUE if each.operations.listed and each.importable]
    return [
        (each, parent) for each in listed for parent in sorted(set(parents.get(each.parent, ())))
    ]


async def inventory(
    session: Session, where: Sequence[Place], *, parents_may_be_gone: bool = False
) -> list[There]:
    """List what is there, a page at a time. Raises `ApiError`, `SettingsError`."""
    lists = await asyncio.gather(
        *(_all(session, place, may_be_gone=parents_may_be_gone) for place in where)
    )
    labels = {key: _label(found) for objects in lists for key, found in objects.items()}
    return [
        There(
            resource=resource,
            id=resource.id_of(parent, key),
            label=_label_of(resource, found, labels),
            created_at=getattr(found, "created_at", None),
        )
        for (resource, parent), objects in zip(where, lists, strict=True)
        for key, found in sorted(objects.items())
        if resource.health(getattr(found, "status", None)) is not Health.GOING
    ]


async def _all(session: Session, place: Place, *, may_be_gone: bool) -> Mapping[str, WireModel]:
    try:
        return await session.place(*place).lists.all()
    except NotFound:
        if may_be_gone:
            return {}
        raise


def with_names(objects: Iterable[There], taken: Iterable[str] = ()) -> list[tuple[There, str]]:
    """Give each object a name for a program: after its label, and unlike all that are taken."""
    names = set(taken)
    return [(one, _new(one.label, names)) for one in objects]


def _label(found: WireModel) -> str:
    return str(getattr(found, "display_name", None) or getattr(found, "name", None) or "")


def _label_of(resource: Resource[Any], found: WireModel, labels: Mapping[str, str]) -> str:
    """What an object is called; a proxy, which has no name, after its process and port."""
    own = _label(found)
    if own:
        return own
    of = labels.get(str(getattr(found, "process_id", None))) or resource.noun
    port = getattr(found, "port", None)
    return f"{of} {port}" if port else f"{of} {found.id[:8]}"


def _new(label: str, names: set[str]) -> str:
    """Small letters, digits and hyphens, and a number where that is taken."""
    base = NOT_IN_A_NAME.sub("-", label.lower()).strip("-") or "unnamed"
    base = base if base[0].isalpha() else f"n-{base}"
    name, number = base, 2
    while name in names:
        name, number = f"{base}-{number}", number + 1
    names.add(name)
    return name
