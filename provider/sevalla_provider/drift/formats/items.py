"""The report as a plain list: what forms need that have one entry for each thing that is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sevalla_provider.drift.formats.words import age, sentence
from sevalla_provider.drift.report import Finding, Report, StackReport

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Item:
    """One thing that is wrong.

    Attributes:
        stack: empty for what is in none.
        key: the same in every report of the same thing, and of nothing else.
        rule: what kind of thing it is.
        title: which stack and resource.
        told: what is wrong with it, in a sentence.
        heal: the command that puts it right; empty where there is none.
    """

    key: str
    rule: str
    level: Level
    stack: str
    title: str
    told: str
    heal: str = ""


def items(report: Report) -> Iterator[Item]:
    """Everything that is wrong, stack by stack."""
    for stack in report.stacks:
        yield from items_of(stack)
    for one in report.unmanaged:
        title = f"{one.kind} {one.label}"
        told = f"is in none of the stacks: {one.id}, {age(one.age_seconds)}"
        yield Item(f"unmanaged {one.id}", "unmanaged", "warning", "", title, told)


def items_of(stack: StackReport) -> Iterator[Item]:
    """Everything that is wrong with one stack."""
    if stack.error is not None:
        title = f"{stack.stack} could not be checked"
        yield Item(f"{stack.stack} failed", "failed", "error", stack.stack, title, stack.error)
    for warning in stack.warnings:
        title = f"{stack.stack}: everything is gone"
        yield Item(f"{stack.stack} all-gone", "all-gone", "warning", stack.stack, title, warning)
    for finding in stack.findings:
        yield _of_finding(stack.stack, finding)


def _of_finding(stack: str, finding: Finding) -> Item:
    return Item(
        key=f"{finding.kind} {finding.urn}",
        rule=finding.kind,
        level="error",
        stack=stack,
        title=f"{stack}: {finding.type} {finding.name}",
        told=sentence(finding),
        heal=finding.heal,
    )
