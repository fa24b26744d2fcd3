"""Update: send what has changed, then wait until the object shows them."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, TypeVar

from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.deadline import Timeout
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.diff import Change, changes
from sevalla_provider.lifecycle.errors import UpdateIncomplete, Vanished, last_seen
from sevalla_provider.lifecycle.lookups import with_lookups
from sevalla_provider.lifecycle.lost_answers import TRY_AGAIN_AFTER
from sevalla_provider.lifecycle.own_key import insist_on_another
from sevalla_provider.lifecycle.readiness import at_rest, until_ready
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import body, is_updated, outputs_of
from sevalla_provider.lifecycle.steps import steps
from sevalla_provider.lifecycle.taken_away import until_taken_away
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


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
    setters = resource.operations.setters
    is_set = {change.name for change in differing if change.name in setters}
    try:
        record = await send(session, place, resource, object_id, differing, inputs)
        record = record or await present()
    except NotFound:
        await present()
        raise  # the object is there: something else is not
    try:
        record = await until_taken_away(session, place, resource, record, differing)
        trusted = not resource.operations.settles
        record = await until_ready(
            session, place, resource, record, inputs, new=False, trusted=trusted, stands=not is_set
        )
    except BaseException as error:
        # What was set by a call, and is shown by none, may not have been taken.
        before = {name: value for name, value in outputs.items() if name in is_set}
        outputs = outputs_of(resource, last_seen(error, record), {**known, **before})
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

    `grace`: seconds in which the object may not be visible yet. Raises `ApiError`, `OwnKey`;
    `LifecycleError` where one change must have settled before the next, and does not.
    """
    await insist_on_another(session, resource, place.collection, object_id, differing)
    record, stands = None, True
    settles = resource.operations.settles
    fields = update_body(resource, differing, inputs) if differing else {}
    for step in steps(session, place, resource, object_id, fields, differing, inputs):
        if settles and record is not None:
            # What was asked for may show a moment later.
            await session.clock.sleep(place.poller.first_look)
        if settles:
            await at_rest(session, place, resource, object_id, new=bool(grace), stands=stands)
        record = await _patiently(session, place, step.take, grace)
        stands = not step.may_fail
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
