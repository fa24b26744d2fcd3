"""Diff: what must change so that an object is what a program says. No network."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from sevalla_provider.resources.health import Health
from sevalla_provider.resources.normalize import normalize, refines, same
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.unknown import holds_unknown

STATUS = "status"


@dataclass(frozen=True)
class Change:
    """One property that differs: what it is, what it shall be (None: nothing)."""

    name: str
    actual: JsonValue
    wanted: JsonValue
    replaces: bool
    unknown: bool = False


def changes(
    resource: Resource[Any],
    outputs: Properties,
    inputs: Properties,
    unseen: Collection[str] = (),
) -> Sequence[Change]:
    """Compare what was last seen of the object with what the program says, both in normal form.

    `unseen`: what nobody knows of the object, and so makes no difference.
    """
    found = []
    if resource.entries is not None:
        outputs = resource.entries.compared(outputs, inputs)
    in_place = resource.changes_in_place(outputs)
    for name, trait in resource.traits.items():
        replaces = trait.replaces and name not in in_place
        if name in unseen:
            continue
        actual, wanted = _settled(resource, outputs, name), inputs.get(name)
        if holds_unknown(wanted):
            found.append(Change(name, actual, None, replaces, unknown=True))
        elif _left_open(trait, actual, wanted):
            continue
        elif not same(*(trait.default if value is None else value for value in (actual, wanted))):
            shall_be = trait.default if wanted is None else wanted
            found.append(Change(name, actual, shall_be, replaces))
    if broken(resource, outputs) and not _kept_as_it_is(resource, outputs, inputs):
        # What ended in failure does not recover by itself, nor by being told to.
        found = [change for change in found if change.name != STATUS]
        found.append(Change(STATUS, outputs.get(STATUS), None, replaces=True))
    return found


def _left_open(trait: Trait, actual: JsonValue, wanted: JsonValue) -> bool:
    """Whether the program says nothing of what was seen, or less exactly the same."""
    silent = wanted is None and trait.server_default
    return silent or (trait.refined and refines(actual, wanted))


def _settled(resource: Resource[Any], outputs: Properties, name: str) -> JsonValue:
    """What a property was last seen as; nothing of a status that is on its way to another."""
    value = outputs.get(name)
    if resource.traits[name].in_path or name == resource.id_output:
        # Perhaps as an import once said it, whatever the server says: the same in capitals.
        return normalize(resource.inputs, name, value)
    if name != STATUS or resource.health(str(value)) in (Health.READY, Health.FAILED):
        return value
    return None


def _kept_as_it_is(resource: Resource[Any], outputs: Properties, inputs: Properties) -> bool:
    """Whether the program is content with what is left of an object."""
    silence: Properties = dict.fromkeys(resource.traits)
    return resource.tombstone({**outputs, **silence, **inputs}) is not None


def left_to_await(resource: Resource[Any], outputs: Properties) -> Sequence[Change]:
    """The status of what was last seen on its way, where the next run is to wait for it."""
    status = outputs.get(STATUS)
    health = resource.health(status if isinstance(status, str) else None)
    aim = resource.awaited_status
    on_its_way = resource.awaited and health in (Health.PENDING, Health.UNKNOWN)
    asked_for = aim is not None and aim.asked_for(outputs) and status != aim.status
    return [Change(STATUS, status, None, replaces=False)] if on_its_way or asked_for else []


def broken(resource: Resource[Any], outputs: Properties) -> bool:
    """Whether the object was last seen in a failed state."""
    status = outputs.get(STATUS)
    return isinstance(status, str) and resource.health(status) is Health.FAILED
