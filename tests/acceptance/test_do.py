"""`pulumi do`: list, create, read, patch and delete without a program, on the real command line."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from tools.workbench.environment import variables
from tools.workbench.stack import Stack

from acceptance.one_way import ONLY_NATIVE
from sevalla_emulator.kinds.reference import RESOURCE_TYPES
from sevalla_emulator.testing import RunningEmulator

pytestmark = ONLY_NATIVE

SIZE = RESOURCE_TYPES[0].id
NO_APP = "0a1b2c3d-4e5f-6789-abcd-ef0123456999"


@dataclass
class Terminal:
    """Where commands are typed; `seen`: all that they have shown."""

    stack: Stack
    seen: str = ""

    def run(self, kind: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            ["pulumi", "do", f"sevalla:index:{kind}", *arguments, "--color=never"],
            cwd=self.stack.work,
            env={**variables(self.stack.folder), **self.stack.environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.seen += ended.stdout + ended.stderr
        return ended

    def told(self, kind: str, *arguments: str) -> Any:
        """The result, which is all that stands in stdout."""
        ended = self.run(kind, *arguments)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    def done(self, kind: str, verb: str, *arguments: str) -> Any:
        """The same of what changes something."""
        flags = ("--stateless", "--yes", "--output=json")
        return self.told(kind, verb, *arguments, *flags)

    def refused(self, kind: str, *arguments: str) -> str:
        ended = self.run(kind, *arguments)
        assert ended.returncode != 0, ended.stdout
        return ended.stderr


@pytest.fixture
def terminal(stack: Stack) -> Iterator[Terminal]:
    yield (typed := Terminal(stack))
    assert "Traceback" not in typed.seen


def test_what_belongs_to_an_application(
    emulator: RunningEmulator, terminal: Terminal, app_id: str
) -> None:
    """Its processes, what takes a while to be ready, and what is secret."""
    place = ("--app-id", app_id)
    worker = (*place, "--type", "worker", "--resource-type-id", SIZE)
    made = terminal.done("Process", "create", *worker, "--display-name", "worker")
    named = terminal.done("Process", "create", *worker)
    assert made["id"] == f"{app_id}/{made['processId']}"
    assert named["displayName"].startswith("Process-")
    there = [{"id": each["id"], "name": each["displayName"]} for each in (made, named)]
    assert terminal.told("Process", "list", *place) == there
    assert terminal.told("Process", "list", *place, "--count", "1") == there[:1]

    patched = terminal.done("Process", "patch", made["id"], "--display-name", "other")
    assert patched == {**made, "displayName": "other"} | {
        name: patched[name] for name in ("updatedAt", "configHash")
    }
    assert terminal.told("Process", "read", made["id"], "--output=json")["displayName"] == "other"

    emulator.control.change_settings(provisioning={"polls": 3})
    process = ("--process-id", made["processId"])
    proxy = terminal.done("TcpProxy", "create", *place, *process, "--port", "5432")
    assert proxy["status"] == "ready"
    assert terminal.told("TcpProxy", "list", *place) == [
        {"id": proxy["id"], "name": "TCP proxy 5432"}
    ]
    secret = ("--key", "TOKEN", "--value", "canary-1")
    variable = terminal.done("EnvironmentVariable", "create", *place, *secret)
    terminal.run(
        "EnvironmentVariable",
        *("patch", variable["id"], "--value", "canary-2", "--stateless", "--yes"),
    )
    assert variable["value"] == "[secret]"
    assert terminal.told("EnvironmentVariable", "list", *place) == [
        {"id": variable["id"], "name": "TOKEN"}
    ]
    kept = emulator.control.find(variable["envVarId"])
    assert kept is not None
    assert kept.fields["value"] == "canary-2"
    assert "canary" not in terminal.seen

    for kind, resource_id in (("TcpProxy", proxy["id"]), ("Process", made["id"])):
        ended = terminal.run(kind, "delete", resource_id, "--stateless", "--yes")
        assert ended.returncode == 0, ended.stderr
    assert terminal.told("Process", "list", *place) == there[1:]
    assert "was not found" in terminal.refused("Process", "read", made["id"])


def test_what_the_account_has_and_what_is_refused(
    emulator: RunningEmulator, terminal: Terminal, app_id: str
) -> None:
    """A page of many, all of them, and commands that change nothing."""
    projects = [
        emulator.control.make_object("projects", {"display_name": f"shop {number}"}).id
        for number in range(101)
    ]
    assert [each["id"] for each in terminal.told("Project", "list")] == projects[:100]
    assert [each["id"] for each in terminal.told("Project", "list", "--all")] == projects
    assert terminal.told("Application", "list")[0]["id"] == app_id
    emulator.control.clear_log()

    worker = ("--app-id", app_id, "--resource-type-id", SIZE)
    wrong = terminal.refused("Process", "create", *worker, "--type=werker", "--stateless", "--yes")
    assert "`type` must be one of web, worker, cron, job" in wrong
    planned = terminal.run("Process", "create", *worker, "--type=job", "--stateless", "--dry-run")
    assert planned.returncode == 0, planned.stderr
    nowhere = terminal.refused("Process", "list", "--app-id", NO_APP)
    assert f"could not list Processes in {NO_APP}: GET /applications/{NO_APP}" in nowhere
    assert "`appId` must be a UUID such as" in terminal.refused("Process", "list", "--app-id", "x")
    assert emulator.control.counters().writes == 0
