"""What is in no stack: found, ignored for a reason, and brought under management."""

import json

import yaml
from tools.workbench.program import Program
from tools.workbench.stack import Stack

from acceptance.drift_command import kept, sevalla
from acceptance.one_way import ONLY_NATIVE
from acceptance.properties import process
from acceptance.tunnels import tunnel
from sevalla_emulator.testing import RunningEmulator

STRANGERS = 40
LISTS = (
    "GET /applications/{app_id}/processes",
    "GET /applications/{app_id}/tcp-proxies",
    "GET /v1/tunnels",
)


def test_what_is_in_no_stack_is_told(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    assert sevalla(stack, "drift", "--unmanaged").returncode == 0
    made = emulator.control.make_object(
        "processes", {"app_id": app_id, "type": "worker", "display_name": "By hand"}
    )
    elsewhere = emulator.control.seed(applications=1).applications[0].id
    emulator.control.make_object("processes", {"app_id": elsewhere, "type": "worker"})
    before = kept(stack)
    emulator.control.clear_log()
    ended = sevalla(stack, "drift", "--unmanaged", "--format", "json")
    assert ended.returncode == 3, ended.stdout + ended.stderr
    (told,) = json.loads(ended.stdout)["unmanaged"]
    assert (told["id"], told["label"]) == (f"{app_id}/{made.id}", "By hand")
    assert told["age_seconds"] > 3600
    assert kept(stack) == before
    assert emulator.control.counters().writes == 0

    rule = {"name": "By *", "reason": "the operators' own", "until": "2999-12-31"}
    (stack.work / ".sevalla-drift.yaml").write_text(yaml.safe_dump({"ignore": [rule]}))
    ignored = sevalla(stack, "drift", "--unmanaged")
    assert ignored.returncode == 0, ignored.stdout + ignored.stderr
    assert "the operators' own" in ignored.stdout
    (stack.work / ".sevalla-drift.yaml").write_text("ignore: everything")
    assert sevalla(stack, "drift", "--unmanaged").returncode == 1
    (stack.work / ".sevalla-drift.yaml").unlink()
    assert sevalla(stack, "drift", "--unmanaged", SEVALLA_API_KEY="lost").returncode == 1


def test_what_several_stacks_share_is_listed_once(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    agent = emulator.control.make_agent("beside the database").id
    names = ("one", "other", "third")
    for name in names:
        stack.pulumi("stack", "init", name).succeeded()
        program: Program = {"w": process("worker", app_id), name: tunnel(agent, name=name)}
        stack.up(program, "--stack", name).succeeded()
    stranger = emulator.control.make_object("tunnels", {"agentId": agent, "name": "by hand"})
    emulator.control.clear_log()
    every = [part for name in names for part in ("--stack", name)]
    ended = sevalla(stack, "drift", "--unmanaged", "--format", "json", *every)
    assert ended.returncode == 3, ended.stdout + ended.stderr
    assert [each["id"] for each in json.loads(ended.stdout)["unmanaged"]] == [stranger.id]
    routes = emulator.control.counters().routes
    assert {route: routes[route].requests for route in LISTS} == dict.fromkeys(LISTS, 1)

    emulator.control.add_fault("status", status=403, path="/v1/tunnels")
    refused = sevalla(stack, "drift", "--unmanaged", *every)
    assert refused.returncode == 1
    assert refused.stdout.count("could not be checked") == len(names)
    assert refused.stdout.count("could not list what is there") == len(names)


@ONLY_NATIVE
def test_forty_strangers_are_imported_by_the_file(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    stack.up({"worker-0": process("worker", app_id)}).succeeded()
    for number in range(STRANGERS):
        name = f"Worker {number % 20}"
        emulator.control.make_object(
            "processes", {"app_id": app_id, "type": "worker", "display_name": name}
        )
    emulator.control.clear_log()
    found = sevalla(stack, "drift", "--import-file", "import.json")
    assert found.returncode == 3, found.stdout + found.stderr
    written = ("--file", "import.json", "--out", "written.yaml", "--protect=false")
    stack.pulumi("import", "--yes", "--skip-preview", *written).succeeded()
    program = yaml.safe_load((stack.work / "Pulumi.yaml").read_text())
    program["resources"] |= yaml.safe_load((stack.work / "written.yaml").read_text())["resources"]
    (stack.work / "Pulumi.yaml").write_text(json.dumps(program))
    assert stack.preview().succeeded().changed == {}
    assert len(stack.state()) == STRANGERS + 1
    assert sevalla(stack, "drift", "--unmanaged").returncode == 0
    assert emulator.control.counters().writes == 0


@ONLY_NATIVE
def test_an_application_that_is_gone_holds_nothing_and_is_no_failed_check(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    emulator.control.remove_object(app_id)
    ended = sevalla(stack, "drift", "--unmanaged")
    assert ended.returncode == 2, ended.stdout + ended.stderr
    assert "Process worker: gone" in ended.stdout
    nothing = sevalla(stack, "import", "--app", app_id)
    assert nothing.returncode == 1, nothing.stdout


@ONLY_NATIVE
def test_a_failed_check_writes_no_import_file(stack: Stack, app_id: str) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    written = stack.work / "import.json"
    ended = sevalla(stack, "drift", "--import-file", str(written), SEVALLA_API_KEY="lost")
    assert ended.returncode == 1
    assert not written.exists()
