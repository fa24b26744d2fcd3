"""All that a page of the console shows, made of the emulator's objects at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args
from urllib.parse import urlencode

from sevalla_emulator.api import Api
from sevalla_emulator.clock import timestamp
from sevalla_emulator.console.bars import Bar, bars
from sevalla_emulator.console.facts import Fact
from sevalla_emulator.console.log import Filter, LoggedRequest, LogReader
from sevalla_emulator.console.map import MapBuilder, Section, Thing
from sevalla_emulator.console.words import State, tone_of
from sevalla_emulator.control.routes import Controls
from sevalla_emulator.faults import FaultReport
from sevalla_emulator.limits.buckets import Charge
from sevalla_emulator.limits.limiter import Usage
from sevalla_emulator.record import Record, Transition
from sevalla_emulator.settings import DeploymentOutcome
from sevalla_emulator.workload import InstanceReport


@dataclass(frozen=True)
class Wanted:
    """What a person has asked to see: one object, some requests, some secrets."""

    show: str = ""
    log: Filter = field(default_factory=Filter)
    revealed: frozenset[str] = frozenset()

    def query(self, **changed: str) -> str:
        """Return the query of the page that shows the same, but for what is changed."""
        said = {"show": self.show, **self.log.model_dump(), **changed}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Inspected:
    """One object, whole.

    ``changeable`` are its fields, those that clients set first; ``under_way`` tells what will
    become of it, and when; ``fails_as`` is the state that it may be told to fail to.
    """

    thing: Thing
    fields: Sequence[Fact]
    changeable: Sequence[str]
    under_way: Sequence[str]
    belongs_to: Thing | None
    fails_as: str
    has_secrets: bool
    is_revealed: bool


@dataclass(frozen=True)
class Running:
    """A process that runs, and what it runs for."""

    process: InstanceReport
    name: str
    state: State


@dataclass(frozen=True)
class View:
    """A page. ``running`` is null where the emulator runs no processes."""

    wanted: Wanted
    now: str
    seconds: float
    sections: Sequence[Section]
    inspected: Inspected | None
    bars: Sequence[Bar]
    requests: Sequence[LoggedRequest]
    recorded: int
    faults: Sequence[FaultReport]
    outcome: DeploymentOutcome
    running: Sequence[Running] | None
    apis: Sequence[str]

    @property
    def count(self) -> int:
        """How many things stand for themselves."""
        return sum(section.count for section in self.sections)

    @property
    def outcomes(self) -> Sequence[str]:
        """How a deployment may be told to end."""
        return get_args(DeploymentOutcome)


class Viewer:
    """Looks at the emulator."""

    def __init__(self, apis: Sequence[Api], controls: Controls) -> None:
        self._apis = apis
        self._controls = controls
        self._log = LogReader(apis)

    def revision(self) -> tuple[object, ...]:
        """Return what is another value whenever a page would show something else."""
        controls, backend = self._controls, self._controls.backend
        backend.settle()
        return (
            backend.store.changes,
            controls.request_log.recorded,
            tuple((each.id, each.matched) for each in controls.faults.reports()),
            backend.settings.model_dump_json(),
            tuple((charge, usage.used) for charge, usage in self._windows().items()),
            [
                (each.process_id, each.pid, each.state, *each.lines)
                for each in backend.workload.reports()
            ],
        )

    def look(self, wanted: Wanted) -> View:
        """Return what there is to see."""
        controls, backend = self._controls, self._controls.backend
        backend.settle()
        running = backend.workload.reports()
        drawn = MapBuilder(backend, self._apis, running)
        found = drawn.everything.records.get(wanted.show)
        now = backend.clock.now()
        return View(
            wanted,
            backend.stamp(),
            now,
            drawn.sections(),
            self._inspected(drawn, found, wanted) if found else None,
            bars(self._windows(), backend.settings, drawn.everything),
            self._log.newest(controls.request_log.entries(), wanted.log, wanted.revealed),
            controls.request_log.recorded,
            controls.faults.reports(),
            backend.settings.deployment_outcome,
            [_running(drawn, each) for each in running] if backend.workload.active else None,
            [api.name for api in self._apis],
        )

    def _windows(self) -> dict[Charge, Usage]:
        backend = self._controls.backend
        return self._controls.limiter.open_windows(backend.settings, backend.clock.now())

    def _inspected(self, drawn: MapBuilder, record: Record, wanted: Wanted) -> Inspected:
        kind = drawn.everything.kinds[record.kind]
        owner = drawn.everything.records.get(record.owner)
        failed = kind.states.failed if kind.states else ""
        is_revealed = record.id in wanted.revealed
        return Inspected(
            drawn.thing(record, connected=True),
            drawn.everything.full(record, revealed=is_revealed),
            drawn.everything.changeable(record),
            [_under_way(each, self._controls.backend.clock.now()) for each in record.transitions],
            drawn.thing(owner) if owner else None,
            "" if record.deleting else failed,
            drawn.everything.has_secrets(record),
            is_revealed,
        )


def _running(drawn: MapBuilder, process: InstanceReport) -> Running:
    record = drawn.everything.records.get(process.process_id)
    owner = drawn.everything.records.get(record.owner) if record else None
    names = [drawn.everything.name(each) for each in (owner, record) if each]
    return Running(
        process,
        " · ".join(names) or process.process_id[:8],
        State(process.state, tone_of(process.state)),
    )


def _under_way(transition: Transition, now: float) -> str:
    if transition.deadline is None:
        return f"{transition.name}: over after {transition.polls or 0} more polls"
    left = max(0, round(transition.deadline - now))
    return f"{transition.name}: over in {left} s, at {timestamp(transition.deadline)[11:19]}"
