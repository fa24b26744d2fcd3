"""Random programs, random drift, random faults: never an orphan, never a duplicate, always an end.

Runs over the provider's own gRPC service; `make soak` takes many more steps.
"""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from tools.workbench.program import Declared
from tools.workbench.ways import Way

from acceptance.bad_day.scenario import PROCESSES, PROXIES
from acceptance.properties import process, proxy
from acceptance.provider_host import ProviderHost, StepFailedError, provider_host
from acceptance.small_engine import SmallEngine
from acceptance.yesterday import emulator_of_yesterday
from sevalla_emulator.faults import FaultKind, When
from sevalla_emulator.testing import Fault, RunningEmulator
from sevalla_provider.clock import SystemClock
from sevalla_provider.lifecycle.journal import Journal

WALKS, STEPS = 8, 12
KINDS = ("processes", "tcp_proxies")
SOAK_WALKS = int(os.environ.get("SOAK_WALKS") or 0)

NAMES = st.sampled_from(["a", "b", "c"])
PROXY_NAMES = st.sampled_from(["p", "q", "r"])
DISPLAY_NAMES = st.sampled_from(["One", "Other"])
CALLS = st.sampled_from(
    [
        ("POST", PROCESSES),
        ("POST", PROXIES),
        ("GET", PROCESSES),
        ("GET", PROXIES),
        ("GET", "/applications/*/*/*"),
        ("PATCH", f"{PROCESSES}/*"),
        ("DELETE", f"{PROCESSES}/*"),
        ("DELETE", f"{PROXIES}/*"),
    ]
)
SPOILT: tuple[FaultKind, ...] = ("reset", "html", "malformed_json", "truncated_body", "empty_body")
STATUSES = (500, 502, 503, 422)
WHEN: st.SearchStrategy[When] = st.sampled_from(["before", "after"])


@st.composite
def mishaps(draw: st.DrawFn) -> Fault:
    """One thing that goes wrong with one request."""
    method, path = draw(CALLS)
    kind: FaultKind | int = draw(st.sampled_from([*SPOILT, *STATUSES]))
    # A refusal is the server's word that nothing was done.
    when: When = "before" if kind == 422 else draw(WHEN)
    number = [draw(st.integers(1, 2))]
    if isinstance(kind, int):
        return Fault(kind="status", status=kind, method=method, path=path, calls=number, when=when)
    return Fault(kind=kind, method=method, path=path, calls=number, when=when)


class World:
    """What a walk goes through: one emulator, one journal, a host that may be killed."""

    def __init__(self, emulator: RunningEmulator, folder: Path, way: Way) -> None:
        self.way = way
        self.emulator = emulator
        self.journal = Journal(folder / "sevalla" / "intents", SystemClock())
        self._folder = folder
        self._exits = ExitStack()
        self.host = self.new_host()

    def new_host(self) -> ProviderHost:
        """Start a host in place of the present one."""
        self._exits.close()
        environment = {
            "SEVALLA_API_KEY": self.emulator.api_key,
            "SEVALLA_API_URL": self.emulator.url,
            "SEVALLA_POLL_INTERVAL": "0.02",
            "SEVALLA_REQUEST_SECONDS": "2",
            "SEVALLA_RETRY_SECONDS": "10",
            "PULUMI_HOME": str(self._folder),
        }
        self.host = self._exits.enter_context(provider_host(self.way, environment))
        return self.host

    def close(self) -> None:
        self._exits.close()


@dataclass(frozen=True)
class Drift:
    """Something that somebody else does: to which of our objects, by number."""

    what: str
    which: int
    display_name: str


def drifts() -> st.SearchStrategy[Drift]:
    what = st.sampled_from(["twin", "changed", "process removed", "proxy removed"])
    return st.builds(Drift, what, st.integers(0, 5), DISPLAY_NAMES)


Wanted = tuple[dict[str, tuple[str, str]], dict[str, tuple[str, int]]]
"""Processes by name (type, display name) and proxies by name (of which process, port)."""


def programs() -> st.SearchStrategy[Wanted]:
    kinds = st.sampled_from(["worker", "job"])
    processes = st.dictionaries(NAMES, st.tuples(kinds, DISPLAY_NAMES), min_size=1)
    proxies = st.dictionaries(PROXY_NAMES, st.tuples(NAMES, st.sampled_from([80, 90])))
    return st.tuples(processes, proxies)


def program_of(app_id: str, wanted: Wanted) -> dict[str, Declared]:
    processes, proxies = wanted
    return {
        name: process(kind, app_id, display_name=shown) for name, (kind, shown) in processes.items()
    } | {name: proxy(app_id, of, port) for name, (of, port) in proxies.items() if of in processes}


MISHAPS = st.lists(mishaps(), min_size=1, max_size=3)


class Walk(RuleBasedStateMachine):
    """One walk, in an application of its own."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.control = self.world.emulator.control
        self.control.clear_faults()
        self.app_id = self.control.make_object("applications", {}).id
        self.engine = SmallEngine(self.world.host)
        self.program: dict[str, Declared] = {}
        self.foreign: set[str] = set()

    @rule(wanted=programs(), drift=st.lists(drifts(), max_size=2), mishaps=MISHAPS)
    def up(self, wanted: Wanted, drift: list[Drift], mishaps: list[Fault]) -> None:
        self.change(wanted, drift)
        self.attempt(self.run, mishaps)

    @rule(wanted=programs(), drift=st.lists(drifts(), max_size=2), mishaps=MISHAPS)
    def refresh(self, wanted: Wanted, drift: list[Drift], mishaps: list[Fault]) -> None:
        self.change(wanted, drift)
        self.attempt(self.engine.refresh, mishaps)

    @rule(wanted=programs(), path=st.sampled_from([PROCESSES, PROXIES]), when=WHEN)
    def up_and_the_host_is_killed_at_a_post(self, wanted: Wanted, path: str, when: When) -> None:
        self.change(wanted, [])
        self.control.clear_log()
        self.control.add_fault("hang", method="POST", path=path, calls=[1], when=when)
        run = threading.Thread(target=self.attempt, args=(self.run, []))
        run.start()
        while run.is_alive():
            if any(entry.fault for entry in self.control.requests("POST")):
                self.world.host.process.kill()
            run.join(timeout=0.02)
        self.engine.host = self.world.new_host()

    @rule()
    def converge(self) -> None:
        self.control.clear_faults()
        self.engine.refresh()
        self.engine.up(self.program)
        assert set(self.engine.state) == set(self.program)
        there = {each.id for kind in KINDS for each in self.there(kind)}
        assert there - self.foreign == self.known()
        assert len(self.known()) == len(self.program)
        assert self.engine.up(self.program) == 0

    def teardown(self) -> None:
        self.converge()
        self.program = {}
        self.converge()

    def run(self) -> None:
        self.engine.up(self.program)

    def attempt(self, verb: Callable[[], object], mishaps: list[Fault]) -> None:
        self.control.add_faults(mishaps)
        with suppress(StepFailedError):
            verb()
        self.control.clear_faults()

    def change(self, wanted: Wanted, drift: list[Drift]) -> None:
        """Change the program, and things behind its back.

        While an object is lost, only what the program said when it was made tells which it is:
        neither changes until it is found. (Where they do, the user is warned.)
        """
        if not self.lost():
            self.program = program_of(self.app_id, wanted)
            for each in drift:
                self.happen(each)
        if drift:
            # A process serves one command, and need not see what happened since it began.
            self.engine.host = self.world.new_host()

    def happen(self, drift: Drift) -> None:
        if drift.what == "twin":
            fields: Any = process("worker", self.app_id, display_name=drift.display_name)["props"]
            self.foreign.add(self.control.make_object("processes", fields).id)
            return
        kind = "tcp_proxies" if drift.what == "proxy removed" else "processes"
        ours = sorted(each.id for each in self.there(kind) if each.id not in self.foreign)
        if ours and drift.what == "changed":
            one = ours[drift.which % len(ours)]
            self.control.change_object(one, {"display_name": drift.display_name})
        elif ours:
            self.control.remove_object(ours[drift.which % len(ours)])

    def known(self) -> set[str]:
        return {kept.resource_id.rpartition("/")[2] for kept in self.engine.state.values()}

    def lost(self) -> bool:
        """Whether an object may have been made that is in no state."""
        return any(
            intent.made not in self.known()
            for intent in self.world.journal.open()
            if self.app_id in intent.where
        )

    def there(self, kind: str) -> list[Any]:
        everything = self.control.objects().by_kind[kind]
        return [each for each in everything if each["app_id"] == self.app_id]


@pytest.fixture(scope="module")
def world(way: Way) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder, emulator_of_yesterday() as emulator:
        world = World(emulator, Path(folder), way)
        yield world
        world.close()


def test_random_walk(world: World) -> None:
    walk = type("Walk", (Walk,), {"world": world})
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=SOAK_WALKS or WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not SOAK_WALKS,
            phases=[Phase.generate],  # to shrink a walk takes minutes
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
