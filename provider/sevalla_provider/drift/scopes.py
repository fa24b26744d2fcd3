"""Where a stack's objects live, and what exists there: listed once, however many stacks share it.

A stack's scopes follow from the catalogue: all collections below its objects and below their
parents, and of an account's own collections those that its objects stand in.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sevalla_provider.drift.differences import properties
from sevalla_provider.drift.findings import RESOURCES
from sevalla_provider.drift.pulumi_cli import CheckFailed, RefreshStep
from sevalla_provider.http import ApiError
from sevalla_provider.importing.inventory import (
    CollectionRef,
    RemoteObject,
    collections_below,
    inventory,
    top_level,
)
from sevalla_provider.lifecycle.errors import LifecycleError
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.ids import in_lower_case
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.settings import Settings, SettingsError


@dataclass(frozen=True)
class Scope:
    """Collections that are there or gone together, as the holder of one key sees them.

    `may_be_gone`: the check found nothing in it any more, and had evidence for that.
    """

    url: str
    key: str = field(repr=False)
    collections: tuple[CollectionRef, ...]
    settings: Settings = field(compare=False)
    may_be_gone: bool = field(default=False, compare=False)


Listings = Mapping[Scope, list[RemoteObject] | CheckFailed]
"""What exists, or why that could not be listed."""


def collections_of(
    steps: Iterable[RefreshStep], *, account_wide: bool = False
) -> dict[tuple[CollectionRef, ...], bool]:
    """The collections where a stack's objects live, parent by parent, in an order of their own.

    The value tells whether everything of the stack is gone from them. An account's own collections
    never are: that they cannot be listed is no sign that they are empty.

    `account_wide`: those of what serves the whole account, whatever the stack holds.
    """
    gone: dict[tuple[CollectionRef, ...], bool] = {}
    for one in top_level(Api.SEVALLA, account_wide=True) if account_wide else ():
        gone[one,] = False
    for each in steps:
        resource = RESOURCES.get(each.type)
        if resource is None:
            continue
        own = properties(resource, each.old.get("outputs"))
        for name, holder_id in _holders(resource, own).items():
            if own.get(name):
                below = tuple(collections_below(name, [in_lower_case(holder_id)]))
                gone[below] = gone.get(below, True) and each.new is None
        if resource.parent is None and resource.listable:
            gone[((resource, ""),)] = False
    found = [each for each in gone.items() if each[0]]
    return dict(sorted(found, key=lambda each: (each[0][0][0].token, each[0][0][1])))


def _holders(resource: Resource[Any], own: Properties) -> dict[str, str]:
    """What other objects may be below: the parent and, where it has an id of its own, the object.

    Each with its id as an import takes it, by what it is called.
    """
    above = resource.parent_of(own)
    holders = {} if resource.parent is None else {resource.parent: above}
    if resource.id_output in resource.outputs.model_fields:
        holders[resource.id_output] = resource.id_of(above, str(own.get(resource.id_output)))
    return holders


def scopes_of(
    steps: Iterable[RefreshStep], settings: Settings, *, account_wide: bool = False
) -> list[Scope]:
    """Where a stack's objects live. Raises `SettingsError` without a key.

    `account_wide`: and where what serves the whole account does.
    """
    scopes = []
    for collections, may_be_gone in collections_of(steps, account_wide=account_wide).items():
        api = collections[0][0].api
        url, key = settings.url(api), settings.key(api)
        scopes.append(Scope(url, key, collections, settings, may_be_gone))
    return scopes


def list_scopes(scopes: Iterable[Scope]) -> Listings:
    """List what exists, each scope once."""
    once = list(_distinct(scopes))
    return dict(zip(once, asyncio.run(_list_all(once)), strict=True))


def _distinct(scopes: Iterable[Scope]) -> Iterable[Scope]:
    """Of equal ones that in which something was found, where there is one."""
    found: dict[Scope, Scope] = {}
    for scope in scopes:
        if not (scope in found and scope.may_be_gone):
            found[scope] = scope
    return found.values()


async def _list_all(scopes: Sequence[Scope]) -> list[list[RemoteObject] | CheckFailed]:
    sessions = {(scope.url, scope.key): Session(scope.settings) for scope in scopes}
    try:
        return await asyncio.gather(
            *(_list(scope, sessions[scope.url, scope.key]) for scope in scopes)
        )
    finally:
        for session in sessions.values():
            await session.close()


async def _list(scope: Scope, session: Session) -> list[RemoteObject] | CheckFailed:
    try:
        return await inventory(session, scope.collections, parents_may_be_gone=scope.may_be_gone)
    except (ApiError, LifecycleError, SettingsError) as error:
        return CheckFailed(f"could not list what is there: {error}")
