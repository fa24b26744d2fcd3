"""Progress."""

from io import StringIO

from rich.console import Console

from sevalla_provider.commands.drift import progress
from sevalla_provider.drift.report import StackReport

STACK = StackReport(stack="[red]dev", checked=1)
LINE = "[red]dev: nothing wrong among 1 resource"


def told(*, terminal: bool, keep_lines: bool = True) -> str:
    target = StringIO()
    console = Console(file=target, force_terminal=terminal)
    with progress(console, keep_lines=keep_lines) as on_checked:
        on_checked(STACK)
        on_checked(STACK)
    return target.getvalue()


def test_plain_lines_where_nobody_watches() -> None:
    assert told(terminal=False) == told(terminal=False, keep_lines=False) == f"{LINE}\n{LINE}\n"


def test_something_that_moves_on_a_terminal() -> None:
    shown = told(terminal=True)
    assert LINE in shown
    assert "asking the engine" in shown
    assert "\x1b" in shown


def test_what_the_report_says_on_the_same_terminal_is_only_counted() -> None:
    shown = told(terminal=True, keep_lines=False)
    assert LINE not in shown
    assert "2 stacks done" in shown
