"""Create: POST, then PATCH for what POST does not take, then wait until the object is ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.verbs import Shows
from sevalla_provider.deadline import Timeout
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.create_operation import CreateOperation
from sevalla_provider.lifecycle.diff import Change, changes
from sevalla_provider.lifecycle.errors import CreateIncomplete, last_seen
from sevalla_provider.lifecycle.first_run import until_first_run_is_over
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.lookups import with_lookups
from sevalla_provider.lifecycle.ordering import put_in_order
from sevalla_provider.lifecycle.readiness import until_ready
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import outputs_of
from sevalla_provider.lifecycle.timeouts import within
from sevalla_provider.lifecycle.update import send
from sevalla_provider.progress import narrator
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource


@dataclass(frozen=True)
class Created:
    """What the engine keeps. `account` is where it is.

    `found`: what it was when it was taken over from the platform.
    """

    resource_id: str
    outputs: Properties
    account: Account
    found: Properties | None = None


async def create(
    session: Session,
    resource: Resource[Any],
    inputs: Properties,
    identity: str,
    timeout: Timeout | float,
    former: Sequence[str] = (),
    there: Mapping[str, WireModel] | None = None,
) -> Created:
    """Make an object and wait until it is ready.

    Args:
        inputs: in normal form, as `check` gives them.
        identity: which resource of which stack; the same at every run.
        timeout: for all of it; seconds.
        former: identities that earlier versions gave this resource.
        there: what is there already, where whoever makes many has just looked.

    Raises:
        ApiError, LifecycleError, SettingsError: nothing was made, or nobody knows what.
        CreateIncomplete: something was made, and is not what it should be.
    """
    async with within(session, timeout, f"the {resource.noun} to be made"):
        return await _create(session, resource, inputs, (identity, *former), there)


async def _create(
    session: Session,
    resource: Resource[Any],
    inputs: Properties,
    identities: Sequence[str],
    there: Mapping[str, WireModel] | None,
) -> Created:
    parent_id = resource.parent_of(inputs)
    # What POST does not take is not there before the answer says so.
    posted = {name: v for name, v in inputs.items() if not resource.traits[name].after_create}
    place = session.place(resource, parent_id)
    once: Properties = {}
    with session.intent_log.operation() as operation:
        making = CreateOperation(session, resource, place, inputs, identities, operation, there)
        made = await making.run()
        record = made.record
        session.stands_for(identities[0], record.id)
        if not made.adopted:
            session.made(record.id)
        resource_id = resource.id_of(parent_id, record.id)
        try:
            outputs = outputs_of(resource, record, posted)
            outputs |= await _shown_anew(session, place, resource, record.id, outputs)
            # What was shown but once is kept; of the inputs, what the program says.
            once = {name: outputs[name] for name in resource.shown_once & outputs.keys()}
            known = {**once, **inputs}
            missing = changes(resource, outputs, inputs)
            sent = await send(session, place, resource, record.id, missing, inputs, GRACE)
            await put_in_order(session, resource, place, record.id, inputs, new=not made.adopted)
            operations = resource.operations
            at_once = sent is not None and not operations.settles
            whole = at_once or operations.create.shows is Shows.OBJECT
            record = sent or record
            record = await until_ready(
                session, place, resource, record, inputs, new=True, trusted=whole
            )
            record = await until_first_run_is_over(session, place, resource, record, inputs)
            if record is not made.record or posted != inputs:
                outputs = outputs_of(resource, record, known)
            outputs = await with_lookups(session, resource, record.id, outputs)
        except BaseException as error:
            # Of what followed the POST, nothing holds that no answer has shown.
            shown = inputs if record is not made.record else posted
            outputs = outputs_of(resource, last_seen(error, record), {**once, **shown})
            account = session.made_by(resource)
            raise CreateIncomplete(
                resource_id,
                outputs,
                account,
                adopted=made.adopted,
                found=made.found,
            ) from error
    return Created(resource_id, outputs, session.made_by(resource), made.found)


async def _shown_anew(
    session: Session,
    place: Place[Any],
    resource: Resource[Any],
    object_id: str,
    outputs: Properties,
) -> Properties:
    """Have made anew what only the answer showed that was lost; tell of what no call makes anew."""
    missing = resource.shown_once - outputs.keys()
    found: Properties = {}
    for name, call in resource.operations.renewals.items():
        if call.output in missing:
            anew = [Change(name, None, None, replaces=False)]
            record = await send(session, place, resource, object_id, anew, {}, GRACE)
            found[call.output] = getattr(record, call.output)
    for name in sorted(missing - found.keys()):
        narrator().warn(
            f"the `{name}` of the {resource.noun} {object_id} is not known: only the answer showed "
            "it that was lost. Have another one made in the dashboard"
        )
    return found
