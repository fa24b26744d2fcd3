"""What may happen in a walk, and a walk as a plan that its seed alone decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from acceptance.bad_day.scenario import PROCESSES, PROXIES
from acceptance.bad_day.walk.world import Manner
from sevalla_emulator.faults import FaultKind, When
from sevalla_emulator.testing import Fault

Processes = dict[str, tuple[str, str]]
Proxies = dict[str, tuple[str, int]]
Wanted = tuple[Processes, Proxies]
"""Processes by name (type, display name) and proxies by name (of which process, port)."""

DISPLAY_NAMES = ("One", "Other")

CALLS = (
    ("POST", PROCESSES),
    ("POST", PROXIES),
    ("POST", PROXIES),
    ("GET", PROCESSES),
    ("GET", PROXIES),
    ("GET", "/applications/*/*/*"),
    ("PATCH", f"{PROCESSES}/*"),
    ("DELETE", f"{PROCESSES}/*"),
    ("DELETE", f"{PROXIES}/*"),
)
SPOILT: tuple[FaultKind, ...] = ("reset", "html", "malformed_json", "truncated_body", "empty_body")
STATUSES = (500, 502, 503, 422)
WHEN: tuple[When, ...] = ("before", "after")

HALF, ENDLESS = '"half \\ud83d"', "9" * 400
ODD_FIELDS = ("internal_hostname", "note", "created_at", "key", "external_hostname")

DAY = 86_400.0
PASSING = (100.0, 300.0, 660.0, 3 * DAY, 9 * DAY)
"""Seconds: minutes, the time in which likeness adopts, days."""


What = Literal["twin", "stranger", "changed", "process removed", "proxy removed", "time"]


@dataclass(frozen=True)
class Happening:
    """What somebody else does. `which`: to which of our objects, or like which, by number."""

    what: What
    which: int
    display_name: str
    seconds: float


Sky = Literal["calm", "mishaps", "outage", "odd answers", "moving pages", "wrong world"]
Place = Literal["other account", "no /v3", "proxy's 404", "other server's 404", "404 everywhere"]


@dataclass(frozen=True)
class Weather:
    """What goes wrong with requests during one command.

    Attributes:
        faults: as the emulator takes them.
        moves: which lists miss an object, or show one twice: path, number of the call, by number
            which object, whether it is missed.
        place: where the command goes by mistake.
        twin: whether somebody makes the like of an object whose POST has just gone wrong.
    """

    sky: Sky
    faults: Sequence[Fault] = ()
    moves: Sequence[tuple[str, int, int, bool]] = ()
    place: Place | None = None
    twin: bool = False


Moment = Literal["before a POST", "after a POST", "waiting", "any", "afterwards"]


@dataclass(frozen=True)
class Ending:
    """How the host of a command ends.

    Attributes:
        written: how much of its state the engine could write, from 0 to 1.
    """

    moment: Moment
    manner: Manner
    path: str
    delay: float
    written: float


@dataclass(frozen=True)
class Step:
    """One command, what happens before it, and how it goes."""

    happens: Sequence[Happening]
    wanted: Wanted | None
    verb: Literal["up", "refresh", "destroy"]
    weather: Weather
    ending: Ending | None


def plan(random: Random, steps: int) -> list[Step]:
    """Make a plan whose first step has something to make."""
    planned = [replace(_step(random), wanted=programs(random), verb="up")]
    while len(planned) < steps:
        lost = _loses_creates(planned[-1]) and random.random() < 0.6
        planned.append(_long_after(random) if lost else _step(random))
    return planned


def _loses_creates(step: Step) -> bool:
    at_a_post = step.ending is not None and step.ending.moment.endswith("POST")
    return at_a_post or step.weather.sky == "outage"


def _long_after(random: Random) -> Step:
    """The same program once more, and others have made the like of it meanwhile."""
    time = replace(_happening(random), what="time")
    twins = [replace(_happening(random), what="twin", which=n) for n in random.sample(range(6), 3)]
    return replace(_step(random), happens=[time, *twins], wanted=None, verb="up")


def programs(random: Random) -> Wanted:
    names = random.sample("abc", random.randint(1, 3))
    processes = {
        name: (random.choice(("worker", "job")), random.choice(DISPLAY_NAMES)) for name in names
    }
    proxies = {
        name: (random.choice(names), random.choice((80, 90)))
        for name in random.sample("pqr", random.randint(0, 3))
    }
    return processes, proxies


def _step(random: Random) -> Step:
    return Step(
        happens=[_happening(random) for _ in range(random.choice((0, 0, 1, 2)))],
        wanted=programs(random) if random.random() < 0.6 else None,
        verb=random.choices(("up", "refresh", "destroy"), (8, 2, 1))[0],
        weather=_weather(random),
        ending=_ending(random) if random.random() < 0.6 else None,
    )


def _happening(random: Random) -> Happening:
    what: What = random.choices(
        ("twin", "stranger", "changed", "process removed", "proxy removed", "time"),
        (5, 1, 2, 1, 1, 4),
    )[0]
    passing = random.choice(PASSING)
    return Happening(what, random.randint(0, 5), random.choice(DISPLAY_NAMES), passing)


def _weather(random: Random) -> Weather:
    sky: Sky = random.choices(
        ("calm", "mishaps", "outage", "odd answers", "moving pages", "wrong world"),
        (2, 4, 3, 3, 2, 2),
    )[0]
    twin = random.random() < 0.4
    if sky == "mishaps":
        faults = [_mishap(random) for _ in range(random.randint(1, 3))]
        return Weather(sky, faults, twin=twin)
    if sky == "outage":
        return Weather(sky, [_outage(random)], twin=twin)
    if sky == "odd answers":
        return Weather(sky, [_odd(random) for _ in range(random.randint(1, 2))])
    if sky == "moving pages":
        # What is looked for after a lost answer, among other things.
        lost = _mishap(random)
        return Weather(sky, [lost], [_move(random) for _ in range(2)], twin=twin)
    if sky == "wrong world":
        return _wrong_world(random)
    return Weather(sky)


def _mishap(random: Random) -> Fault:
    """One thing that goes wrong with one request."""
    method, path = random.choice(CALLS)
    kind: FaultKind | int = random.choice((*SPOILT, *STATUSES))
    # A refusal is the server's word that nothing was done.
    when: When = "before" if kind == 422 else random.choice(WHEN)
    number = [random.randint(1, 2)]
    if isinstance(kind, int):
        return Fault(kind="status", status=kind, method=method, path=path, calls=number, when=when)
    return Fault(kind=kind, method=method, path=path, calls=number, when=when)


def _outage(random: Random) -> Fault:
    """503 to many requests, carried out or not."""
    return Fault(
        kind="status",
        status=503,
        method=random.choice(("POST", "POST", "*")),
        path=random.choice((PROCESSES, PROXIES, "**")),
        calls=random.choice((None, None, [1, 2], [2, 3, 4])),
        when=random.choice(WHEN),
    )


def _odd(random: Random) -> Fault:
    method, path = random.choice(CALLS[:-2])
    names = random.sample(ODD_FIELDS, 2)
    return Fault(
        kind="raw_field",
        method=method,
        path=path,
        calls=random.choice(([1], [1, 2])),
        merge={name: random.choice((HALF, ENDLESS)) for name in names},
    )


def _move(random: Random) -> tuple[str, int, int, bool]:
    return (
        random.choice((PROCESSES, PROXIES)),
        random.randint(1, 3),
        random.randint(0, 5),
        random.random() < 0.8,
    )


def _wrong_world(random: Random) -> Weather:
    places: tuple[Place, ...] = ("no /v3", "proxy's 404", "other server's 404", "404 everywhere")
    place: Place = random.choice(("other account", "other account", *places))
    faults = {
        "proxy's 404": [Fault(kind="html", status=404)],
        "other server's 404": [Fault(kind="status", status=404, body={"error": "no such page"})],
        "404 everywhere": [Fault(kind="status", status=404)],
    }
    return Weather("wrong world", faults.get(place, []), place=place)


def _ending(random: Random) -> Ending:
    moment: Moment = random.choice(
        ("before a POST", "after a POST", "waiting", "waiting", "any", "afterwards")
    )
    return Ending(
        moment,
        random.choice([each for each in Manner if each is not Manner.ORDERLY]),
        random.choice((PROCESSES, PROXIES)),
        random.uniform(0, 0.5),
        random.choice((0.0, 0.0, 1.0, random.random())),
    )
