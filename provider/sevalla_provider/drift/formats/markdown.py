"""The report for a pull request, an issue or a job's summary."""

import re
from collections.abc import Iterable, Iterator

from sevalla_provider.drift.formats.wording import (
    MARKS,
    age,
    expected_and_actual,
    headline,
    joined,
    stack_line,
    until,
)
from sevalla_provider.drift.report import Finding, Report, StackReport
from sevalla_provider.sanitize import visible, visible_lines

LONGEST_VALUE = 200
"""Characters of a value that a table can bear."""

MARKDOWN_SPECIAL = re.compile(r"[<>&\\`*_\[\]|~@#]|:(?=//)|(?<=\bwww)\.")
"""What means something in Markdown, in a table, or is the address of a link without a mark."""

CALLING = frozenset("@#")
"""What calls people, or points to issues, however it is written: but not before a comment."""

LONGEST_REPORT = 60_000
"""Characters of a report: GitHub refuses comments and issues of more than 65,536."""

REST = "The rest is left out: it is more than a comment can hold. The other forms tell all."


def markdown(report: Report) -> str:
    """GitHub's and GitLab's dialect."""
    return "".join(f"{line}\n" for line in _shortened(_lines(report)))


def _lines(report: Report) -> Iterator[str]:
    yield from (f"## {plain(headline(report))}", "")
    for stack in report.stacks:
        yield from _stack(stack)
    yield from _unmanaged(report)
    yield f"Checked at {report.checked_at}."


def _shortened(lines: Iterable[str]) -> Iterator[str]:
    """Whole lines, as many as there is room for."""
    room = LONGEST_REPORT
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            yield from ("", REST)
            return
        yield line


def _stack(stack: StackReport) -> Iterator[str]:
    yield from (f"### {plain(stack_line(stack))}", "")
    if stack.error is not None:
        yield from (*block(stack.error), "")
    for warning in stack.warnings:
        yield from (f"> **Warning:** {plain(warning)}.", "")
    if stack.findings:
        yield "| | resource | property | expected | actual |"
        yield "|---|---|---|---|---|"
        for finding in stack.findings:
            yield from _rows(finding)
        commands = dict.fromkeys(finding.heal for finding in stack.findings)
        yield from ("", *block("\n".join(commands)), "")


def _rows(finding: Finding) -> Iterator[str]:
    source = f"<br>{code(finding.source)} " if finding.source else ""
    what = f"{finding.type} {code(finding.name)} {source}"
    first = f"| {MARKS[finding.kind]} {finding.kind} | {what}"
    if not finding.differences:
        status = f" {code(finding.status)}" if finding.status else ""
        yield f"{first}| | |{status} |"
    for each in finding.differences:
        expected, actual = map(code, expected_and_actual(each))
        yield f"{first}| {code(each.property)} | {expected} | {actual} |"


def _unmanaged(report: Report) -> Iterator[str]:
    if report.unmanaged:
        yield from ("### In none of these stacks", "", "| what | name | id | age |")
        yield "|---|---|---|---|"
        for one in report.unmanaged:
            old = age(one.age_seconds)
            yield f"| {one.kind} | {code(one.label)} | {code(one.id)} | {old} |"
        yield ""
    for each in report.ignored:
        why = f"{plain(each.reason)}{until(each)}"
        yield f"- ignored: {each.kind} {code(each.label)}: {why}"
    yield from (f"- warning: {plain(warning)}" for warning in report.warnings)
    if report.ignored or report.warnings:
        yield ""


def plain(text: str) -> str:
    """Words that stand for themselves, on one line, whatever they hold."""
    return _escaped(joined(text))


def code(text: str) -> str:
    """A value in a table's cell. Not in backticks: it may hold some, and bars as well."""
    short = text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
    return f"<code>{_escaped(visible(short))}</code>"


def _escaped(text: str) -> str:
    return MARKDOWN_SPECIAL.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    comment = "<!-- -->" if found[0] in CALLING else ""
    return f"&#{ord(found[0])};{comment}"


def block(text: str) -> Iterable[str]:
    """Lines as they are, in a fence that none of them can close."""
    fence = "```"
    while fence in text:
        fence += "`"
    return (fence, *visible_lines(text).split("\n"), fence)
