"""Random programs, random drift, random faults: never an orphan, never a duplicate, always an end.

Runs over the dynamic host's own gRPC service; `make soak` takes many more steps.
"""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from tools.workbench.stack import Declared

from acceptance.bad_day.scenario import PROCESSES, PROXIES
from acceptance.dynamic_host import DynamicHost, dynamic_host
from acceptance.properties import process, proxy
from acceptance.small_engine import SmallEngine, StepFailedError
from sevalla_emulator.testing import RunningEmulator, WallClock, running_emulator

WALKS, STEPS = 8, 25
SOAK_WALKS = int(os.environ.get("SOAK_WALKS", "0"))

NAMES = st.sampled_from(["a", "b", "c"])
PROXY_NAMES = st.sampled_from(["p", "q", "r"])
DISPLAY_NAMES = st.sampled_from(["One", "Other"])
PORTS = st.sampled_from([80, 90])
METHODS = st.sampled_from(["GET", "POST", "PATCH", "DELETE"])
PATHS = st.sampled_from([PROCESSES, PROXIES, f"{PROCESSES}/*", f"{PROXIES}/*"])
FAULTS = st.sampled_from(
    ["reset", "html", "malformed_json", "truncated_body", "empty_body", "500", "502", "503", "422"]
)
WHEN = st.sampled_from(["before", "after"])


class World:
    """What a walk goes through: one emulator, one journal, a host that may be killed."""

    def __init__(self, emulator: RunningEmulator, folder: Path) -> None:
        self.emulator = emulator
        self._folder = folder
        self._exits = ExitStack()
        self.host = self.new_host()

    def new_host(self) -> DynamicHost:
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
        self.host = self._exits.enter_context(dynamic_host(environment))
        return self.host

    def close(self) -> None:
        self._exits.close()


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
        self.cut_off = False

    @rule(name=NAMES, display_name=DISPLAY_NAMES, kind=st.sampled_from(["worker", "job"]))
    def declare_a_process(self, name: str, display_name: str, kind: str) -> None:
        processes = {n: d for n, d in self.program.items() if d["type"] == "Process"}
        proxies = {n: d for n, d in self.program.items() if d["type"] == "TcpProxy"}
        processes[name] = process(kind, self.app_id, display_name=display_name)
        self.program = processes | proxies

    @rule(name=PROXY_NAMES, of=NAMES, port=PORTS)
    def declare_a_proxy(self, name: str, of: str, port: int) -> None:
        if of in self.program:
            self.program[name] = proxy(self.app_id, of, port)

    @rule(name=NAMES | PROXY_NAMES)
    def remove(self, name: str) -> None:
        reference = f"${{{name}.process_id}}"
        self.program = {
            other: declared
            for other, declared in self.program.items()
            if other != name and declared["props"].get("process_id") != reference
        }

    @rule(kind=FAULTS, method=METHODS, path=PATHS, when=WHEN, call=st.integers(1, 3))
    def something_goes_wrong(self, kind: Any, method: str, path: str, when: Any, call: int) -> None:
        status = int(kind) if kind.isdigit() else None
        # A refusal is the server's word that nothing was done.
        when = "before" if status == 422 else when
        kind = "status" if status else kind
        self.control.add_fault(
            kind, method=method, path=path, calls=[call], when=when, status=status
        )

    @rule(data=st.data(), display_name=DISPLAY_NAMES)
    def somebody_changes_something(self, data: st.DataObject, display_name: str) -> None:
        ours = [each.id for each in self.there("processes") if each.id not in self.foreign]
        if ours:
            one = data.draw(st.sampled_from(sorted(ours)), label="changed")
            self.control.change_object(one, {"display_name": display_name})

    @rule(data=st.data(), kind=st.sampled_from(["processes", "tcp_proxies"]))
    def somebody_removes_something(self, data: st.DataObject, kind: str) -> None:
        ours = [each.id for each in self.there(kind) if each.id not in self.foreign]
        if ours:
            self.control.remove_object(data.draw(st.sampled_from(sorted(ours)), label="removed"))

    @precondition(lambda self: not self.cut_off)
    @rule(display_name=DISPLAY_NAMES)
    def somebody_makes_a_twin(self, display_name: str) -> None:
        """Not while a create is open: then nobody could tell the two apart, and we say so."""
        fields: Any = process("worker", self.app_id, display_name=display_name)["props"]
        self.foreign.add(self.control.make_object("processes", fields).id)

    @rule()
    def up(self) -> None:
        try:
            self.engine.up(self.program)
        except StepFailedError:
            self.cut_off = True

    @rule()
    def refresh(self) -> None:
        try:
            self.engine.refresh()
        except StepFailedError:
            self.cut_off = True

    @rule(path=st.sampled_from([PROCESSES, PROXIES]), when=WHEN)
    def up_and_the_host_is_killed_at_a_post(self, path: str, when: Any) -> None:
        self.control.clear_log()
        self.control.add_fault("hang", method="POST", path=path, calls=[1], when=when)
        run = threading.Thread(target=self.up)
        run.start()
        hanging = any
        while run.is_alive():
            if hanging(entry.fault for entry in self.control.requests("POST")):
                self.world.host.process.kill()
            run.join(timeout=0.02)
        self.control.clear_faults()
        self.engine.host = self.world.new_host()

    @rule()
    def converge(self) -> None:
        self.control.clear_faults()
        self.engine.refresh()
        self.engine.up(self.program)
        self.cut_off = False
        assert set(self.engine.state) == set(self.program)
        there = {each.id for kind in ("processes", "tcp_proxies") for each in self.there(kind)}
        known = {kept.resource_id.rpartition("/")[2] for kept in self.engine.state.values()}
        assert there - self.foreign == known
        assert len(known) == len(self.program)
        assert self.engine.up(self.program) == 0

    def there(self, kind: str) -> list[Any]:
        everything = self.control.objects().by_kind[kind]
        return [each for each in everything if each["app_id"] == self.app_id]

    def teardown(self) -> None:
        self.converge()
        self.program = {}
        self.converge()


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    yesterday = WallClock()
    yesterday.advance(-24 * 3600)
    with tempfile.TemporaryDirectory() as folder, running_emulator(clock=yesterday) as emulator:
        emulator.control.lift_limits()
        world = World(emulator, Path(folder))
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
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
