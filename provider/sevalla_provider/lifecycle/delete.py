"""Delete: DELETE, then wait until the object is really gone. Evidence that it is gone will do."""

from typing import Any, TypeVar

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.verbs import Retry
from sevalla_provider.deadline import Timeout
from sevalla_provider.http import Forbidden, NotFound, Unauthorized
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.adoption import give_back, platform_made
from sevalla_provider.lifecycle.contents import goes_already
from sevalla_provider.lifecycle.delete_retries import delete_until_taken
from sevalla_provider.lifecycle.errors import NotEmpty
from sevalla_provider.lifecycle.gone import Gone
from sevalla_provider.lifecycle.leftovers import warn_of_what_nobody_asked_for
from sevalla_provider.lifecycle.own_key import insist_on_another
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.progress import narrator
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


async def delete(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    timeout: Timeout | float,
    account: Account | None = None,
    identity: str = "",
    found: Properties | None = None,
) -> None:
    """Remove an object.

    Args:
        known: what was kept of it.
        found: what it was when it was taken over from the platform.
        timeout: for all of it; seconds.
        account: what was kept of the account that it was last seen in.
        identity: which resource of which stack.

    Raises:
        ApiError, SettingsError: it could not be removed.
        AccountNotProven: it cannot be found, and may be out of sight.
        NotEmpty: it holds what nobody can make again.
        WaitedTooLong: it is still there at the end.
    """
    with session.one_more_delete():
        async with within(session, timeout, f"the {resource.noun} to be gone"):
            await _delete(session, resource, resource_id, known, account, identity, found)
    warn_of_what_nobody_asked_for(session, identity)


async def _delete(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    account: Account | None,
    identity: str,
    found: Properties | None,
) -> None:
    place, object_id = session.locate(resource, resource_id, known)
    if session.has_adopted(place.where, object_id):
        narrator().warn(
            f"the {resource.noun} {resource_id} is not deleted: the resource that shall replace it "
            "took it over in this very run"
        )
        return
    try:
        if platform_made(resource, known) is not None:
            await give_back(session, place, resource, object_id, known, found)
            goes = False
        else:
            goes = await _remove(session, resource, place.collection, object_id, known, identity)
    except NotFound:
        what = f"the {resource.noun} {resource_id}"
        await session.evidence(resource.api).prove_gone(what, place.parent, account)
        # It may be on its way out already: told by somebody else, or by us, and the answer lost.
        waits = resource.operations.delete is None or resource.operations.delete.waits
        goes = waits and await place.reads.find(object_id, at_once=True) is not None
    else:
        if goes and place.parent is not None:
            place.parent.note(answer=True)
    finally:
        place.lists.written()
    if goes:
        how = resource.operations.delete
        judge = Gone(resource.noun, () if how is None else how.failed)
        await place.poller.until(object_id, f"the {resource.noun} to be gone", judge)


async def _remove(
    session: Session,
    resource: Resource[W],
    collection: Collection[W],
    object_id: str,
    known: Properties,
    identity: str,
) -> bool:
    await insist_on_another(session, resource, collection, object_id)
    try:
        if await goes_already(session, resource, collection, object_id, known):
            return True
    except NotEmpty as full:
        if not session.was_replaced(identity, object_id):
            raise
        narrator().warn(f"{full.reason}. It stays, and is in no stack any more: {full.named}")
        return False
    how = resource.operations.delete
    if how is None or how.retry is Retry.NEVER:
        return await remove(resource, collection, object_id, known)
    await delete_until_taken(session, resource, collection, object_id, how)
    return how.waits


async def remove(
    resource: Resource[W], collection: Collection[W], object_id: str, known: Properties
) -> bool:
    """Send what removes an object; whether it will be seen to be gone. Raises `ApiError`.

    Whoever does not see the parent is in no position to forget what belongs to it.
    """
    how = resource.operations.delete
    if how is None:
        await collection.shown()
        return False
    if how.default is not None:
        await collection.update(object_id, how.default)
        return False
    if not how.may_need_person:
        await collection.delete(object_id)
    elif not await _removed_by_key(resource, collection, object_id):
        narrator().warn(resource.cannot_be_deleted(object_id, known))
        return False
    return how.waits and collection.can_find(object_id)


async def _removed_by_key(resource: Resource[W], collection: Collection[W], object_id: str) -> bool:
    """Remove; whether a key can. Raises the refusal where this one is good for nothing else.

    The API says that the key is not valid where it wants a person, which it says of a wrong key as
    well: so that the parent must answer to it.
    """
    if not resource.has_own_id(object_id):
        await collection.shown()
        return False
    try:
        await collection.delete(object_id)
    except (Unauthorized, Forbidden) as refusal:
        try:
            await collection.shown()
        except (Unauthorized, Forbidden):
            raise refusal from None
        return False
    return True
