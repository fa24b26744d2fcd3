"""The report for a pull request, an issue or a job's summary."""

from collections.abc import Iterable, Iterator

from sevalla_provider.drift.formats.words import MARKS, age, headline, of_stack, sides
from sevalla_provider.drift.report import Finding, Report, StackReport

LONGEST = 200
"""Characters of a value that a table can bear."""

SPECIAL = frozenset("<>&\\`*_[]|@#~")
"""Characters that mean something in Markdown, in a table, or to those who would be called."""


def markdown(report: Report) -> str:
    """GitHub's and GitLab's dialect."""
    lines = [f"## {plain(headline(report))}", ""]
    for stack in report.stacks:
        lines += _stack(stack)
    lines += _strangers(report)
    lines.append(f"Checked at {report.checked_at}.")
    return "\n".join(lines) + "\n"


def _stack(stack: StackReport) -> Iterator[str]:
    yield from (f"### {plain(of_stack(stack))}", "")
    if stack.error is not None:
        yield from (*block(stack.error), "")
    if stack.findings:
        yield "| | resource | property | expected | actual |"
        yield "|---|---|---|---|---|"
        for finding in stack.findings:
            yield from _rows(finding)
        commands = dict.fromkeys(finding.heal for finding in stack.findings)
        yield from ("", *block("\n".join(commands)), "")


def _rows(finding: Finding) -> Iterator[str]:
    first = f"| {MARKS[finding.kind]} {finding.kind} | {finding.type} {code(finding.name)} "
    if not finding.differences:
        status = f" {code(finding.status)}" if finding.status else ""
        yield f"{first}| | |{status} |"
    for each in finding.differences:
        expected, actual = map(code, sides(each))
        yield f"{first}| {code(each.property)} | {expected} | {actual} |"


def _strangers(report: Report) -> Iterator[str]:
    if report.unmanaged:
        yield from ("### In none of these stacks", "", "| what | name | id | age |")
        yield "|---|---|---|---|"
        for one in report.unmanaged:
            old = age(one.age_seconds)
            yield f"| {one.kind} | {code(one.label)} | {code(one.id)} | {old} |"
        yield ""
    for each in report.ignored:
        until = f" (until {each.until})" if each.until else ""
        yield f"- ignored: {each.kind} {code(each.label)}: {plain(each.reason)}{until}"
    yield from (f"- warning: {plain(warning)}" for warning in report.warnings)
    if report.ignored or report.warnings:
        yield ""


def plain(text: str) -> str:
    """Words that stand for themselves, on one line, whatever they hold."""
    return "".join(
        f"&#{ord(each)};" if each in SPECIAL else each for each in " ".join(text.split())
    )


def code(text: str) -> str:
    """A value in a table's cell. Not in backticks: it may hold some, and bars as well."""
    return f"<code>{plain(text if len(text) <= LONGEST else f'{text[:LONGEST]}…')}</code>"


def block(text: str) -> Iterable[str]:
    """Lines as they are, in a fence that none of them can close."""
    fence = "```"
    while fence in text:
        fence += "`"
    return (fence, *text.splitlines(), fence)
