"""The bad days of tunnels and shares: the same ends as those of processes and proxies."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tools.workbench.program import Program
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from acceptance.bad_day.conftest import guarded
from acceptance.bad_day.scenario import Scenario, begin, kill_provider, unlock
from acceptance.one_way import ONLY_NATIVE
from acceptance.quick_stack import QUICKLY
from acceptance.tunnels import share, tunnel
from acceptance.yesterday import emulator_of_yesterday

TUNNELS = "/v1/tunnels"
TUNNEL = "/v1/tunnels/*"
SHARES = "/v1/tunnels/*/share"
SHARE = "/v1/shares/*"


class Workspace(Scenario):
    """A tunnel and a share of it; `app_id` is the agent's."""

    @property
    def program(self) -> Program:
        return self.named("db")

    def named(self, name: str, **props: Any) -> Program:
        preview = tunnel(self.app_id, name=name, target="localhost:3000", protocol="http", **props)
        return {"db": preview, "link": share(of="db", expires_in="24h")}

    def ids(self) -> set[str]:
        there = self.control.objects()
        return {each.id for each in [*there.tunnels, *there.shares]}


@pytest.fixture
def day(
    tmp_path: Path, way: Way, canary: str, new_bare_stack: Callable[..., Stack]
) -> Iterator[Workspace]:
    with emulator_of_yesterday(private_connect_key=canary) as emulator:
        keys = {
            "PRIVATE_CONNECT_API_KEY": canary,
            "PRIVATE_CONNECT_API_URL": emulator.private_connect_url,
        }
        with guarded(new_bare_stack, tmp_path / "stack", way, canary, keys) as stack:
            yield Workspace(emulator.control, stack, emulator.control.make_agent("beside").id)


@QUICKLY
def test_timeout_after_commit(day: Workspace) -> None:
    day.control.add_fault("hang", method="POST", path=TUNNELS, calls=[1], when="after")
    outcome = day.stack.up(day.program).succeeded()
    assert outcome.notes.count("adopted the tunnel") == 1
    day.ends_well(day.program)


@QUICKLY
def test_error_before_commit(day: Workspace) -> None:
    day.control.add_fault("status", status=500, method="POST", path=TUNNELS, calls=[1])
    outcome = day.stack.up(day.program).succeeded()
    assert "adopted" not in outcome.text
    day.ends_well(day.program)


@QUICKLY
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_share_is_never_asked_for_twice_by_itself(day: Workspace, when: Any) -> None:
    """The API lists none: only a person can tell whether one is live that nobody knows."""
    day.control.add_fault("status", status=500, method="POST", path=SHARES, calls=[1], when=when)
    outcome = day.stack.up(day.program).failed()
    assert "status 500" in outcome.text
    assert "expires by itself 24h after it was made" in outcome.text
    assert "expires by itself" in day.stack.up(day.program).failed().text
    assert len(day.control.requests("POST")) == 2  # the tunnel's, and one of the share's
    (intent,) = day.intents()
    for stray in day.control.objects().shares:
        day.control.remove_object(stray.id)
    command = Path(sys.executable).parent / "pulumi-sevalla"
    environment = {**os.environ, "PULUMI_HOME": str(day.stack.home)}
    subprocess.run([command, "intents", "--clear", intent.key], env=environment, check=True)
    day.converges(day.program)


# Processes meet the same nonsense over both ways in.
@QUICKLY
@ONLY_NATIVE
@pytest.mark.parametrize("kind", ["malformed_json", "html", "empty_body", "truncated_body"])
def test_nonsense_on_every_verb(day: Workspace, kind: Any) -> None:
    status = 200 if kind == "html" else None
    after: dict[str, Any] = {"status": status, "calls": [1], "when": "after"}
    day.control.add_fault(kind, method="GET", path=TUNNELS, calls=[1], status=status)
    day.control.add_fault(kind, method="POST", path=TUNNELS, **after)
    day.stack.up(day.program).succeeded()
    assert day.known() == day.ids()
    day.control.add_fault(kind, method="PATCH", **after)
    day.stack.up(day.named("renamed")).succeeded()
    for path in (TUNNEL, "/v1/shared/*/info"):
        day.control.add_fault(kind, method="GET", path=path, calls=[1], status=status)
    day.stack.drift().succeeded()
    for path in (TUNNEL, SHARE):
        day.control.add_fault(kind, method="DELETE", path=path, **after)
    day.stack.destroy().succeeded()
    day.is_clear()


@QUICKLY
def test_patch_and_delete_answers_lost(day: Workspace) -> None:
    day.stack.up(day.program).succeeded()
    day.control.add_fault("reset", method="PATCH", calls=[1], when="after")
    day.stack.up(day.named("renamed")).succeeded()
    day.control.add_fault("reset", method="DELETE", path=TUNNEL, calls=[1], when="after")
    day.control.add_fault("status", status=504, method="DELETE", path=SHARE, calls=[1])
    day.stack.destroy().succeeded()
    day.is_clear()


def test_kill_9_provider_between_post_and_answer(day: Workspace) -> None:
    day.control.add_fault("hang", method="POST", path=TUNNELS, calls=[1], when="after")
    running = begin(day)
    day.until(lambda: bool(day.ids()))
    kill_provider(running)
    running.end().failed()
    assert len(day.intents()) == 1
    outcome = day.converges(day.program)
    assert "adopted the tunnel" in outcome.text


def test_kill_9_engine_during_create_then_up(day: Workspace) -> None:
    day.control.change_settings(provisioning={"seconds": 1000})
    running = begin(day)
    day.until(lambda: bool(day.ids()))
    running.signal(signal.SIGKILL)
    running.end().failed()
    day.control.advance(1000)
    day.control.change_settings(provisioning={"seconds": 0})
    unlock(day)
    day.converges(day.program)


@ONLY_NATIVE
def test_sigint_during_wait_then_up(day: Workspace) -> None:
    day.control.change_settings(provisioning={"seconds": 1000})
    running = begin(day)
    day.until(lambda: bool(day.ids()))
    day.until(lambda: day.control.counters().buckets["private_connect"].requests > 2)
    running.signal(signal.SIGINT)
    running.end().failed()
    assert day.known() == day.ids()
    day.control.advance(1000)
    day.control.change_settings(provisioning={"seconds": 0})
    day.converges(day.program)


@QUICKLY
def test_wait_timeout_then_up(day: Workspace) -> None:
    day.control.change_settings(provisioning={"seconds": 1000})
    outcome = day.stack.up(day.named("db", create_timeout="2s")).failed()
    assert "waited 2 s for the tunnel to be ready" in outcome.text
    assert 'last seen: status "connecting"' in outcome.text
    day.control.advance(1000)
    day.control.change_settings(provisioning={"seconds": 0})
    day.converges(day.program)


@QUICKLY
def test_deleted_out_of_band(day: Workspace) -> None:
    day.stack.up(day.program).succeeded()
    (there,) = day.control.objects().tunnels
    day.control.remove_object(there.id)
    day.stack.up(None, "--refresh").succeeded()
    assert day.known() == day.ids()
    (again,) = day.control.objects().tunnels
    day.control.remove_object(again.id)
    day.stack.destroy().succeeded()
    day.is_clear()


@QUICKLY
def test_unknown_fields_and_words(day: Workspace) -> None:
    day.control.add_fault("unknown_field", merge={"news": {"from": ["the", "future"]}})
    day.stack.up(day.program).succeeded()
    day.stack.drift().succeeded()
    day.ends_well(day.program)


@QUICKLY
def test_unauthorized_fails_in_one_request(day: Workspace) -> None:
    key = day.stack.environment["PRIVATE_CONNECT_API_KEY"]
    day.stack.environment["PRIVATE_CONNECT_API_KEY"] = "pc_wrong"
    assert "status 401" in day.stack.up(day.program).failed().text
    assert len(day.control.requests()) == 1
    day.stack.environment["PRIVATE_CONNECT_API_KEY"] = key
    day.converges(day.program)


def test_two_stacks_that_want_one_name(day: Workspace, tmp_path: Path, way: Way) -> None:
    """On one machine they take turns: the second is told, and overwrites nothing."""
    folder = tmp_path / "other"
    folder.mkdir()
    home = {"PULUMI_HOME": str(day.stack.home)}
    other = Stack(folder, way.project, {**day.stack.environment, **home}, way)
    day.control.change_settings(latency=0.5)
    for stack in (day.stack, other):
        stack.declare({"db": tunnel(day.app_id)})
    running = [each.start("up", "--yes", "--skip-preview") for each in (day.stack, other)]
    codes = {each.end().code for each in running}
    assert 0 in codes
    assert len(codes) == 2, "one made it, the other was told"
    (there,) = day.control.objects().tunnels
    states = [*day.stack.state().values(), *other.state().values()]
    assert [each["id"] for each in states] == [there.id]
    assert len(day.control.requests("POST")) == 1
