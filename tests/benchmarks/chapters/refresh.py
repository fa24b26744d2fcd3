"""Refresh: requests, and how much longer it takes than reads that cost nothing."""

from dataclasses import dataclass
from functools import cache

from tools.workbench.ways import Way

from benchmarks.floors import reads_floor
from benchmarks.laboratory import REFRESH, Laboratory, Run
from benchmarks.states import twins
from benchmarks.traffic import requests_to

SIZES = (20, 100, 250, 1000)
LIMITED = 250
READS_A_WINDOW = 400
MOST_GETS = {250: 8, 1000: 24}
MOST_TIMES = 1.2
WHY = "ours loads pydantic and httpx, and reads and compares each object by its model"


@dataclass(frozen=True)
class Refreshed:
    """What a refresh took: ours, and the same state by reads that cost nothing."""

    gets: int
    refused: int
    ours: Run
    free: Run


@cache
def refreshed(lab: Laboratory, way: Way, count: int, limit: int | None = None) -> Refreshed:
    """Refresh so many pairs, several times, each time after the other's turn."""
    both = twins(lab, way, count)
    lab.api.control.change_settings(limits={"read": {"limit": limit}})
    ours, free = [], []
    for _ in range(lab.repeat):
        free.append(lab.run(both.free, *REFRESH, watch=True))
        lab.api.control.clear_log()
        ours.append(lab.run(both.ours, *REFRESH, watch=True))
        assert not ours[-1].outcome.succeeded().changed
        assert not free[-1].outcome.succeeded().changed
    requests = requests_to(lab.api.control.requests(), both.app_id)
    return Refreshed(len(requests.reads), len(requests.refused), quickest(ours), quickest(free))


def quickest(runs: list[Run]) -> Run:
    return min(runs, key=lambda run: run.wall)


def measure(lab: Laboratory) -> None:
    for way in lab.ways:
        for count in SIZES:
            with lab.at(case=f"{count} pairs", way=way):
                tell(lab, count, refreshed(lab, way, count), targets=count == max(SIZES))
        with lab.at(case=f"{LIMITED} pairs, {READS_A_WINDOW} reads a minute", way=way):
            tell(lab, LIMITED, refreshed(lab, way, LIMITED, READS_A_WINDOW), targets=True)


def tell(lab: Laboratory, count: int, found: Refreshed, *, targets: bool) -> None:
    figures = lab.figures
    floor = 2 * reads_floor(count)
    figures.count("GETs", found.gets, MOST_GETS.get(count), f"floor {floor}")
    figures.count("429s", found.refused, 0)
    own = found.ours.wall - found.free.wall
    figures.ratio(
        "wall ÷ free reads",
        found.ours.wall / found.free.wall,
        MOST_TIMES if targets else None,
        f"{own:+.2f} s; processor time {found.ours.watched.cpu:.1f} s, "
        f"of free reads {found.free.watched.cpu:.1f} s; {WHY}",
    )
    figures.seconds("wall", found.ours.wall)
    figures.seconds("wall of free reads", found.free.wall)
