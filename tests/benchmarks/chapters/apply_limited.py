"""Apply and destroy under rate limits: errors, requests, refusals, and wall ÷ floor.

The floor knows neither the engine's own time, nor that the writes of the last window begin with
their wait: a proxy is looked at a second after its POST, and as many at a time as the engine works
on. Windows of 6 s make that a large part; windows of a minute, as the API has them, a small one.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from threading import Thread

from tools.workbench.ways import Way

from benchmarks.floors import writes_floor
from benchmarks.laboratory import DESTROY, UP, Laboratory, Run
from benchmarks.others import another_client
from benchmarks.programs import pairs
from benchmarks.states import twins
from benchmarks.traffic import most_refused, requests_to

PAIRS = 40
FEWER = 15
"""Pairs to destroy in short windows. No answer speaks of the limit on all writes while that on one
application's is nearer, so the documented one is assumed: 30 of them, in a minute and no less."""

WRITES, MUTATIONS, READS = 30, 10, 400
WINDOW, LONG_WINDOW = 6.0, 60.0
WHY = "at the end objects are first looked at a second after the write, a few at a time"
TIMES, SLACK = 1.05, 1.0
"""How much longer than the floor it may take."""


@dataclass(frozen=True)
class Floor:
    """What nobody can do better than: so many writes, `limit` of them in each window."""

    writes: int
    limit: int
    window: float

    @property
    def seconds(self) -> float:
        return writes_floor(self.writes, self.limit, self.window)


@dataclass(frozen=True)
class Weather:
    """What others do meanwhile, and how the server counts.

    `left`: writes a window for us. `flags`: of the command.
    """

    name: str
    left: int = WRITES
    sliding: bool = False
    flags: tuple[str, ...] = ()


ALL_AT_ONCE = ("--parallel", str(PAIRS))
"""By default it is four a processor, and each proxy is first looked at after a second: a part of a
short window that no pacing can use."""

WEATHERS = (
    Weather("up"),
    Weather(f"up, {PAIRS} at a time", flags=ALL_AT_ONCE),
    Weather("up, another client takes a third", left=WRITES - WRITES // 3),
    Weather("up, sliding window", sliding=True),
)


def measure(lab: Laboratory) -> None:
    windows = (WINDOW, LONG_WINDOW) if lab.long else (WINDOW,)
    for way in lab.ways:
        own = engines_own(lab, way)
        for window in windows:
            for weather in WEATHERS:
                with lab.at(case=f"{weather.name}, windows of {window:.0f} s", way=way):
                    up(lab, way, weather, window, own)
            with lab.at(case=f"two stacks at once, windows of {window:.0f} s", way=way):
                two_at_once(lab, way, window, own)
            with lab.at(case=f"destroy, windows of {window:.0f} s", way=way):
                destroy(lab, way, window)


def engines_own(lab: Laboratory, way: Way) -> float:
    """What `up` takes when creates cost nothing."""
    stack = lab.free_stack(way)
    stack.declare(pairs(lab.fresh(), PAIRS))
    return lab.run(stack, *UP).wall


def limit(lab: Laboratory, window: float, *, sliding: bool = False) -> None:
    lab.api.control.change_settings(
        limits={
            "write": {"limit": WRITES, "window": window},
            "mutation": {"limit": MUTATIONS, "window": window},
            "read": {"limit": READS, "window": window},
        },
        window="sliding" if sliding else "fixed",
    )


def up(lab: Laboratory, way: Way, weather: Weather, window: float, own: float) -> None:
    app_id = lab.fresh()
    limit(lab, window, sliding=weather.sliding)
    stack = lab.stack(way)
    stack.declare(pairs(app_id, PAIRS))
    others = WRITES - weather.left
    with another_client(lab.api, others, window) if others else nullcontext():
        run = lab.run(stack, *UP, *weather.flags)
    floor = Floor(2 * PAIRS, weather.left, window)
    tell(lab, [run], app_id, floor, own, refusable=bool(others))


def two_at_once(lab: Laboratory, way: Way, window: float, own: float) -> None:
    app_id = lab.fresh()
    limit(lab, window)
    stacks = [lab.stack(way), lab.stack(way)]
    for stack in stacks:
        stack.declare(pairs(app_id, PAIRS))
        # As on one laptop; whoever has two machines has two homes.
        stack.environment["PULUMI_HOME"] = str(stacks[0].home)
    runs: list[Run] = []
    threads = [
        Thread(target=lambda each=stack: runs.append(lab.run(each, *UP))) for stack in stacks
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tell(lab, runs, app_id, Floor(2 * 2 * PAIRS, WRITES, window), own, refusable=True)


def destroy(lab: Laboratory, way: Way, window: float) -> None:
    count = PAIRS if window == LONG_WINDOW else FEWER
    both = twins(lab, way, count)
    free = lab.run(both.free, *DESTROY)
    limit(lab, window)
    lab.api.control.clear_log()
    run = lab.run(both.ours, *DESTROY)
    floor = Floor(2 * count, MUTATIONS, window)
    tell(lab, [run], both.app_id, floor, free.wall, refusable=False)


def tell(
    lab: Laboratory, runs: list[Run], app_id: str, floor: Floor, own: float, *, refusable: bool
) -> None:
    entries = lab.api.control.requests()
    requests = requests_to(entries, app_id)
    figures = lab.figures
    wall = max(run.wall for run in runs)
    figures.count("errors", sum(run.outcome.code != 0 for run in runs), 0)
    figures.count("writes", len(requests.writes), floor.writes)
    figures.count("GETs", len(requests.reads))
    figures.count("429s", len(requests.refused), None if refusable else 0)
    if refusable:
        most = most_refused(entries, app_id, floor.window)
        figures.count("429s in one window, at most", most, 1)
    figures.ratio(
        "wall ÷ floor",
        wall / floor.seconds,
        TIMES + SLACK / floor.seconds,
        f"floor {floor.seconds:.0f} s; the engine alone takes {own:.1f} s; {WHY}",
    )
    figures.ratio("wall without the engine's own ÷ floor", (wall - own) / floor.seconds)
    figures.ratio("first to last write ÷ floor", requests.writing / floor.seconds)
    figures.seconds("wall", wall)
