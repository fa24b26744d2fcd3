"""Words and values that several forms of the report share."""

import json
from collections.abc import Mapping

from pydantic import JsonValue

from sevalla_provider.drift.report import Difference, Finding, Ignored, Report, StackReport
from sevalla_provider.sanitize import visible

MARKS: Mapping[str, str] = {"drifted": "~", "gone": "-", "unhealthy": "!"}

UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


def headline(report: Report) -> str:
    """The whole in one line."""
    stacks = count(len(report.stacks), "stack")
    if report.errors:
        return f"The check failed: {len(report.errors)} of {stacks}"
    resources = count(sum(each.checked for each in report.stacks), "resource")
    unmanaged = f", {len(report.unmanaged)} unmanaged" if report.unmanaged else ""
    verdict = "Drift" if report.findings else "No drift"
    return f"{verdict}: {tally(report.findings)} among {resources} in {stacks}{unmanaged}"


def stack_line(stack: StackReport) -> str:
    """One stack in one line."""
    if stack.error is not None:
        return f"{stack.stack}: could not be checked"
    return f"{stack.stack}: {tally(stack.findings)} among {count(stack.checked, 'resource')}"


def age(seconds: int | None) -> str:
    """How old something is, in the largest unit that fits."""
    if seconds is None:
        return "of unknown age"
    unit, size = next(((unit, size) for unit, size in UNITS if seconds >= size), UNITS[-1])
    return f"{count(max(seconds, 0) // size, unit)} old"


def until(ignored: Ignored) -> str:
    """Behind its reason: how long something is ignored, where that has an end."""
    return f" (until {ignored.until})" if ignored.until else ""


def tally(found: list[Finding]) -> str:
    """How many of each kind: `2 drifted, 1 gone`."""
    kinds = [each.kind for each in found]
    counts = [f"{kinds.count(kind)} {kind}" for kind in MARKS if kind in kinds]
    return ", ".join(counts) or "nothing wrong"


def count(number: int, noun: str) -> str:
    """`1 stack`, `2 stacks`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def shown(value: JsonValue) -> str:
    """A value as it would stand in JSON; nothing where there is none."""
    return "(nothing)" if value is None else json.dumps(value, ensure_ascii=False)


def expected_and_actual(difference: Difference) -> tuple[str, str]:
    """Both values, expected and actual."""
    if difference.secret:
        return "[secret]", "[secret]"
    return shown(difference.expected), shown(difference.actual)


def sentence(finding: Finding) -> str:
    """A finding in one line, without its name."""
    if finding.kind == "gone":
        return "is gone"
    if finding.kind == "unhealthy":
        return f'is unhealthy: the platform shows it as "{finding.status}"'
    if not finding.differences:
        return "drifted, in a property that the engine does not name"
    return "drifted: " + "; ".join(map(_difference, finding.differences))


def _difference(each: Difference) -> str:
    if each.secret:
        return f"{each.property}, a secret, is another"
    expected, actual = expected_and_actual(each)
    return f"{each.property} is {actual}, not {expected}"


def joined(text: str) -> str:
    """Words of people on one line."""
    return visible(" ".join(text.split()))
