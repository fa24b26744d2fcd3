"""The positions of objects among those of their parent: each may say one, one call sets all.

Source: `docs/contract/tolerant-choices.md`: where `order` of a stage comes from. What the program
says is compared with what it said last, never with the server: neighbours come and go. Objects of
one parent are made and moved one by one; what the resources of one run say holds at its end,
whichever of them came first.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

from sevalla_provider.clients.calls import Ordering
from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


def posted_position(ordering: Ordering, inputs: Properties, there: int) -> JsonObject:
    """The position that a POST says: the last where the program says none.

    Args:
        there: how many objects there are.
    """
    said = _said(ordering, inputs)
    position = there if said is None else min(said, there)
    return {ordering.posted_as: min(position, ordering.most)}


async def put_in_order(
    session: Session,
    resource: Resource[W],
    place: Place[W],
    object_id: str,
    inputs: Properties,
    *,
    new: bool = False,
) -> None:
    """Put an object where its resource says, and others of this run where theirs do.

    Args:
        new: whether a POST has just put it there, so that only others may be out of order.

    Raises:
        ApiError: they are where they were.
    """
    ordering = resource.operations.ordering
    if ordering is None:
        return
    said = _said(ordering, inputs)
    if said is None:
        place.positions.pop(object_id, None)
    else:
        place.positions[object_id] = said
    if new and not place.positions.keys() - {object_id}:
        return
    # In turn with the creates.
    async with session.intent_log.alone(place.where, session.intent_log.digest({}).keyed):
        there = _as_shown(await place.lists.all(), ordering)
        wanted = _as_said(there, place.positions, "" if new else object_id)
        if wanted != there:
            await place.collection.arrange(wanted)
            place.lists.written()


def _said(ordering: Ordering, inputs: Properties) -> int | None:
    """The position that the program says; None where it says none."""
    said = inputs.get(ordering.input)
    return said if isinstance(said, int) else None


def _as_shown(there: Mapping[str, WireModel], ordering: Ordering) -> list[str]:
    """The ids by the positions that are shown; what shows none is behind the others."""

    def position(object_id: str) -> float:
        shown = getattr(there[object_id], ordering.shown_as, None)
        return shown if isinstance(shown, int | float) else math.inf

    return sorted(there, key=position)


def _as_said(there: Sequence[str], positions: Mapping[str, int], moved: str) -> list[str]:
    """The ids as they shall be.

    Args:
        moved: goes behind all others, unless it says a position.
    """
    silent = [each for each in there if each not in positions]
    ordered = sorted(silent, key=lambda each: each == moved)
    placed = [each for each in reversed(there) if each in positions]  # two of one stay as they are
    for each in sorted(placed, key=lambda each: positions[each]):
        ordered.insert(positions[each], each)
    return ordered
