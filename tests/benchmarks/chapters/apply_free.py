"""Apply without limits: how much longer it takes than creates that cost nothing.

Much of it is patience: a new proxy says `creating`, even here, where it is ready at once, and the
first look at it comes a second later, for as many proxies at a time as the engine works on.
"""

from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from benchmarks.laboratory import UP, Laboratory, Run
from benchmarks.programs import pairs
from benchmarks.traffic import requests_to

SIZES = (20, 100, 250)
REPEATED_UP_TO = 100
"""Pairs; more take so long that the machine's moods even out."""

WITHOUT_STATE = {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
"""The engine writes its whole state at the end alone, instead of twice for each resource."""


def measure(lab: Laboratory) -> None:
    for way in lab.ways:
        for count in SIZES:
            with lab.at(case=f"{count} pairs", way=way):
                compare(lab, way, count)


def compare(lab: Laboratory, way: Way, count: int) -> None:
    ours, free, stateless = [], [], []
    for _ in range(lab.repeat if count <= REPEATED_UP_TO else 1):
        app_id = lab.fresh()
        free.append(applied(lab, lab.free_stack(way), app_id, count))
        stateless.append(applied(lab, lab.free_stack(way), app_id, count, **WITHOUT_STATE))
        lab.api.control.clear_log()
        ours.append(applied(lab, lab.stack(way), app_id, count))
        requests = requests_to(lab.api.control.requests(), app_id)
    wall, floor, rest = (min(run.wall for run in runs) for runs in (ours, free, stateless))
    figures = lab.figures
    figures.count("GETs", len(requests.reads))
    figures.count("writes", len(requests.writes), 2 * count)
    figures.ratio("wall ÷ free creates", wall / floor, note=f"{wall - floor:+.2f} s")
    figures.ratio(
        "writing of state ÷ free creates",
        max(floor - rest, 0.0) / floor,
        note="the engine's own: its whole state after each step",
    )
    figures.seconds("wall", wall)
    figures.seconds("wall of free creates", floor)


def applied(lab: Laboratory, stack: Stack, app_id: str, count: int, **environment: str) -> Run:
    stack.environment.update(environment)
    stack.declare(pairs(app_id, count))
    run = lab.run(stack, *UP)
    assert len(run.outcome.succeeded().changed) == 2 * count
    return run
