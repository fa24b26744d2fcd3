"""Drift of several stacks at once: requests, time, and whether it ever cries wolf."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from subprocess import CompletedProcess

from tools.workbench.environment import STACK
from tools.workbench.stack import Stack
from tools.workbench.ways import NATIVE

from acceptance.drift_command import sevalla
from benchmarks.floors import reads_floor
from benchmarks.laboratory import Laboratory
from benchmarks.noise import Noise
from benchmarks.others import earlier_client
from benchmarks.states import fleet
from benchmarks.traffic import TOO_MANY, most_refused

PAIRS: Mapping[str, int] = {STACK: 84, "second": 83, "third": 83}
FLOOR = sum(2 * reads_floor(count) for count in PAIRS.values())
"""Pages: of the processes and of the proxies of each stack's application."""

MOST_GETS = 2 * FLOOR
"""Before each list one read of a single object: nobody knows yet that more will be asked for."""

READS, WINDOW = 400, 60.0
LEFT = 4
"""Reads that the earlier client leaves."""

CHECKS, MORE_CHECKS = 20, 100
MOVED = 10
"""Proxies that stand somewhere else in their list at the next check."""

PREVIEW = ("refresh", "--preview-only")
APPLICATIONS = "/applications/"
MOST_TIMES = 1.0
SLACK = 1.1


@dataclass(frozen=True)
class Check:
    """One run of the command: `wall` in seconds."""

    ended: "CompletedProcess[str]"
    wall: float


def measure(lab: Laboratory) -> None:
    if NATIVE not in lab.ways:
        return
    stack = fleet(lab, NATIVE, PAIRS)
    size = f"{2 * sum(PAIRS.values())} resources in {len(PAIRS)} stacks"
    with lab.at(case=size, way=NATIVE):
        free = several(lab, stack)
    with lab.at(case=f"{size}, {LEFT} of {READS} reads a minute left", way=NATIVE):
        limited(lab, stack, free)
    count = MORE_CHECKS if lab.long else CHECKS
    with lab.at(case=f"{count} checks of a clean stack, noise meanwhile", way=NATIVE):
        noisy(lab, stack, count)


def several(lab: Laboratory, stack: Stack) -> float:
    """Check all stacks by one command, several times, each after the engine's turn."""
    checks, engines = [], []
    for _ in range(lab.repeat):
        engines.append(one_after_the_other(lab, stack))
        lab.api.control.clear_log()
        checks.append(check(stack, "--all-stacks"))
    wall, engine = min(each.wall for each in checks), min(engines)
    figures = lab.figures
    figures.count("exit codes that are not 0", failed(checks), 0)
    tell_requests(lab, most_429s=0)
    figures.ratio(
        "wall ÷ the engine's refreshes, one after the other",
        wall / engine,
        MOST_TIMES,
        f"{wall:.1f} s; {len(PAIRS)} refreshes {engine:.1f} s",
    )
    figures.seconds("wall", wall)
    return wall


def one_after_the_other(lab: Laboratory, stack: Stack) -> float:
    """Let the engine look at each stack; the seconds that it takes in all."""
    runs = [lab.run(stack, *PREVIEW, "--stack", name) for name in PAIRS]
    assert not any(run.outcome.succeeded().changed for run in runs)
    return sum(run.wall for run in runs)


def limited(lab: Laboratory, stack: Stack, free: float) -> None:
    """Check where the window must be waited for; `free`: what a check takes that need not."""
    control = lab.api.control
    control.change_settings(limits={"read": {"limit": READS, "window": WINDOW}})
    control.advance(WINDOW)  # what was read before counts no more
    control.clear_log()
    opened = time.monotonic()
    earlier_client(lab.api, READS - LEFT)
    rest = WINDOW - (time.monotonic() - opened)
    checked = check(stack, "--all-stacks")
    control.lift_limits()
    figures = lab.figures
    figures.count("exit codes that are not 0", failed([checked]), 0)
    tell_requests(lab, most_429s=1)
    floor = rest + free
    figures.ratio(
        "wall ÷ floor",
        checked.wall / floor,
        SLACK,
        f"floor {floor:.0f} s: the rest of the window, and a check without limits",
    )
    figures.seconds("wall", checked.wall)


def noisy(lab: Laboratory, stack: Stack, count: int) -> None:
    server = Noise(lab.api.control)
    checks = []
    for _ in range(count):
        server.reorder(MOVED)
        with server.meanwhile():
            checks.append(check(stack))
    figures = lab.figures
    wolves = [each.ended.stdout for each in checks if each.ended.returncode != 0]
    figures.count("exit codes that are not 0", len(wolves), 0, wolves[0] if wolves else "")
    figures.seconds("wall, mean", sum(each.wall for each in checks) / count)


def check(stack: Stack, *arguments: str) -> Check:
    began = time.monotonic()
    ended = sevalla(stack, "drift", *arguments)
    return Check(ended, time.monotonic() - began)


def failed(checks: list[Check]) -> int:
    return sum(each.ended.returncode != 0 for each in checks)


def tell_requests(lab: Laboratory, most_429s: int) -> None:
    """Tell of the stacks' requests alone: the earlier client reads other things."""
    entries = lab.api.control.requests("GET")
    ours = [entry for entry in entries if entry.path.startswith(APPLICATIONS)]
    answered = sum(entry.status != TOO_MANY for entry in ours)
    lab.figures.count("GETs", answered, MOST_GETS, f"floor {FLOOR}")
    refused = most_refused(entries, APPLICATIONS, WINDOW, reads=True)
    lab.figures.count("429s in one window, at most", refused, most_429s)
