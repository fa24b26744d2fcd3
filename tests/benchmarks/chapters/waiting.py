"""Waiting for many proxies at once: GETs, and the time from ready to noticed."""

from itertools import pairwise
from statistics import mean

from tools.workbench.ways import DYNAMIC, Way

from benchmarks.floors import reads_floor
from benchmarks.laboratory import POLL_INTERVAL, UP, Laboratory
from benchmarks.programs import pairs, proxies
from benchmarks.traffic import Requests, moment, requests_to
from sevalla_provider.lifecycle.poller import CLOSEST

PROXIES = 100
FEWER = 20
"""Pulumi's dynamic host works on four at once: 100 take minutes."""

PROVISIONING = 5.0
APART = 0.2
"""Seconds; reads that are closer to each other belong to one look."""


PAIRS = 20
SOON = 1.0
"""Seconds until each of their proxies is ready."""


def measure(lab: Laboratory) -> None:
    for way in lab.ways:
        with lab.at(case=f"{PAIRS} pairs of {SOON:.0f} s, looks every 10 s", way=way):
            wait_for_pairs(lab, way)
        count = FEWER if way is DYNAMIC and not lab.long else PROXIES
        with lab.at(case=f"{count} proxies of {PROVISIONING:.0f} s", way=way):
            wait(lab, way, count)


def wait(lab: Laboratory, way: Way, count: int) -> None:
    lab.empty()
    made = lab.api.control.seed(applications=1, processes=1)
    lab.api.control.change_settings(provisioning={"seconds": PROVISIONING})
    stack = lab.stack(way)
    stack.declare(proxies(made.applications[0].id, made.processes[0].id, count))
    run = lab.run(stack, *UP, "--parallel", str(count), watch=True)
    run.outcome.succeeded()
    requests = requests_to(lab.api.control.requests(), made.applications[0].id)
    posts = sorted(moment(entry) for entry in requests.writes)
    polls = after(requests, posts[-1])
    ready = sorted(post + PROVISIONING for post in posts)
    noticed = sorted(run.watched.ended.values())
    late = [max(end - since, 0.0) for since, end in zip(ready, noticed, strict=True)]
    pages = reads_floor(count)
    figures = lab.figures
    figures.count("GETs in all", len(requests.reads))
    figures.count("GETs before the last POST", sum(moment(e) <= posts[-1] for e in requests.reads))
    looks = looks_in(polls)
    figures.ratio("GETs ÷ looks and pages", len(polls) / (looks * pages), 1, f"{looks} looks")
    span = max(polls) - min(polls)
    most = (span / CLOSEST + 1) * pages
    figures.ratio(
        "GETs ÷ what early looks allow", len(polls) / most, 1, f"{len(polls)} in {span:.1f} s"
    )
    figures.seconds("ready to noticed, mean", mean(late))
    figures.seconds("ready to noticed, longest", max(late), note=f"interval {POLL_INTERVAL:.0f} s")
    figures.seconds("wall", run.wall)


def wait_for_pairs(lab: Laboratory, way: Way) -> None:
    """One after the other, they show each other when to look: what that takes, and costs."""
    app_id = lab.fresh()
    lab.api.control.change_settings(
        provisioning={"seconds": SOON},
        limits={"read": {"limit": 400, "window": 60}},  # as documented
    )
    stack = lab.stack(way)
    stack.environment["SEVALLA_POLL_INTERVAL"] = "10"
    stack.declare(pairs(app_id, PAIRS))
    run = lab.run(stack, *UP)
    run.outcome.succeeded()
    requests = requests_to(lab.api.control.requests(), app_id)
    lab.figures.count("GETs in all", len(requests.reads))
    lab.figures.count("429s", len(requests.refused), at_most=0)
    lab.figures.seconds("wall", run.wall)


def after(requests: Requests, time: float) -> list[float]:
    """The times of the reads from then on: before the last POST some are a create's own."""
    return sorted(at for at in map(moment, requests.reads) if at > time)


def looks_in(times: list[float]) -> int:
    """How many looks these reads belong to."""
    return 1 + sum(later - earlier > APART for earlier, later in pairwise(times))
