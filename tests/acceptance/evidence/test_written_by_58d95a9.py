"""A stack that commit 58d95a9 made is at home in the present code (`fixtures/make.py`)."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from fixtures import written
from sevalla_emulator.testing import RunningEmulator, WallClock, running_emulator

PASSPHRASE = "workbench"
HOUR = 3600.0
RESOURCES = {
    "Process web",
    "Process worker",
    "Process nightly",
    "Process migrate",
    "TcpProxy door",
    "TcpProxy side",
    "Tunnel database",
    "Tunnel preview",
    "TunnelConnection teammate",
    "TunnelShare visitors",
}
LASTING = {"applications", "domains", "agents"}
"""What the emulator holds that no stack has made."""

PATCHES = {
    "Process web": {
        "display_name": "Web Two",
        "readiness_probe": {
            "httpGet": {
                "path": "/ready",
                "port": 8080,
                "scheme": "HTTP",
                "httpHeaders": [{"name": "X-Probe", "value": "1"}],
            },
            "initialDelaySeconds": 0,
            "periodSeconds": 3,
            "timeoutSeconds": 1,
            "successThreshold": 1,
            "failureThreshold": 3,
        },
    },
    "Process worker": {
        "display_name": "Worker Two",
        "scaling_strategy": {"type": "manual", "config": {"instanceCount": 3}},
    },
    "Process nightly": {"display_name": "Nightly Two", "schedule": "0 3 * * 1-5"},
    "Process migrate": {"entrypoint": "python -m shop.migrate 3"},
    "Tunnel database": {"name": "Database Two"},
    "Tunnel preview": {"name": "Preview Two"},
}
"""What the API sees of the change; the metadata of the database are compared apart."""


@pytest.fixture
def emulator(way: Way) -> Iterator[RunningEmulator]:
    """An hour after all was made: the share lives for a day."""
    clock = WallClock()
    clock.advance(written.MADE_AT + HOUR - time.time())
    with running_emulator(clock=clock) as running:
        running.control.lift_limits()
        # As it was thought to be then: the web process is one like any other.
        running.control.change_settings(web_process=False, web_delete="remove")
        for kind, fields in written.objects(way.name):
            running.control.make_object(kind, fields)
        yield running


@pytest.fixture
def stack(
    new_stack: Callable[..., Stack], emulator: RunningEmulator, way: Way, tmp_path: Path
) -> Stack:
    there = written.HERE / way.name
    stack = new_stack(there / "program", way)
    stack.environment["PULUMI_CONFIG_PASSPHRASE"] = PASSPHRASE
    shutil.copy(there / "Pulumi.test.yaml", stack.work)
    exported = tmp_path / "state.json"
    written.lay_state(way.name, exported, emulator.url.removesuffix("/v3"))
    stack.pulumi("stack", "import", "--file", str(exported)).succeeded()
    assert set(stack.state()) == RESOURCES
    return stack


def own_ids(stack: Stack) -> dict[str, str]:
    """The API's own ids of what is in state, and whose they are."""
    return {each["id"].rpartition("/")[2]: name for name, each in stack.state().items()}


def left(emulator: RunningEmulator) -> set[str]:
    """The kinds of which there is an object that somebody must have made."""
    return {kind for kind, there in emulator.control.objects().by_kind.items() if there} - LASTING


def nothing_to_do(stack: Stack) -> None:
    """Insist on it, with and without a look at the API."""
    for found in (stack.preview(None, "--expect-no-changes"), stack.drift()):
        assert found.succeeded().changed == {}
        assert set(found.steps) == RESOURCES


def test_it_is_read_and_updated(emulator: RunningEmulator, stack: Stack) -> None:
    before = {name: each["id"] for name, each in stack.state().items()}
    nothing_to_do(stack)
    stack.refresh().succeeded()
    assert stack.up().succeeded().changed == {}
    assert emulator.control.counters().writes == 0

    stack.configure(word="Two", number="3", again="false")
    changed = stack.up().succeeded().changed
    assert changed == dict.fromkeys([*PATCHES, "TunnelShare visitors"], "update")
    names = own_ids(stack)
    patches: dict[str, Any] = {
        names[entry.path.rpartition("/")[2]]: entry.body
        for entry in emulator.control.requests("PATCH")
    }
    metadata = patches["Tunnel database"].pop("metadata")
    assert int(metadata["onCall"]["numbers"][1]) == 3
    assert patches == PATCHES
    assert emulator.control.counters().writes == len(PATCHES)
    assert {name: each["id"] for name, each in stack.state().items()} == before
    nothing_to_do(stack)

    stack.destroy().succeeded()
    assert left(emulator) == set()


def test_it_is_destroyed_as_it_is(emulator: RunningEmulator, stack: Stack) -> None:
    stack.destroy().succeeded()
    assert stack.state() == {}
    assert left(emulator) == set()
    assert emulator.control.requests("POST") == []
