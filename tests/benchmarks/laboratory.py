"""Where everything is measured: one emulator, and stacks of its objects."""

import itertools
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from tools.demo.emulator import API_KEY, Emulator, emulator
from tools.workbench.outcome import Outcome
from tools.workbench.stack import Stack
from tools.workbench.ways import WAYS, Way

from benchmarks.figures import Figures
from benchmarks.free.ways import free_stack
from benchmarks.watching import Watch, Watched

PATIENCE = 1800.0
"""Seconds after which a command has surely hung."""

POLL_INTERVAL = 1.0
"""Seconds; the API's own ten would make every figure one of patience."""

UP = ("up", "--yes", "--skip-preview")
REFRESH = ("refresh", "--yes", "--skip-preview")
DESTROY = ("destroy", "--yes", "--skip-preview")


@dataclass(frozen=True)
class Run:
    """One command, from its start to its end: `wall` in seconds."""

    outcome: Outcome
    wall: float
    watched: Watched


@dataclass(eq=False)
class Laboratory:
    """What every chapter works with.

    Attributes:
        long: whether the variants that take minutes are wanted, too.
        repeat: how often a figure of time is taken; the quickest counts.
        ways: the ways in that are measured.
    """

    folder: Path
    api: Emulator
    console: Console
    figures: Figures
    long: bool = False
    repeat: int = 3
    ways: Sequence[Way] = WAYS
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def empty(self) -> None:
        """Empty the API; it has no limits then."""
        self.api.control.reset()
        self.api.control.lift_limits()
        self.api.control.change_settings(forwarding=False)

    def fresh(self) -> str:
        """Empty the API but for one application; returns its id."""
        self.empty()
        return self.api.control.seed(applications=1).applications[0].id

    def stack(self, way: Way) -> Stack:
        """Make an empty stack of ours."""
        environment = {
            "SEVALLA_API_KEY": API_KEY,
            "SEVALLA_API_URL": self.api.url,
            "SEVALLA_POLL_INTERVAL": str(POLL_INTERVAL),
        }
        return Stack(self._place(), way.project, environment, way)

    def free_stack(self, way: Way) -> Stack:
        """Make an empty stack of a provider whose work costs nothing."""
        return free_stack(self._place(), way)

    def run(self, stack: Stack, *arguments: str, watch: bool = False) -> Run:
        """Run one command to its end; `watch` it only where that is worth the disturbance."""
        began = time.monotonic()
        running = stack.start(*arguments)
        try:
            if not watch:
                outcome = running.end(PATIENCE)
                return Run(outcome, time.monotonic() - began, Watched())
            with Watch(running) as watching:
                outcome = running.end(PATIENCE)
                wall = time.monotonic() - began
            return Run(outcome, wall, watching.seen)
        except BaseException:
            running.stop()
            raise

    @contextmanager
    def at(self, *, chapter: str = "", case: str = "", way: Way | None = None) -> Iterator[None]:
        """Say where the figures that are taken within belong."""
        name = way.name if way else ""
        if case or way:
            self.console.print(f"[dim]{self.figures.chapter}: {case or self.figures.case} {name}")
        with self.figures.at(chapter=chapter, case=case, way=name):
            yield

    def _place(self) -> Path:
        place = self.folder / f"stack-{next(self._numbers)}"
        place.mkdir()
        return place


@contextmanager
def laboratory(
    folder: Path, console: Console, ways: Sequence[Way], repeat: int, *, long: bool
) -> Iterator[Laboratory]:
    """Open a laboratory; its emulator ends with the block."""
    with emulator(folder) as api:
        yield Laboratory(folder, api, console, Figures(), long, repeat, ways)
