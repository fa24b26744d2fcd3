"""What the demo has shown, step by step, and the table that closes it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


class NotShownError(Exception):
    """A step did not show what it should."""


@dataclass
class Step:
    """One step: what it is called, what it showed, how long it took."""

    title: str
    showed: str = ""
    seconds: float = 0.0
    passed: bool = False

    def expect(self, holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Insist on something. Raises `NotShownError`."""
        if not holds:
            raise NotShownError(f"{self.title}: {otherwise}")


@dataclass
class Report:
    """All steps so far."""

    console: Console
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Announce a step, and time it."""
        step = Step(title)
        self.steps.append(step)
        self.console.rule(f"[bold]{len(self.steps)}. {title}", align="left")
        started = time.monotonic()
        try:
            yield step
            step.passed = True
        except NotShownError as error:
            step.showed = str(error)
            raise
        finally:
            step.seconds = time.monotonic() - started
        self.console.print(f"[green]{step.showed}\n")

    def summary(self) -> None:
        """Print the table."""
        table = Table("", "step", "what it showed", "seconds", title="What you have seen")
        table.columns[-1].justify = "right"
        for step in self.steps:
            mark = "[green]✓" if step.passed else "[red]✗"
            table.add_row(mark, step.title, step.showed or "interrupted", f"{step.seconds:.1f}")
        total = sum(step.seconds for step in self.steps)
        table.add_row("", "", "", f"{total:.1f}")
        self.console.print(table)
