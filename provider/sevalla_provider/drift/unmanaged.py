"""Objects that live where the stacks' objects live, and are in none of the stacks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sevalla_provider.clock import timestamp_of
from sevalla_provider.drift.differences import properties
from sevalla_provider.drift.findings import RESOURCES
from sevalla_provider.drift.ignore_file import IgnoreRule
from sevalla_provider.drift.pulumi_cli import RefreshStep
from sevalla_provider.drift.report import Ignored, Unmanaged
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.importing.places import said_of_itself
from sevalla_provider.resources.resource import ObjectKey, Resource


@dataclass
class Sorted:
    """The objects that are in no stack, sorted by the rules: parts of the report."""

    unmanaged: list[Unmanaged] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def managed(steps: Iterable[RefreshStep]) -> set[ObjectKey]:
    """The objects that a stack knows of, and those that its resources stand for."""
    ours = [(RESOURCES[each.type], each) for each in steps if each.type in RESOURCES]
    own = {resource.key_of(str(each.old.get("id"))) for resource, each in ours}
    return own | {key for resource, each in ours for key in _stood_for(resource, each)}


def _stood_for(resource: Resource[Any], step: RefreshStep) -> Iterator[ObjectKey]:
    resource_id = str(step.old.get("id"))
    if resource.entries is not None:
        known = properties(resource, step.old.get("outputs"))
        for each in resource.entries.members(resource_id, "", known):
            yield each.resource.key_of(each.resource.id_of(each.parent_id, each.object_id))
    yield from said_of_itself(resource, resource_id, properties(resource, step.old.get("inputs")))


def unmanaged(objects: Iterable[RemoteObject], steps: Iterable[RefreshStep]) -> list[RemoteObject]:
    """What somebody made and is in none of the stacks, each once."""
    known = managed(steps)
    by_key = {one.key: one for one in objects}
    return [one for key, one in by_key.items() if key not in known and not one.by_itself]


def sort(
    objects: Sequence[tuple[RemoteObject, str]], rules: Sequence[IgnoreRule], now: datetime
) -> Sorted:
    """Sort named objects that are in no stack.

    A rule that has ended ignores nothing, and is told.
    """
    result, today = Sorted(), now.date()
    for one, name in objects:
        rule = next((each for each in rules if each.matches(one) and each.in_force(today)), None)
        if rule is not None:
            result.ignored.append(_ignored(one, rule))
        else:
            result.unmanaged.append(_unmanaged(one, name, now))
    result.warnings += [
        f"the rule for {rule.summary} ended on {rule.until}: {rule.reason}"
        for rule in rules
        if not rule.in_force(today)
    ]
    return result


def _unmanaged(one: RemoteObject, name: str, now: datetime) -> Unmanaged:
    made = timestamp_of(one.created_at)
    return Unmanaged(
        kind=one.resource.name,
        type=one.resource.token,
        id=one.id,
        name=name,
        label=one.label,
        created_at=one.created_at,
        age_seconds=None if made is None else int(now.timestamp() - made),
    )


def _ignored(one: RemoteObject, rule: IgnoreRule) -> Ignored:
    until = None if rule.until is None else rule.until.isoformat()
    return Ignored(
        kind=one.resource.name, id=one.id, label=one.label, reason=rule.reason, until=until
    )
