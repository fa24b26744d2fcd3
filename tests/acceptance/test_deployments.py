"""Deployments on the real engine: live or an error, never twice, and whatever stops it, resumed."""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tools.workbench.program import Program
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from acceptance.bad_day.scenario import Scenario, begin, unlock
from acceptance.one_way import ONLY_NATIVE
from sevalla_emulator.testing import RunningEmulator

PATH = "/applications/*/deployments"
ROW = "Deployment release"


@dataclass(frozen=True)
class Releases(Scenario):
    """A variable, and a deployment that takes it in."""

    triggers: Any = None

    @property
    def program(self) -> Program:
        variable = {"app_id": self.app_id, "key": "LEVEL", "value": "info"}
        release = {
            "app_id": "${variable.app_id}",
            "branch": "main",
            "triggers": self.triggers or {"level": "info", "a_key": [1, {"aKey": True}]},
        }
        return {
            "variable": {"type": "EnvironmentVariable", "props": variable},
            "release": {"type": "Deployment", "props": release},
        }

    @property
    def posts(self) -> int:
        """How many deployments were asked for."""
        return sum(each.path.endswith("/deployments") for each in self.control.requests("POST"))

    @property
    def statuses(self) -> list[object]:
        return [each["status"] for each in self.control.objects().deployments]

    @property
    def outputs(self) -> dict[str, Any]:
        found: dict[str, Any] = self.stack.state()[ROW]["outputs"]
        return found

    def is_settled(self) -> None:
        """Insist that nothing is left to do, and that destroying it does nothing over there."""
        self.control.clear_faults()
        assert self.stack.up(None, "--refresh").succeeded().changed == {}
        assert self.all_intents() == []
        posts, statuses = self.posts, self.statuses
        self.stack.destroy().succeeded()
        assert self.stack.state() == {}
        assert (self.posts, self.statuses) == (posts, statuses)


@pytest.fixture
def day(
    emulator: RunningEmulator, new_stack: Callable[..., Stack], way: Way, app_id: str
) -> Releases:
    return Releases(emulator.control, new_stack(way.project, way), app_id)


def test_it_goes_live_and_again_when_its_triggers_change(day: Releases) -> None:
    """The first answer is lost besides, which is no second deployment."""
    day.control.make_object("deployments", {"app_id": day.app_id, "branch": "main"})
    day.control.add_fault("reset", method="POST", path=PATH, calls=[1], when="after")
    day.control.change_settings(deployment={"seconds": 1})
    outcome = day.stack.up(day.program).succeeded()
    assert "adopted the deployment" in outcome.notes
    assert "inProgress, step build, " in outcome.progress
    assert day.outputs["status"] == "success"
    assert day.outputs["triggers"] == {"level": "info", "a_key": [1, {"aKey": True}]}
    assert (day.posts, day.statuses) == (1, ["success"] * 2)
    assert day.stack.preview().succeeded().changed == {}

    # What is secret of the triggers, or an output, deploys again as well, and stays what it is.
    day.control.change_settings(deployment={"seconds": 0})
    value = "a-secret-of-the-triggers"
    triggers = {"level": {"secret": value}, "key": "${variable.key}", "aKey": [1, {"aKey": True}]}
    again = Releases(day.control, day.stack, day.app_id, triggers)
    assert day.stack.up(again.program).succeeded().changed == {ROW: "replace"}
    assert (day.posts, day.statuses) == (2, ["success"] * 3)
    assert day.stack.preview().succeeded().changed == {}
    assert value not in str(day.stack.state()[ROW])

    # The platform prunes its log: that is no drift.
    for each in day.control.objects().deployments:
        day.control.remove_object(each.id)
    day.is_settled()
    assert day.posts == 2


def test_a_build_that_fails_is_told_with_the_end_of_its_log_and_made_anew(day: Releases) -> None:
    day.control.change_settings(deployment_outcome="failed", deployment={"polls": 1})
    outcome = day.stack.up(day.program).failed()
    for words in (
        'could not create deployment "release"',
        'with status "failed" (request id',
        "The end of its log:",
        "--> build",
        "The build ended with exit code 1",
        "the next `pulumi up` deploys again",
    ):
        assert words in outcome.text
    assert "please report it" not in outcome.text
    day.control.change_settings(deployment_outcome="success")
    day.stack.up().succeeded()
    assert day.statuses == ["failed", "success"]
    assert day.posts == 2
    day.is_settled()


def test_what_is_interrupted_is_waited_for_by_the_next_up(day: Releases) -> None:
    day.control.change_settings(deployment={"seconds": 1000})
    running = begin(day)
    day.until(lambda: bool(day.control.objects().deployments))
    reads = day.control.counters().buckets["read"].requests
    running.signal(signal.SIGINT)
    if day.stack.way.name == "dynamic":  # the host is not told: the second one ends the run
        day.until(lambda: day.control.counters().buckets["read"].requests > reads + 3)
        running.signal(signal.SIGINT)
    running.end().failed()
    assert day.statuses == ["waiting"]

    unlock(day)
    day.control.advance(2000)
    day.stack.up().succeeded()
    assert day.posts == 1
    assert day.outputs["status"] == "success"
    day.is_settled()


@ONLY_NATIVE
def test_what_a_refresh_saw_on_its_way_is_waited_for(day: Releases) -> None:
    """A refresh takes the failure of the last run off the state."""
    day.control.change_settings(deployment={"seconds": 1000})
    program = {**day.program}
    program["release"]["props"]["create_timeout"] = "1s"
    outcome = day.stack.up(program).failed()
    assert "waited 1 s for the deployment to be ready" in outcome.text
    assert 'last seen: status "waiting"' in outcome.text
    day.stack.refresh().succeeded()
    assert day.outputs["status"] == "waiting"

    reads = day.control.counters().buckets["read"].requests
    running = begin(day)
    day.until(lambda: day.control.counters().buckets["read"].requests > reads)
    day.control.advance(2000)
    running.end().succeeded()
    assert day.posts == 1
    assert day.outputs["status"] == "success"
    day.is_settled()


@ONLY_NATIVE
def test_it_is_no_object_that_could_be_taken_over(day: Releases, tmp_path: Path) -> None:
    made = day.control.make_object("deployments", {"app_id": day.app_id})
    day.stack.declare({})
    refused = day.stack.pulumi(
        "import", "sevalla:index:Deployment", "web", f"{day.app_id}/{made.id}", "--yes"
    ).failed()
    assert "cannot be imported: a deployment is an entry in a log" in refused.text
    assert day.stack.state() == {}
