"""The moment in which a new object may not be visible: the API may answer from several places."""

from typing import TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.lifecycle.session import Place, Session

W = TypeVar("W", bound=WireModel)

GRACE = 10.0
"""Seconds in which a new object may be missing: the API may answer from more than one place."""


async def find_within_grace(
    session: Session, place: Place[W], object_id: str, made_at: float, *, at_once: bool = False
) -> W | None:
    """Find an object; one that was made a moment ago may not be visible everywhere yet.

    Args:
        made_at: when it was made at the earliest, in seconds since the epoch.
        at_once: see `ReadBatcher.find`.

    Raises:
        ApiError: nobody can tell.
    """
    clock = session.clock
    # Whatever the clocks say, nobody waits for longer than the grace.
    young_until = min(made_at, clock.wall()) + GRACE
    while True:
        record = await place.reads.find(object_id, at_once=at_once)
        if record is not None or clock.wall() > young_until:
            return record
        await clock.sleep(place.poller.first_look)
