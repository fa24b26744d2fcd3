"""The report for a terminal: colours there, and plain in a file; commands stay in one piece."""

from io import StringIO
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sevalla_provider.drift.formats.wording import (
    MARKS,
    age,
    expected_and_actual,
    headline,
    joined,
    stack_line,
    until,
)
from sevalla_provider.drift.report import ExitCode, Finding, Report, StackReport
from sevalla_provider.sanitize import MESSAGE, visible

WIDTH = 80
STYLES = {"drifted": "yellow", "gone": "red", "unhealthy": "magenta"}
LABEL_WIDTH = len("expected") + 1


def text(report: Report) -> str:
    """Without colours."""
    target = StringIO()
    show(report, Console(file=target, width=WIDTH, color_system=None))
    return "".join(
        f"{line.rstrip()}\n" for line in target.getvalue().removesuffix("\n").split("\n")
    )


def in_colour(report: Report, terminal: IO[str]) -> None:
    """On a terminal, and no wider than that is."""
    console = Console(file=terminal)
    console.width = min(WIDTH, console.width)
    show(report, console)


def show(report: Report, console: Console) -> None:
    """Print it."""
    for stack in report.stacks:
        _stack(stack, console)
    _unmanaged(report, console)
    good = report.exit_code is ExitCode.CLEAN
    _line(console, headline(report), style="bold green" if good else "bold red")


def _stack(stack: StackReport, console: Console) -> None:
    _line(console, stack_line(stack), style="bold")
    for line in stack.error.split("\n") if stack.error else ():
        _line(console, line, 2, style="red")
    for warning in stack.warnings:
        _entry(console, 2, "warning:", warning, "bold yellow")
    for finding in stack.findings:
        _finding(finding, console)
    for command in dict.fromkeys(finding.heal for finding in stack.findings):
        heal = f"  heal: {visible(command, MESSAGE)}"
        console.print(heal, soft_wrap=True, markup=False, highlight=False)
    console.print()


def _finding(finding: Finding, console: Console) -> None:
    status = f', "{finding.status}"' if finding.status else ""
    what = f"{finding.type} {finding.name}: {finding.kind}{status}"
    _entry(console, 2, MARKS[finding.kind], what, STYLES[finding.kind])
    if finding.source:
        _line(console, finding.source, 6)
    if finding.kind != "drifted":
        _line(console, finding.id, 6)
    for each in finding.differences:
        expected, actual = expected_and_actual(each)
        _line(console, each.property, 6)
        _entry(console, 8, "expected".ljust(LABEL_WIDTH), expected)
        _entry(console, 8, "actual".ljust(LABEL_WIDTH), actual)


def _unmanaged(report: Report, console: Console) -> None:
    if report.unmanaged:
        _line(console, f"in none of these stacks: {len(report.unmanaged)}", style="bold")
    for one in report.unmanaged:
        _entry(console, 2, "?", f'{one.kind} "{one.label}", {age(one.age_seconds)}', "cyan")
        _line(console, one.id, 6)
    for each in report.ignored:
        why = f"{joined(each.reason)}{until(each)}"
        _entry(console, 2, "ignored:", f'{each.kind} "{each.label}": {why}')
    for warning in report.warnings:
        _entry(console, 2, "warning:", joined(warning), "yellow")
    if report.unmanaged or report.ignored or report.warnings:
        console.print()


def _entry(console: Console, indent: int, first: str, rest: str, style: str = "") -> None:
    """A line whose wrapped parts stand below its second word."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(first, style), Text(visible(rest), style))
    console.print(Padding(grid, (0, 0, 0, indent), expand=False), highlight=False)


def _line(console: Console, line: str, indent: int = 0, style: str = "") -> None:
    words = Text(visible(line), style=style, overflow="fold")
    console.print(Padding(words, (0, 0, 0, indent), expand=False), highlight=False)
