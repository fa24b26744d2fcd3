"""From what the engine saw to what is wrong: exactly which values, and what heals it."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from sevalla_provider.drift.ages import age
from sevalla_provider.drift.engine import Seen
from sevalla_provider.drift.report import Difference, Finding
from sevalla_provider.drift.secrets import holds_secret, masked
from sevalla_provider.lifecycle.diff import STATUS, broken, changes
from sevalla_provider.lifecycle.naming import can_coexist
from sevalla_provider.lifecycle.readiness import TIMEOUT
from sevalla_provider.resources import forms
from sevalla_provider.resources.catalogue import BY_TOKEN, CATALOGUE
from sevalla_provider.resources.forms import respell, to_camel
from sevalla_provider.resources.resource import Health, Properties, Resource
from sevalla_provider.resources.tunnel_share import EXPIRED

DYNAMIC = "pulumi-python:dynamic/sevalla:"
STEP = re.compile(r"[^.\[\]\"]+")
"""Keys that need no quotes in a path."""

RESOURCES: Mapping[str, Resource[Any]] = {
    **BY_TOKEN,
    **{f"{DYNAMIC}{resource.name}": resource for resource in CATALOGUE},
}


def findings(stack: str, seen: Sequence[Seen], now: datetime) -> list[Finding]:
    """Everything that is wrong with the resources of one stack, by urn."""
    ours = sorted((each for each in seen if each.type in RESOURCES), key=lambda each: each.urn)
    return [finding for each in ours for finding in _of_one(stack, each, now)]


def checked(seen: Sequence[Seen]) -> int:
    """How many resources are ours."""
    return sum(each.type in RESOURCES for each in seen)


def _of_one(stack: str, seen: Seen, now: datetime) -> Iterator[Finding]:
    resource = RESOURCES[seen.type]
    common = {
        "type": resource.name,
        "name": seen.name,
        "urn": seen.urn,
        "id": str(seen.old.get("id", "")),
    }
    heal = _healed(stack)
    if seen.new is None or seen.op == "delete":
        # To the engine what has expired is gone, like what somebody deleted.
        ended = _has_expired(properties(resource, seen.old.get("outputs")), now)
        status = EXPIRED if ended else None
        yield Finding(kind="unhealthy" if ended else "gone", **common, status=status, heal=heal)
        return
    outputs = properties(resource, seen.new.get("outputs"))
    inputs = properties(resource, seen.old.get("inputs"))
    if seen.op != "same":
        found = differences(resource, seen, inputs, outputs)
        told = [each for each in found if not _is_ignored(each.property, seen.ignored)]
        # Whatever the engine saw, it saw something: what nothing explains is not left out.
        if told or not (found or broken(resource, outputs)):
            yield Finding(kind="drifted", **common, differences=told, heal=heal)
    health = _health(resource, inputs, outputs)
    status = str(outputs.get(STATUS))
    if health is Health.FAILED:
        yield Finding(kind="unhealthy", **common, status=status, heal=heal)
    elif health is not Health.READY and _is_old(outputs, now):
        beside = can_coexist(resource, seen.name, outputs, inputs)
        again = _made_anew(stack, seen.urn, beside=beside)
        yield Finding(kind="unhealthy", **common, status=status, heal=again)


def _made_anew(stack: str, urn: str, *, beside: bool) -> str:
    """The commands that replace one object, whatever the provider thinks of it.

    `beside`: the new one can be made while the old one is there. `--replace` asks no provider
    whether it can.
    """
    heal = _healed(stack)
    if beside:
        return f"{heal} --replace {shlex.quote(urn)}"
    return f"pulumi destroy --target {shlex.quote(urn)} --stack {shlex.quote(stack)} && {heal}"


def _healed(stack: str) -> str:
    return f"pulumi up --refresh --stack {shlex.quote(stack)}"


def properties(resource: Resource[Any], wire: object) -> Properties:
    """A resource's properties by their Python names; none of what is kept beside them."""
    own = wire if isinstance(wire, Mapping) else {}
    known = {name: masked(value) for name, value in own.items() if not name.startswith("__")}
    found: Properties = respell(known, resource.inputs, forms.pulumi, forms.python)
    return found


def differences(
    resource: Resource[Any], seen: Seen, inputs: Properties, outputs: Properties
) -> list[Difference]:
    """What differs, leaf by leaf, between what the program said and what is there.

    Values that are secret cannot be compared: they are named where the provider names them, or
    when nothing else explains what was seen. The status of what has failed is no property.
    """
    hidden = {*resource.secrets, *(name for name in inputs if holds_secret(inputs[name]))}
    failed = broken(resource, outputs)
    changed = [
        each
        for each in changes(resource, outputs, inputs)
        if each.name not in hidden and not (failed and each.name == STATUS)
    ]
    found = [
        leaf for each in changed for leaf in leaves(resource, each.name, each.wanted, each.actual)
    ]
    named = {path.split(".")[0].split("[")[0] for path in seen.differs}
    unexplained = not (seen.differs or found or failed)
    for name in sorted(hidden & set(inputs)):
        path = to_camel(name)
        if path in named or unexplained:
            found.append(Difference(property=path, expected=None, actual=None, secret=True))
    return found


def leaves(
    resource: Resource[Any], name: str, expected: JsonValue, actual: JsonValue
) -> list[Difference]:
    """Go down to the values that differ, by the names that Pulumi's programs use."""
    there = respell({name: actual}, resource.inputs, forms.python, forms.pulumi)
    wanted = respell({name: expected}, resource.inputs, forms.python, forms.pulumi)
    (path,) = there
    return list(_leaves(path, wanted[path], there[path]))


def _leaves(path: str, expected: JsonValue, actual: JsonValue) -> Iterator[Difference]:
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in [*expected, *(key for key in actual if key not in expected)]:
            step = f".{key}" if STEP.fullmatch(key) else f"[{json.dumps(key, ensure_ascii=False)}]"
            yield from _leaves(f"{path}{step}", expected.get(key), actual.get(key))
    elif expected != actual:
        yield Difference(property=path, expected=expected, actual=actual)


def _is_ignored(path: str, ignored: Sequence[str]) -> bool:
    return any(each in ("*", path) or path.startswith((f"{each}.", f"{each}[")) for each in ignored)


def _health(resource: Resource[Any], inputs: Properties, outputs: Properties) -> Health:
    """Judge a status; one that the program is content with is none to heal."""
    status = outputs.get(STATUS)
    health = resource.health(status if isinstance(status, str) else None)
    if health is not Health.FAILED:
        return health
    wanted = any(each.name == STATUS for each in changes(resource, outputs, inputs))
    return Health.FAILED if wanted else Health.READY


def _has_expired(outputs: Properties, now: datetime) -> bool:
    """Whether an object said when it would end, and that is past."""
    seconds = age(outputs.get("expires_at"), now)
    return seconds is not None and seconds >= 0


def _is_old(outputs: Properties, now: datetime) -> bool:
    """Whether an object should be ready by now; so it should where it does not say its age."""
    seconds = age(outputs.get("created_at"), now)
    return seconds is None or seconds > TIMEOUT
