"""From what a refresh would do to what is wrong with each resource, and what heals it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sevalla_provider.clock import timestamp_of
from sevalla_provider.drift.differences import differences, properties
from sevalla_provider.drift.pulumi_cli import RefreshStep
from sevalla_provider.drift.report import Finding
from sevalla_provider.lifecycle.diff import STATUS, broken, changes
from sevalla_provider.lifecycle.ignore_changes import without_ignored
from sevalla_provider.lifecycle.naming import delete_before_replace
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.property_paths import covered
from sevalla_provider.resources.catalogue import BY_TOKEN, CATALOGUE
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.shell import quoted

DYNAMIC = "pulumi-python:dynamic/sevalla:"

CREATED_AT, EXPIRES_AT = "created_at", "expires_at"
"""Outputs that mean the same in every resource that has them."""

EXPIRED = "expired"
"""The status that the report gives to what ended at the time that it had told."""

RESOURCES: Mapping[str, Resource[Any]] = {
    **BY_TOKEN,
    **{f"{DYNAMIC}{resource.name}": resource for resource in CATALOGUE},
}


def findings(stack: str, steps: Sequence[RefreshStep], now: datetime) -> list[Finding]:
    """Everything that is wrong with the resources of one stack, by urn."""
    ours = sorted((each for each in steps if each.type in RESOURCES), key=lambda each: each.urn)
    return [finding for each in ours for finding in _of_one(stack, each, now.timestamp())]


def _of_one(stack: str, step: RefreshStep, now: float) -> Iterator[Finding]:
    resource = RESOURCES[step.type]
    common = {
        "type": resource.name,
        "name": step.name,
        "urn": step.urn,
        "id": str(step.old.get("id", "")),
        "file": step.source and step.source.file,
        "line": step.source and step.source.line,
    }
    heal = _update(stack)
    if step.new is None or step.op == "delete":
        # To the engine what has expired is gone, like what somebody deleted.
        end = timestamp_of(properties(resource, step.old.get("outputs")).get(EXPIRES_AT))
        if end is not None and end <= now:
            yield Finding(kind="unhealthy", **common, status=EXPIRED, heal=heal)
        else:
            yield Finding(kind="gone", **common, heal=heal)
        return
    outputs = properties(resource, step.new.get("outputs"))
    inputs = properties(resource, step.old.get("inputs"))
    if step.op != "same":
        ignored = step.ignore_changes
        kept = without_ignored(resource, ignored, PropertySet(outputs), PropertySet(inputs))
        found = differences(resource, step, inputs, outputs)
        left = differences(resource, step, kept.properties, outputs) if ignored else found
        shown = [each for each in left if not covered(each.property, ignored)]
        # Whatever the engine saw, it saw something: what nothing explains is not left out.
        if shown or not (found or broken(resource, outputs)):
            yield Finding(kind="drifted", **common, differences=shown, heal=heal)
    health = _health(resource, inputs, outputs)
    status = str(outputs.get(STATUS))
    if health in (Health.FAILED, Health.CHANGE_FAILED):
        yield Finding(kind="unhealthy", **common, status=status, heal=heal)
    elif health is not Health.READY and _is_old(resource, outputs, now):
        beside = not delete_before_replace(resource, step.name, outputs, inputs)
        again = heal if resource.holds else _replacement(stack, step.urn, beside=beside)
        yield Finding(kind="unhealthy", **common, status=status, heal=again)


def _replacement(stack: str, urn: str, *, beside: bool) -> str:
    """The commands that replace one object, whatever the provider thinks of it.

    `beside`: the new one can be made while the old one is there. `--replace` asks no provider
    whether it can.
    """
    heal = _update(stack)
    if beside:
        return f"{heal} --replace {quoted(urn)}"
    return f"pulumi destroy --target {quoted(urn)} --stack {quoted(stack)} && {heal}"


def _update(stack: str) -> str:
    return f"pulumi up --refresh --stack {quoted(stack)}"


def _health(resource: Resource[Any], inputs: Properties, outputs: Properties) -> Health:
    """Judge a status; one that the program is content with is none to heal."""
    status = outputs.get(STATUS)
    health = resource.health(status if isinstance(status, str) else None)
    if health is not Health.FAILED:
        return health
    wanted = any(each.name == STATUS for each in changes(resource, outputs, inputs))
    return Health.FAILED if wanted else Health.READY


def _is_old(resource: Resource[Any], outputs: Properties, now: float) -> bool:
    """Whether an object should be ready by now; so it should where it does not say its age."""
    made = timestamp_of(outputs.get(CREATED_AT))
    return made is None or now - made > resource.timeout
