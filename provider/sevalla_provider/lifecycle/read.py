"""Read: what is there now, as outputs and as the inputs that a program would need for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.clock import timestamp_of
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.evidence import Parent
from sevalla_provider.lifecycle.grace import find_within_grace
from sevalla_provider.lifecycle.lookups import with_lookups
from sevalla_provider.lifecycle.readiness import health_of
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.state import inputs_of, outputs_of
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


@dataclass(frozen=True)
class Found:
    """An object as it is now, and the account that shows it."""

    outputs: Properties
    inputs: Properties
    account: Account | None = None


async def read(
    session: Session,
    resource: Resource[Any],
    resource_id: str,
    known: Properties,
    given: Iterable[str] | None,
    account: Account | None = None,
) -> Found | None:
    """Look at an object; None when it is gone, or on its way out.

    Args:
        known: what was kept of it (outputs); empty at an import.
        given: the names of the inputs that the program gave; None at an import.
        account: what was kept of the account that it was last seen in.

    Raises `ApiError`, `SettingsError`; `AccountNotProven` when it may be there and out of sight.
    """
    place, object_id = session.locate(resource, resource_id, known)
    evidence = session.evidence(resource.api)
    made_at = timestamp_of(known.get(resource.created_at))
    record = await find_within_grace(session, place, object_id, made_at or 0.0)
    if record is None and given is not None:
        await evidence.prove_gone(f"the {resource.noun} {resource_id}", place.parent, account)
    if record is None or health_of(session, resource, record) is Health.DELETING:
        tombstone = resource.tombstone(known)
        if tombstone is None or (resource.needs_parent and not await _answers(place.parent)):
            return None
        return Found(tombstone, inputs_of(resource, tombstone, given), account)
    outputs = outputs_of(resource, record, {**known, **resource.parent_in(resource_id, known)})
    outputs = await with_lookups(session, resource, object_id, outputs)
    inputs = inputs_of(resource, outputs, given)
    shown = session.seen_by(resource, account)
    if given is None:
        told = _sayable(resource, _told(resource, outputs))
        return Found({**outputs, **told}, {**_sayable(resource, inputs), **told}, shown)
    if not resource.operations.public:
        company = str(outputs.get("company_id") or "")
        shown = await evidence.seen(account, place.collection.owner_path, company)
    return Found(outputs, inputs, shown)


async def _answers(parent: Parent | None) -> bool:
    """Whether what an object belongs to is there."""
    return parent is not None and await parent.get()


def _told(resource: Resource[Any], outputs: Properties) -> Properties:
    """The inputs that no answer shows, and an output tells."""
    traits = resource.traits.items()
    return {n: outputs[trait.told_by] for n, trait in traits if trait.told_by in outputs}


def _sayable(resource: Resource[Any], inputs: Properties) -> Properties:
    """Leave out what no program may say: the API shows an ingress of a worker, too."""
    refused = {failure.path[0] for failure in check(resource.inputs, inputs).failures}
    return {name: value for name, value in inputs.items() if name not in refused}
