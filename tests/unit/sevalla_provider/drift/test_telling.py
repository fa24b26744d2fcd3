"""Progress."""

from io import StringIO

from rich.console import Console

from sevalla_provider.drift.report import StackReport
from sevalla_provider.drift.telling import progress

STACK = StackReport(stack="[red]dev", checked=1)
LINE = "[red]dev: nothing wrong among 1 resource"


def told(*, terminal: bool, lasting: bool = True) -> str:
    target = StringIO()
    console = Console(file=target, force_terminal=terminal)
    with progress(console, lasting=lasting) as tell:
        tell(STACK)
        tell(STACK)
    return target.getvalue()


def test_plain_lines_where_nobody_watches() -> None:
    assert told(terminal=False) == told(terminal=False, lasting=False) == f"{LINE}\n{LINE}\n"


def test_something_that_moves_on_a_terminal() -> None:
    shown = told(terminal=True)
    assert LINE in shown
    assert "asking the engine" in shown
    assert "\x1b" in shown


def test_what_the_report_says_on_the_same_terminal_is_only_counted() -> None:
    shown = told(terminal=True, lasting=False)
    assert LINE not in shown
    assert "2 stacks done" in shown
