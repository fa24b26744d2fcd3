"""How our own part grows with the number of objects: the exponent, log against log."""

from collections.abc import Mapping
from math import log
from statistics import linear_regression

from tools.workbench.ways import Way

from benchmarks.chapters.apply_free import WITHOUT_STATE
from benchmarks.chapters.refresh import refreshed
from benchmarks.laboratory import UP, Laboratory, Run
from benchmarks.programs import pairs
from benchmarks.traffic import requests_to

PAIRS = (50, 100, 250, 500, 1000)
PROCESSES = (100, 300, 1000)
MORE_PROCESSES = (2000,)
MOST = 1.1


def measure(lab: Laboratory) -> None:
    for way in lab.ways:
        with lab.at(case=f"refresh of {2 * PAIRS[0]} to {2 * PAIRS[-1]} objects", way=way):
            found = {2 * count: refreshed(lab, way, count) for count in PAIRS}
            grown(lab, "GETs", {n: each.gets for n, each in found.items()})
            own_parts(lab, {n: (each.ours, each.free) for n, each in found.items()})
        counts = PROCESSES + (MORE_PROCESSES if lab.long else ())
        with lab.at(case=f"up of {counts[0]} to {counts[-1]} processes", way=way):
            made = {count: applied(lab, way, count) for count in counts}
            grown(lab, "GETs", {count: gets for count, (gets, _, _) in made.items()})
            own_parts(lab, {count: (ours, free) for count, (_, ours, free) in made.items()})


def applied(lab: Laboratory, way: Way, count: int) -> tuple[int, Run, Run]:
    """Make so many processes, which are ready at once; the engine's state does not count."""
    app_id = lab.fresh()
    program = {
        name: each for name, each in pairs(app_id, count).items() if each["type"] == "Process"
    }
    runs = []
    for stack in (lab.free_stack(way), lab.stack(way)):
        lab.api.control.clear_log()
        stack.environment.update(WITHOUT_STATE)
        stack.declare(program)
        runs.append(lab.run(stack, *UP, watch=True))
        runs[-1].outcome.succeeded()
    free, ours = runs
    return len(requests_to(lab.api.control.requests(), app_id).reads), ours, free


def own_parts(lab: Laboratory, runs: Mapping[int, tuple[Run, Run]]) -> None:
    grown(
        lab,
        "processor time beyond a free provider's",
        {n: ours.watched.cpu - free.watched.cpu for n, (ours, free) in runs.items()},
    )
    grown(
        lab,
        "wall beyond a free provider's",
        {n: ours.wall - free.wall for n, (ours, free) in runs.items()},
    )


def grown(lab: Laboratory, name: str, values: Mapping[int, float]) -> None:
    """Take the exponent, where there is anything to take it of."""
    shown = ", ".join(f"{value:.3g}" for value in values.values())
    above = {n: value for n, value in values.items() if value > 0}
    if len(above) < 3:
        lab.figures.ratio(f"exponent of {name}", 0.0, MOST, f"{shown}: lost in the noise")
        return
    slope = linear_regression([log(n) for n in above], [log(each) for each in above.values()]).slope
    lab.figures.ratio(f"exponent of {name}", slope, MOST, shown)
