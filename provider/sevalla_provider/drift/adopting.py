"""What is there already, and what a program would have to say to get it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sevalla_provider.drift.inventory import Place, There, inventory, with_names
from sevalla_provider.lifecycle.diff import STATUS, broken
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.settings import Settings

RESERVED = ("pulumi",)
"""What no resource of a YAML program may be called."""


@dataclass(frozen=True)
class Adopted:
    """One object, under the name that a program gives it."""

    there: There
    name: str
    found: Found


async def adopt(settings: Settings, where: Sequence[Place]) -> list[Adopted]:
    """Read what is there, a page at a time. Raises `ApiError`, `SettingsError`.

    What others refer to comes before them, as in the catalogue.
    """
    session = Session(settings)
    try:
        named = with_names(await inventory(session, where), RESERVED)
        found = await asyncio.gather(*(_read(session, there) for there, _ in named))
    finally:
        await session.close()
    pairs = zip(named, found, strict=True)
    return [Adopted(there, name, each) for (there, name), each in pairs if each is not None]


async def _read(session: Session, there: There) -> Found | None:
    return await read(session, there.resource, there.id, {}, None)


def failed(one: Adopted) -> str | None:
    """The status of an object that the next `up` would replace; None for all others."""
    outputs = one.found.outputs
    return str(outputs[STATUS]) if broken(one.there.resource, outputs) else None
