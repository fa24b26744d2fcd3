"""One resource that stands for several objects: the verbs, made of those on each of the objects.

Nothing is written before all is known that speaks against it; what has been done is kept whenever
something fails.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clock import timestamp_of
from sevalla_provider.deadline import Timeout
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.create import Created
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.entries_operation import EntriesOperation, together
from sevalla_provider.lifecycle.errors import CreateIncomplete, UpdateIncomplete
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.leftovers import warn_of_what_nobody_asked_for
from sevalla_provider.lifecycle.read import Found
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.state import inputs_of
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.progress import narrator
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource


def _operation(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    inputs: Properties,
    identities: Sequence[str] = (),
    timeout: Timeout | float = GRACE,
    account: Account | None = None,
) -> EntriesOperation:
    entries = resource.entries
    assert entries is not None  # noqa: S101 - whoever comes here has asked
    parent_id, _ = resource.split_id(resource_id, {})
    return EntriesOperation(
        session, resource, entries, parent_id, inputs, identities, timeout, account
    )


async def create(
    session: Session,
    resource: Resource[Any],
    inputs: Properties,
    identity: str,
    timeout: Timeout | float,
    former: Sequence[str] = (),
) -> Created:
    """Make all. Arguments and errors: see `lifecycle.create`."""
    parent_id = resource.parent_of(inputs)
    operation = _operation(session, resource, parent_id, inputs, (identity, *former), timeout)
    async with within(session, _explicit(timeout), f"the {resource.noun} to be made"):
        there = await operation.place.lists.all()
        operation.refuse_taken(operation.listed(there))
        operation.note_others(operation.listed(there))
        try:
            await together(
                partial(operation.make, key, there) for key in operation.entries.said(inputs)
            )
            _tell_of(operation)
            await operation.remove_others()
        except BaseException as error:
            if not operation.held:
                raise
            raise CreateIncomplete(
                parent_id,
                operation.outputs(),
                session.made_by(resource),
                adopted=operation.adopted,
            ) from _cause(error)
    return Created(parent_id, operation.outputs(), session.made_by(resource))


async def read(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    given: Iterable[str] | None,
    account: Account | None = None,
) -> Found | None:
    """Look at all; None when what they belong to is gone. Arguments: see `lifecycle.read`."""
    operation = _operation(session, resource, resource_id, known, account=account)
    entries, evidence = operation.entries, session.evidence(resource.api)
    try:
        there = await _there(operation, known)
    except NotFound:
        if given is not None:
            await evidence.prove_gone(f"the {resource.noun} {resource_id}", None, account)
        return None
    if given is None:
        operation.held = there
    else:
        operation.held = {key: there[key] for key in entries.own(known) if key in there}
        if entries.is_exclusive(known):
            operation.others = {
                key: each for key, each in there.items() if key not in operation.held
            }
    outputs = operation.outputs()
    if given is None:
        outputs = {**{name: resource.traits[name].default for name in entries.shared}, **outputs}
    shown = session.seen_by(resource, account)
    if given is not None:
        shown = await evidence.seen(account, operation.place.collection.owner_path)
    return Found(outputs, inputs_of(resource, outputs, given), shown)


async def _there(operation: EntriesOperation, known: Properties) -> dict[str, Properties]:
    """What there is, by a list that others share; one alone proves no absence. Raises `ApiError`.

    What was made a moment ago may not be visible everywhere yet.
    """
    clock, own = operation.session.clock, operation.entries.own(known)
    found = operation.listed(await operation.place.reads.all())
    young_until = min(timestamp_of(known.get("updated_at")) or 0.0, clock.wall()) + GRACE
    if not own.keys() <= found.keys():
        found = await operation.look()
    while not own.keys() <= found.keys() and clock.wall() <= young_until:
        await clock.sleep(operation.place.poller.first_look)
        found = await operation.look()
    return found


async def update(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    outputs: Properties,
    inputs: Properties,
    timeout: Timeout | float,
    account: Account | None,
    identities: Sequence[str],
) -> Properties:
    """Make all what the program says. Arguments and errors: see `lifecycle.update`."""
    operation = _operation(session, resource, resource_id, inputs, identities, timeout, account)
    operation.remember(outputs)
    async with within(session, _explicit(timeout), f"the {resource.noun} to be changed"):
        there = await _looked_at(operation, outputs)
        before = dict(operation.held)
        try:
            wanted = operation.entries.said(inputs)
            kept = [key for key in operation.held if key in wanted]
            differing = [
                key
                for key in kept
                if changes(operation.entries.member, operation.held[key], operation.wanted(key))
            ]
            new = [key for key in wanted if key not in operation.held]
            gone = [key for key in operation.held if key not in wanted]
            steps = [
                *(partial(operation.change, key) for key in differing),
                *(partial(operation.make, key, there) for key in new),
            ]
            await together(steps)
            await together([partial(operation.remove, key) for key in gone])
            await operation.remove_others()
        except BaseException as error:
            if operation.held == before:
                raise
            kept_account = session.seen_by(resource, account)
            raise UpdateIncomplete(operation.outputs(), kept_account) from _cause(error)
    return operation.outputs()


async def _looked_at(operation: EntriesOperation, outputs: Properties) -> Mapping[str, WireModel]:
    """Look at what is there, where the state does not tell all that the update has to know."""
    entries, traits = operation.entries, operation.resource.traits
    new = entries.said(operation.inputs).keys() - operation.held.keys()
    shared = any(
        outputs.get(name) != operation.inputs.get(name, traits[name].default)
        for name in entries.shared
    )
    alone = entries.is_exclusive(operation.inputs) and (
        not entries.is_exclusive(outputs) or entries.said(outputs).keys() - operation.held.keys()
    )
    if not (new or shared or alone):
        return {}
    there = await operation.place.lists.all()
    found = operation.listed(there)
    operation.refuse_taken(found)
    operation.note_others(found)
    for key in operation.held.keys() & found.keys():
        operation.held[key] = found[key]
    return there


async def delete(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    timeout: Timeout | float,
    account: Account | None = None,
    identity: str = "",
    _found: Properties | None = None,
) -> None:
    """Remove all, and no others. Arguments and errors: see `lifecycle.delete`."""
    operation = _operation(session, resource, resource_id, known, (), timeout, account)
    operation.remember(known)
    with session.one_more_delete():
        async with within(session, _explicit(timeout), f"the {resource.noun} to be gone"):
            await together([partial(operation.remove, key) for key in operation.held])
    warn_of_what_nobody_asked_for(session, identity)


def _tell_of(operation: EntriesOperation) -> None:
    """Tell of what goes that no preview has named."""
    if operation.others:
        named = ", ".join(f'"{key}"' for key in sorted(operation.others))
        narrator().warn(
            "the application had other variables, which are deleted, since the "
            f"{operation.resource.noun} is exclusive: {named}"
        )


def _cause(error: BaseException) -> BaseException:
    """What went wrong with the object that failed."""
    half = isinstance(error, CreateIncomplete | UpdateIncomplete)
    return (error.__cause__ or error) if half else error


def _explicit(timeout: Timeout | float) -> Timeout | float | None:
    """What bounds all together; a default bounds each by itself, and not what waits its turn."""
    return None if isinstance(timeout, Timeout) and not timeout.explicit else timeout
