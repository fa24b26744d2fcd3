"""`make bench`: measures the provider on the real engine, against the emulator."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from tools.workbench.ways import WAYS

from benchmarks import report
from benchmarks.chapters import apply_free, apply_limited, drift, growth, refresh, start, waiting
from benchmarks.laboratory import Laboratory, laboratory

ROOT = Path(__file__).parents[2]
WIDTH = 150
"""Characters a line, where the terminal has fewer or there is none."""

RESULTS = ROOT / "build" / "bench.json"
BYTECODE = ROOT / "build" / "bytecode"

CHAPTERS: Mapping[str, Callable[[Laboratory], None]] = {
    "limits": apply_limited.measure,
    "refresh": refresh.measure,
    "apply": apply_free.measure,
    "waiting": waiting.measure,
    "start": start.measure,
    "growth": growth.measure,
    "drift": drift.measure,
}
NAMES = ", ".join(CHAPTERS)


def main(
    chapters: Annotated[list[str] | None, typer.Argument(help=f"Which of: {NAMES}.")] = None,
    *,
    long: Annotated[bool, typer.Option(help="Also what takes minutes each.")] = False,
    way: Annotated[list[str] | None, typer.Option(help="Which ways in: dynamic, native.")] = None,
    repeat: Annotated[int, typer.Option(help="How often times are taken.")] = 3,
) -> None:
    """Measure, print tables, and write build/bench.json."""
    wanted = chapters or list(CHAPTERS)
    unknown = set(wanted) - set(CHAPTERS)
    if unknown:
        raise typer.BadParameter(f"there is no chapter {', '.join(unknown)}, only {NAMES}")
    ways = [each for each in WAYS if not way or each.name in way]
    signal.signal(signal.SIGTERM, interrupted)
    keep_bytecode()
    console = Console(highlight=False, width=max(WIDTH, shutil.get_terminal_size().columns))
    with (
        tempfile.TemporaryDirectory(prefix="pulumi-sevalla-bench-") as folder,
        laboratory(Path(folder), console, ways, repeat, long=long) as lab,
    ):
        try:
            for name in wanted:
                began = time.monotonic()
                with lab.at(chapter=name):
                    CHAPTERS[name](lab)
                console.print(f"[dim]{name}: {time.monotonic() - began:.0f} s")
        finally:
            report.show(console, lab.figures.taken)
            report.write(RESULTS, lab.figures.taken)
    console.print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def interrupted(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def keep_bytecode() -> None:
    """Let Python keep what it has compiled, as it does where things are installed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(BYTECODE)


if __name__ == "__main__":
    typer.run(main)
