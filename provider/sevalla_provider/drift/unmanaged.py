"""Objects that live where the stacks' objects live, and are in none of the stacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sevalla_provider.drift.ages import age
from sevalla_provider.drift.engine import Seen
from sevalla_provider.drift.findings import RESOURCES
from sevalla_provider.drift.ignoring import Rule
from sevalla_provider.drift.import_file import Entry, import_file
from sevalla_provider.drift.inventory import There
from sevalla_provider.drift.report import Ignored, Unmanaged
from sevalla_provider.resources.resource import Resource


@dataclass
class Sorted:
    """The objects that are in no stack, sorted by the rules."""

    unmanaged: list[Unmanaged] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def managed(seen: Iterable[Seen]) -> set[tuple[str, str]]:
    """The objects that a stack knows of: token and id."""
    ours = [each for each in seen if each.type in RESOURCES]
    return {key_of(RESOURCES[each.type], str(each.old.get("id"))) for each in ours}


def key_of(resource: Resource[Any], resource_id: str) -> tuple[str, str]:
    """An object to compare by: token and id."""
    return resource.token, resource.same_id(resource_id)


def sort(objects: Sequence[tuple[There, str]], rules: Sequence[Rule], now: datetime) -> Sorted:
    """Sort named objects that are in no stack.

    A rule that has ended ignores nothing, and is told.
    """
    result, today = Sorted(), now.date()
    for one, name in objects:
        matching = [rule for rule in rules if rule.matches(one)]
        holding = [rule for rule in matching if rule.holds(today)]
        if holding:
            result.ignored.append(_ignored(one, holding[0]))
        else:
            result.unmanaged.append(_unmanaged(one, name, now))
    result.warnings += [
        f"the rule for {rule.told} ended on {rule.until}: {rule.reason}"
        for rule in rules
        if not rule.holds(today)
    ]
    return result


def write_import_file(objects: Iterable[Unmanaged], path: Path) -> None:
    """Write what `pulumi import --file` takes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = (Entry(each.type, each.name, each.id) for each in objects)
    path.write_text(import_file(entries), encoding="utf-8")


def _unmanaged(one: There, name: str, now: datetime) -> Unmanaged:
    seconds = age(one.created_at, now)
    return Unmanaged(
        kind=one.resource.name,
        type=one.resource.token,
        id=one.id,
        name=name,
        label=one.label,
        created_at=one.created_at,
        age_seconds=None if seconds is None else int(seconds),
    )


def _ignored(one: There, rule: Rule) -> Ignored:
    until = None if rule.until is None else rule.until.isoformat()
    return Ignored(
        kind=one.resource.name, id=one.id, label=one.label, reason=rule.reason, until=until
    )
