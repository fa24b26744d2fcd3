"""The figures as a table for people and as JSON for comparison."""

import json
import os
import platform
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure, Kind

FORMS = {
    Kind.COUNT: "{:g}",
    Kind.RATIO: "{:.2f} x",
    Kind.MEGABYTES: "{:.1f} MB",
    Kind.SECONDS: "{:.2f} s",
}
MARKS = {True: "[green]met", False: "[red]not met", None: ""}


def show(console: Console, figures: list[Figure]) -> None:
    """Print a table for each chapter, in the order of the figures' coming."""
    for chapter, taken in groupby(figures, lambda figure: figure.chapter):
        console.print(table(chapter, list(taken)))


def table(chapter: str, figures: list[Figure]) -> Table:
    made = Table("case", "way in", "figure", "measured", "target", "", "note", title=chapter)
    for column in (3, 4):
        made.columns[column].justify = "right"
    before = ("", "")
    timing = False
    for figure in sorted(figures, key=lambda each: each.kind is Kind.SECONDS):
        if (figure.kind is Kind.SECONDS) != timing:
            timing, before = True, ("", "")
            made.add_section()
        place = (figure.case, figure.way)
        made.add_row(*(place if place != before else ("", "")), *cells(figure))
        before = place
    return made


def cells(figure: Figure) -> tuple[str, ...]:
    form = FORMS[figure.kind]
    target = "" if figure.at_most is None else f"≤ {form.format(figure.at_most)}"
    return figure.name, form.format(figure.value), target, MARKS[figure.met], figure.note


def write(path: Path, figures: list[Figure]) -> None:
    """Write JSON: the machine, and every figure."""
    machine = {
        "cpus": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "system": platform.platform(),
    }
    told = [
        {**asdict(figure), "kind": figure.kind.name.lower(), "met": figure.met}
        for figure in figures
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "figures": told}, indent=2) + "\n")
