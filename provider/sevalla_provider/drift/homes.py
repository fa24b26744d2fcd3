"""Where the stacks' objects live, and what is there: listed once, however many stacks share it."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sevalla_provider.drift.engine import CheckFailed, Seen
from sevalla_provider.drift.findings import RESOURCES, properties
from sevalla_provider.drift.inventory import Place, There, inventory, places
from sevalla_provider.http import ApiError
from sevalla_provider.lifecycle.errors import LifecycleError
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.resource import Api
from sevalla_provider.settings import Settings, SettingsError


@dataclass(frozen=True)
class Home:
    """An application or the workspace, as the holder of one key sees it.

    `may_be_gone`: the check found nothing in it any more, and had evidence for that.
    """

    url: str
    key: str = field(repr=False)
    places: tuple[Place, ...]
    settings: Settings = field(compare=False)
    may_be_gone: bool = field(default=False, compare=False)


Lists = Mapping[Home, list[There] | CheckFailed]
"""What is there, or why that could not be listed."""


def homes(settings: Settings, where: Iterable[Place], empty: Collection[str] = ()) -> list[Home]:
    """Put collections of one parent together. Raises `SettingsError` without a key.

    `empty`: the parents in which everything is gone.
    """
    grouped: dict[tuple[Api, str], list[Place]] = {}
    for resource, parent in where:
        grouped.setdefault((resource.api, parent), []).append((resource, parent))
    return [
        Home(settings.url(api), settings.key(api), tuple(own), settings, parent in empty)
        for (api, parent), own in grouped.items()
    ]


def emptied(seen: Iterable[Seen]) -> set[str]:
    """The parents of which every object is gone."""
    left: dict[str, bool] = {}
    for each in seen:
        resource = RESOURCES.get(each.type)
        if resource is not None and resource.parent is not None:
            parent = resource.parent_of(properties(resource, each.old.get("outputs")))
            left[parent] = left.get(parent, False) or each.new is not None
    return {parent for parent, anything in left.items() if not anything}


def lived_in(seen: Iterable[Seen]) -> list[Place]:
    """The collections: of a stack's applications, and of the workspace if it has tunnels."""
    parents: dict[str | None, list[str]] = {}
    for each in seen:
        resource = RESOURCES.get(each.type)
        if resource is None:
            continue
        own = properties(resource, each.old.get("outputs"))
        if resource.api is Api.PRIVATE_CONNECT:
            parents.setdefault(None, []).append("")
        elif resource.parent_of(own):
            parent_id = resource.same_id(resource.parent_of(own))
            parents.setdefault(resource.parent, []).append(parent_id)
    return places(parents)


def listed(where: Iterable[Home]) -> Lists:
    """List what is there, each home once."""
    once = list(_each_once(where))
    return dict(zip(once, asyncio.run(_in_all(once)), strict=True))


def _each_once(where: Iterable[Home]) -> Iterable[Home]:
    """Of equal ones that in which something was found, where there is one."""
    found: dict[Home, Home] = {}
    for home in where:
        if not (home in found and home.may_be_gone):
            found[home] = home
    return found.values()


async def _in_all(where: Sequence[Home]) -> list[list[There] | CheckFailed]:
    sessions = {(home.url, home.key): Session(home.settings) for home in where}
    try:
        return await asyncio.gather(*(_in(home, sessions[home.url, home.key]) for home in where))
    finally:
        for session in sessions.values():
            await session.close()


async def _in(home: Home, session: Session) -> list[There] | CheckFailed:
    try:
        return await inventory(session, home.places, parents_may_be_gone=home.may_be_gone)
    except (ApiError, LifecycleError, SettingsError) as error:
        return CheckFailed(f"could not list what is there: {error}")
