"""Update: send what has changed, then wait until the object shows them."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from typing import Any, TypeVar

from sevalla_provider.clients.collection import Collection as Objects
from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.deadline import Timeout
from sevalla_provider.http import ApiError, Executed, NotFound
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.diff import Change, changes
from sevalla_provider.lifecycle.errors import UpdateIncomplete, Vanished, last_seen
from sevalla_provider.lifecycle.lookups import with_lookups
from sevalla_provider.lifecycle.membership import move
from sevalla_provider.lifecycle.ordering import put_in_order
from sevalla_provider.lifecycle.readiness import GRACE, until_ready
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import body, is_updated, outputs_of
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.progress import narrator
from sevalla_provider.resources.resource import Properties, Resource

W = TypeVar("W", bound=WireModel)

TRY_AGAIN_AFTER = 1.0
"""Seconds before a write is sent again: to a new object that cannot be seen yet, or whose answer
was lost."""


async def update(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    outputs: Properties,
    inputs: Properties,
    timeout: Timeout | float,
    account: Account | None = None,
    unseen: Collection[str] = (),
) -> Properties:
    """Make an object what the program says; return the new outputs.

    Args:
        outputs: what was last seen of the object.
        inputs: in normal form, as `check` gives them.
        timeout: for all of it; seconds.
        account: what was kept of the account that it was last seen in.
        unseen: the inputs of which nobody knows what they are.

    Raises:
        ApiError, LifecycleError, SettingsError: nothing was changed; `Vanished` when the object
            is gone, `AccountNotProven` when it may be out of sight.
        UpdateIncomplete: the change was made, and the object is not what it should be.
    """
    async with within(session, timeout, f"the {resource.noun} to be changed"):
        return await _update(session, resource, resource_id, outputs, inputs, account, unseen)


async def _update(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    outputs: Properties,
    inputs: Properties,
    account: Account | None,
    unseen: Collection[str],
) -> Properties:
    place, object_id = session.locate(resource, resource_id, outputs)

    async def present() -> WireModel:
        """Look at the object, which must be there."""
        record: WireModel | None = await place.reads.find(object_id)
        if record is None:
            what = f"the {resource.noun} {resource_id}"
            await session.evidence(resource.api).prove_gone(what, place.parent, account)
            raise Vanished(f"{what} does not exist any more")
        return record

    # What was shown but once is kept; of the inputs, what the program says now.
    kept = {name: value for name, value in outputs.items() if name not in resource.traits}
    known = {**kept, **inputs}
    differing = changes(resource, outputs, inputs, unseen)
    try:
        record = await send(session, place, resource, object_id, differing, inputs)
        record = record or await present()
    except NotFound:
        await present()
        raise  # the object is there: something else is not
    try:
        record = await until_ready(session, place, resource, record, inputs, new=False)
    except BaseException as error:
        outputs = outputs_of(resource, last_seen(error, record), known)
        raise UpdateIncomplete(outputs, session.seen_by(resource, account)) from error
    return await with_lookups(session, resource, object_id, outputs_of(resource, record, known))


async def send(
    session: Session,
    place: Place[W],
    resource: Resource[W],
    object_id: str,
    differing: Sequence[Change],
    inputs: Properties,
    grace: float = 0.0,
) -> W | None:
    """Send what differs, in a body and by calls of its own; None when there is nothing to send.

    `grace`: seconds in which the object may not be visible yet. Raises `ApiError`.
    """
    collection, record = place.collection, None
    fields = update_body(resource, differing, inputs) if differing else {}
    if fields:
        update = partial(collection.update, object_id, fields)
        record = await _patiently(session, place, update, grace)
    for change in differing:
        if change.name in resource.operations.switches and not change.replaces:
            switch = partial(_switch, session, collection, object_id, change)
            if not (change.wanted or resource.operations.switches[change.name].off):
                switch = partial(_left_to_another, session, resource, collection, object_id, change)
            record = await _patiently(session, place, switch, grace)
        elif change.name in resource.operations.memberships and not change.replaces:
            moved = partial(move, session, resource, collection, object_id, change)
            record = await _patiently(session, place, moved, grace)
        elif change.name in resource.operations.renewals and not change.replaces:
            renew = partial(collection.renew, object_id, change.name)
            record = await _patiently(session, place, renew, grace)
        elif resource.operations.is_position(change.name):
            await put_in_order(session, resource, place, object_id, inputs)
            record = await collection.get(object_id)
    return record


def update_body(
    resource: Resource[Any], differing: Sequence[Change], inputs: Properties
) -> JsonObject:
    """The changed fields alone, or all where the API takes the whole; null where there is none."""
    changed = {
        change.name: change.wanted
        for change in differing
        if not change.replaces and is_updated(resource, change.name)
    }
    how = resource.operations.update
    if not changed or how is None:
        return body(resource, changed)
    if not how.whole:
        sent = body(resource, changed)
        return {how.calls.get(name, name): value for name, value in sent.items()}
    # What no answer shows is sent where it changes, and stays as it is otherwise.
    whole = {
        name: inputs.get(name, trait.default)
        for name, trait in resource.traits.items()
        if is_updated(resource, name)
        and not trait.write_only
        and (name in inputs or not trait.server_default)
    }
    return body(resource, whole | changed)


async def _switch(session: Session, collection: Objects[W], object_id: str, change: Change) -> W:
    """Make the calls that set an input; after a lost answer the object tells what became of it.

    What flips is never sent again: the call whose answer is lost may yet be carried out.
    """
    started, on = session.clock.now(), bool(change.wanted)
    while True:
        try:
            return await collection.switch(object_id, change.name, on=on)
        except ApiError as error:
            if error.executed is Executed.NO:
                raise
            narrator().status(f"the answer to {error.request} was lost; looking what became of it")
            found = await collection.get(object_id)
            if getattr(found, change.name, None) is on:
                return found
            tried_for = session.clock.now() - started
            flips = collection.operations.switches[change.name].flips
            if flips or tried_for >= session.settings.retry_seconds:
                raise
        await session.clock.sleep(TRY_AGAIN_AFTER)


async def _left_to_another(
    session: Session, resource: Resource[W], collection: Objects[W], object_id: str, change: Change
) -> W:
    """Look whether another object took over what no call takes away, and else say what does.

    That other one may be changed in this very run.
    """
    until = session.clock.now() + GRACE
    while True:
        found = await collection.get(object_id)
        if not getattr(found, change.name, None):
            return found
        if session.clock.now() >= until:
            break
        await session.clock.sleep(TRY_AGAIN_AFTER)
    word = change.name.removeprefix("is_")
    narrator().warn(
        f"the {resource.noun} {object_id} stays {word}: no call takes that away. Make another one "
        f"{word} (`{change.name}`: true), and this one is it no longer"
    )
    return found


async def _patiently(
    session: Session, place: Place[W], ask: Callable[[], Awaitable[W]], grace: float
) -> W:
    """Write to an object that may not be visible yet."""
    until = session.clock.now() + grace
    while True:
        try:
            record = await ask()
        except NotFound:
            if session.clock.now() >= until:
                raise
            await session.clock.sleep(TRY_AGAIN_AFTER)
        else:
            place.lists.written()
            return record
