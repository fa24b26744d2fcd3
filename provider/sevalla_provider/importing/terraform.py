"""What a Terraform state manages, as it is at the platform: read object by object, never listed.

Where the state and the API differ, the API is right. What no call shows is taken from the state.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sevalla_provider.http import ApiError
from sevalla_provider.importing.declarations import (
    RESERVED,
    ImportedObject,
    config_key,
)
from sevalla_provider.importing.findings import Findings
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.importing.places import said_of_itself
from sevalla_provider.importing.terraform_names import names_of
from sevalla_provider.importing.terraform_selection import Managed, selected
from sevalla_provider.importing.terraform_state import Instance, State
from sevalla_provider.importing.terraform_values import (
    differing,
    secrets,
    sensitive_inputs,
    shown_once,
    unseen_inputs,
)
from sevalla_provider.lifecycle.account import Account
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.errors import AccountNotProven
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.redaction import keeping
from sevalla_provider.resources.resource import ObjectKey
from sevalla_provider.settings import Settings

COMPANY = "company_id"

GONE = "does not exist any more"
DELETED = "is being deleted"


class ReadFailed(Exception):
    """What could not be read, by its address, and why. Nothing was written."""


@dataclass(frozen=True)
class Look:
    """How a look at an object ended: with what was found, or with why there is nothing.

    `proven`: whether it is certain that there is nothing.
    """

    of: Managed
    found: Found | None
    reason: str = ""
    proven: bool = True


async def read_terraform(settings: Settings, state: State) -> Findings:
    """Read what a state manages. Raises `ReadFailed`, `SettingsError`."""
    session = Session(settings)
    try:
        return await findings_in(session, state)
    finally:
        await session.close()


async def findings_in(session: Session, state: State) -> Findings:
    """The same, in a session."""
    managed, left_out = selected(state)
    companies = _companies(state.instances)
    with keeping(*(value for each in managed for value in secrets(each))):
        looks = await asyncio.gather(*(_look(session, each, companies) for each in managed))
    _insist_on_the_account(looks)
    there = [(each.of, each.found) for each in looks if each.found is not None]
    owners = _owners(there)
    taken = [(one, found) for one, found in there if one.key not in owners]
    names = names_of([one.instance for one, _ in taken], RESERVED)
    objects = [_imported(one, names[one.address], found) for one, found in taken]
    judged = [(one, each, _fault(each)) for (one, _), each in zip(taken, objects, strict=True)]
    healthy = [(one, each) for one, each, fault in judged if not fault]
    return Findings(
        [each for _, each in healthy],
        [
            *left_out,
            *(f"{look.of.address}: {look.reason}" for look in looks if look.found is None),
            *(f"{one.address}: {owners[one.key]}" for one, _ in there if one.key in owners),
            *(f"{one.address}: {fault}" for one, _, fault in judged if fault),
        ],
        [warning for one, each in healthy for warning in _warnings(one, each)],
    )


async def _look(session: Session, one: Managed, companies: Mapping[str, str]) -> Look:
    """Look at an object; where there is none, for what proves that. Raises `ReadFailed`."""
    try:
        found = await read(session, one.resource, one.id, {}, None)
        if found is not None:
            return Look(one, found)
        return Look(one, None, await _missing(session, one, companies))
    except AccountNotProven as error:
        return Look(one, None, str(error.args[0]), proven=False)
    except ApiError as error:
        raise ReadFailed(f"{one.address}: {error}") from None


async def _missing(session: Session, one: Managed, companies: Mapping[str, str]) -> str:
    """Why there is nothing to take over. Raises `AccountNotProven`, `ApiError`."""
    place, object_id = session.locate(one.resource, one.id, {})
    if await place.reads.find(object_id) is not None:
        return DELETED
    company = one.instance.attributes.get(COMPANY) or companies.get(one.instance.provider)
    account = Account("", "", str(company)) if company else None
    evidence = session.evidence(one.resource.api)
    await evidence.prove_gone(f"the {one.resource.noun} {one.id}", place.parent, account)
    return GONE


def _companies(instances: Sequence[Instance]) -> Mapping[str, str]:
    """The company of each configuration of the provider, as any of its objects tells it."""
    return {
        each.provider: str(company)
        for each in reversed(instances)
        if (company := each.attributes.get(COMPANY))
    }


def _insist_on_the_account(looks: Sequence[Look]) -> None:
    """Refuse a key that shows nothing of a state, and does not prove that it is gone either."""
    doubts = [each for each in looks if not each.proven]
    if doubts and not any(each.found for each in looks):
        raise ReadFailed(
            f"{doubts[0].of.address}: {doubts[0].reason}. Of the state's {len(looks)} objects this "
            "key sees none: use the key and the address of their account"
        )


def _owners(there: Sequence[tuple[Managed, Found]]) -> dict[ObjectKey, str]:
    """What another object says itself, and which one does, for people."""
    return {
        key: f"the program says it in one place, as a property of {one.address}"
        for one, found in there
        for key in said_of_itself(one.resource, one.id, found.inputs)
    }


def _imported(one: Managed, name: str, found: Found) -> ImportedObject:
    remote = RemoteObject(one.resource, one.id, one.address, None)
    inputs = {**unseen_inputs(one, found), **found.inputs}
    kept = {key: each for key, each in shown_once(one, found).items() if each}
    looked = Found(found.outputs, inputs, found.account)
    return ImportedObject(remote, name, looked, kept, sensitive_inputs(one))


def _fault(each: ImportedObject) -> str:
    """Why a program had better not hold an object: the next preview would not be empty."""
    if each.failed_status is not None:
        return f'the platform shows it as "{each.failed_status}"'
    resource = each.remote.resource
    failures = check(resource.inputs, each.found.inputs).failures
    asked = [failure for failure in failures if failure.misses(resource.inputs.model_fields)]
    refused = [failure for failure in failures if failure not in asked]
    if not refused:
        return ""
    told = ", ".join(f"{each.where()} {each.told(resource.secrets)}" for each in refused)
    return f"no program can say what it is: {told}"


def _warnings(one: Managed, each: ImportedObject) -> Iterator[str]:
    changed = ", ".join(differing(one, each.found))
    if changed:
        yield (
            f"{one.address}: not as Terraform left it ({changed}): the program says what the API "
            "shows"
        )
    lost = ", ".join(name for name, value in shown_once(one, each.found).items() if not value)
    keys = ", ".join(config_key(each.name, (name,)) for name in each.kept)
    names = " and ".join(each.kept)
    if keys:
        yield (
            f"{one.address}: the API may never show {names} again, and then Pulumi does not know "
            f"them: --set-secrets keeps them in the configuration, as {keys}. Take them from there "
            "instead of the resource's outputs, and keep the Terraform state until that is done"
        )
    if lost:
        yield (
            f"{one.address}: the API may never show {lost} again, and the Terraform state does not "
            "hold it either: find it where it is in use, or have a new one made"
        )
