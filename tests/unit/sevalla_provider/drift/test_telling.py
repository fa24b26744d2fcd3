"""Progress."""

from io import StringIO

from rich.console import Console

from sevalla_provider.drift.report import StackReport
from sevalla_provider.drift.telling import progress

STACK = StackReport(stack="[red]dev", checked=1)
LINE = "[red]dev: nothing wrong among 1 resource"


def told(*, terminal: bool) -> str:
    target = StringIO()
    with progress(Console(file=target, force_terminal=terminal)) as tell:
        tell(STACK)
    return target.getvalue()


def test_plain_lines_where_nobody_watches() -> None:
    assert told(terminal=False) == f"{LINE}\n"


def test_something_that_moves_on_a_terminal() -> None:
    shown = told(terminal=True)
    assert LINE in shown
    assert "asking the engine" in shown
    assert "\x1b" in shown
