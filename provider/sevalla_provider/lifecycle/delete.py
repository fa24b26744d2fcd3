"""Delete: DELETE, then wait until the object is really gone. Evidence that it is gone will do."""

from typing import Any

from sevalla_provider.deadline import Timeout
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.evidence import Account
from sevalla_provider.lifecycle.leftovers import warn_of_what_nobody_asked_for
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.settling import gone
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.progress import narrator
from sevalla_provider.resources.resource import Properties, Resource


async def delete(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    timeout: Timeout | float,
    account: Account | None = None,
    identity: str = "",
) -> None:
    """Remove an object.

    Args:
        known: what was kept of it.
        timeout: for all of it; seconds.
        account: what was kept of the account that it was last seen in.
        identity: which resource of which stack.

    Raises:
        ApiError, SettingsError: it could not be removed.
        AccountNotProven: it cannot be found, and may be out of sight.
        WaitedTooLong: it is still there at the end.
    """
    with session.one_more_delete():
        async with within(session, timeout, f"the {resource.noun} to be gone"):
            await _delete(session, resource, resource_id, known, account)
    warn_of_what_nobody_asked_for(session, identity)


async def _delete(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    account: Account | None,
) -> None:
    place, object_id = session.locate(resource, resource_id, known)
    if session.has_adopted(place.where, object_id):
        narrator().warn(
            f"the {resource.noun} {resource_id} is not deleted: the resource that shall replace it "
            "took it over in this very run, as what an earlier run had left behind"
        )
        return
    try:
        goes = await place.collection.delete(object_id)
    except NotFound:
        what = f"the {resource.noun} {resource_id}"
        await session.evidence(resource.api).prove_gone(what, place.parent, account)
        # It may be on its way out already: told by somebody else, or by us, and the answer lost.
        goes = await place.reads.find(object_id, at_once=True) is not None
    else:
        if goes and place.parent is not None:
            place.parent.note(answer=True)
    finally:
        place.reads.written()
    if goes:
        await place.poller.until(object_id, f"the {resource.noun} to be gone", gone)
