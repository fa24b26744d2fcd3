"""What an update takes away must be seen to be gone: a request may have added to what was there.

Source: `docs/contract/company.md`, API keys; `docs/contract/tolerant-choices.md`.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pydantic import JsonValue

from sevalla_provider.clients.models import WireModel
from sevalla_provider.lifecycle.diff import Change
from sevalla_provider.lifecycle.errors import NotTakenAway
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import seen
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)

LOOK_AGAIN_AFTER = 2.0
"""Seconds between two looks: the API may answer from more than one place."""


async def until_taken_away(
    session: Session,
    place: Place[W],
    resource: Resource[W],
    record: W,
    differing: Sequence[Change],
) -> W:
    """Look until an object shows nothing that it should have no more; return it as it is then.

    Raises `NotTakenAway`, `ApiError`.
    """
    how = resource.operations.update
    changed = [each for each in differing if how is not None and each.name in how.taken_away]
    until = session.clock.now() + GRACE
    while changed:
        left = [text for each in changed for text in _left(resource, record, each)]
        if not left:
            break
        if session.clock.now() >= until:
            raise NotTakenAway(
                f"access was not taken away: the {resource.noun} {record.id} was told what it may "
                f"have, and still has {', '.join(left)}"
            )
        await session.clock.sleep(LOOK_AGAIN_AFTER)
        found = await place.collection.get(record.id)
        told = {
            name: getattr(record, name) for name in resource.shown_once & record.model_fields_set
        }
        record = found.model_copy(update=told)
    return record


def _left(resource: Resource[W], record: W, change: Change) -> Iterator[str]:
    """What an object shows of a set, and should not."""
    there, wanted = seen(resource, change.name, record), change.wanted
    if isinstance(there, list) and isinstance(wanted, list):
        yield from (_in_words(each) for each in there if each not in wanted)


def _in_words(value: JsonValue) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)
