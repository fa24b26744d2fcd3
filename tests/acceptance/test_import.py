"""What exists already comes under management, and nothing of it changes."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from tools.workbench.outcome import Outcome
from tools.workbench.stack import Stack

from acceptance.drift_command import sevalla
from acceptance.one_way import ONLY_NATIVE
from acceptance.properties import HORIZONTAL_ON_WIRE, LARGE, PROBE_DEFAULTS
from sevalla_emulator.testing import RunningEmulator

pytestmark = ONLY_NATIVE

MANY = 50

# Every state that a process can settle in, as the API has it.
SETTLED: Mapping[str, dict[str, Any]] = {
    "worker": {"type": "worker", "display_name": "A worker"},
    "web": {"type": "web", "display_name": "Web", "port": 8080},
    "closed": {"type": "web", "display_name": "Closed", "is_ingress_enabled": False},
    "grpc": {"type": "web", "display_name": "gRPC", "ingress_protocol": "grpc"},
    "cron": {
        "type": "cron",
        "display_name": "Cron",
        "schedule": "*/5 * * * *",
        "time_zone": "Asia/Tokyo",
    },
    "job": {"type": "job", "display_name": "Job", "job_start_policy": "beforeDeployment"},
    "many": {
        "type": "worker",
        "display_name": "Many",
        "scaling_strategy": {"type": "manual", "config": {"instanceCount": 0}},
    },
    "following": {
        "type": "worker",
        "display_name": "Following",
        "scaling_strategy": HORIZONTAL_ON_WIRE,
        "resource_type_id": LARGE,
        "entrypoint": 'run "quoted" ${NAME} %s',
    },
    "probed": {
        "type": "web",
        "display_name": "Probed",
        "liveness_probe": {"exec": {"command": ["true", "--x"]}, **PROBE_DEFAULTS},
        "readiness_probe": {
            "httpGet": {
                "path": "/",
                "port": 80,
                "scheme": "HTTPS",
                "httpHeaders": [{"name": "X", "value": ""}],
            },
            **PROBE_DEFAULTS,
            "periodSeconds": 5,
        },
    },
}


def make(emulator: RunningEmulator, kind: str, **fields: Any) -> str:
    """Somebody makes an object; its id for an import."""
    made = emulator.control.make_object(kind, fields)
    return f"{fields['app_id']}/{made.id}"


def take_over(stack: Stack, objects: Mapping[str, tuple[str, str]]) -> Outcome:
    """Import objects (type and id, by name) by a file, and run what Pulumi writes for them."""
    resources = [
        {"type": f"sevalla:index:{kind}", "name": name, "id": resource_id}
        for name, (kind, resource_id) in objects.items()
    ]
    (stack.work / "import.json").write_text(json.dumps({"resources": resources}))
    written = ("--file", "import.json", "--out", "written.yaml", "--protect=false")
    imported = stack.pulumi("import", "--yes", "--skip-preview", *written).succeeded()
    program = yaml.safe_load((stack.work / "written.yaml").read_text())
    project = yaml.safe_load((stack.work / "Pulumi.yaml").read_text())
    (stack.work / "Pulumi.yaml").write_text(json.dumps(project | program))
    return imported


def test_every_settled_state(emulator: RunningEmulator, stack: Stack) -> None:
    objects = {}
    for name, fields in SETTLED.items():
        app_id = emulator.control.make_object("applications", {}).id
        objects[name] = ("Process", make(emulator, "processes", app_id=app_id, **fields))
    app_id, _, of = objects["web"][1].partition("/")
    proxy = make(emulator, "tcp_proxies", app_id=app_id, process_id=of, port=8080)
    objects["proxy"] = ("TcpProxy", proxy)
    emulator.control.clear_log()

    imported = take_over(stack, objects)
    assert "warning" not in imported.text, imported.text
    assert stack.preview().succeeded().changed == {}
    assert stack.up(None, "--refresh").succeeded().changed == {}
    assert emulator.control.counters().writes == 0

    inputs = {name: kept["inputs"] for name, kept in stack.state().items()}
    assert inputs["Process worker"].keys() == {"appId", "type", "displayName", "resourceTypeId"}
    assert inputs["Process closed"]["isIngressEnabled"] is False
    assert inputs["Process following"]["entrypoint"] == SETTLED["following"]["entrypoint"]
    assert inputs["TcpProxy proxy"] == {"appId": app_id, "processId": of, "port": 8080}


def test_one_at_a_time(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    worker = make(emulator, "processes", app_id=app_id, **SETTLED["worker"])
    of = worker.partition("/")[2]
    proxy = make(emulator, "tcp_proxies", app_id=app_id, process_id=of, port=80)
    imported = ("import", "--yes", "--skip-preview", "--protect=false", "--generate-code=false")
    stack.declare({})
    stack.pulumi(*imported, "sevalla:index:Process", "worker", worker).succeeded()
    stack.pulumi(*imported, "sevalla:index:TcpProxy", "proxy", proxy).succeeded()
    same = {
        "worker": {"type": "Process", "props": _inputs(stack, "Process worker")},
        "proxy": {"type": "TcpProxy", "props": _inputs(stack, "TcpProxy proxy")},
    }
    assert stack.preview(same).succeeded().changed == {}  # type: ignore[arg-type]

    wrong = stack.pulumi(*imported, "sevalla:index:Process", "other", of).failed()
    assert f'"{of}" is not of the form app_id/process_id' in wrong.text
    gone = stack.pulumi(*imported, "sevalla:index:TcpProxy", "other", worker).failed()
    assert "does not exist" in gone.text


def test_capitals_plan_nothing_and_are_managed(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    """By the command, and by a program that keeps the option: nothing is replaced, ever."""
    worker = make(emulator, "processes", app_id=app_id, **SETTLED["worker"])
    other = make(emulator, "processes", app_id=app_id, **SETTLED["worker"])
    imported = ("import", "--yes", "--skip-preview", "--protect=false", "--generate-code=false")
    stack.declare({})
    emulator.control.clear_log()
    stack.pulumi(*imported, "sevalla:index:Process", "worker", worker.upper()).succeeded()
    assert stack.state()["Process worker"]["id"] == worker
    props = _inputs(stack, "Process worker")
    program: Any = {
        "worker": {"type": "Process", "props": props},
        "other": {"type": "Process", "props": props, "options": {"import": other.upper()}},
    }
    assert stack.preview(program).succeeded().changed == {"Process other": "import"}
    stack.up(program).succeeded()
    assert {each["id"] for each in stack.state().values()} == {worker, other}
    assert stack.up(program, "--refresh").succeeded().changed == {}
    assert sevalla(stack, "drift", "--unmanaged").returncode == 0
    assert emulator.control.counters().writes == 0


@pytest.mark.parametrize("own", ["..", ".", "%2e%2e", "?x", ""])
def test_what_is_no_id_leads_nowhere(
    emulator: RunningEmulator, stack: Stack, app_id: str, own: str
) -> None:
    stack.declare({})
    emulator.control.clear_log()
    imported = ("import", "--yes", "--skip-preview", "--protect=false", "--generate-code=false")
    wrong = stack.pulumi(*imported, "sevalla:index:Process", "bad", f"{app_id}/{own}").failed()
    assert "is not of the form app_id/process_id" in wrong.text
    assert "report it" not in wrong.text
    assert emulator.control.requests() == []


def test_fifty_by_a_file(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    objects = {
        f"worker{number}": (
            "Process",
            make(emulator, "processes", app_id=app_id, type="worker", display_name=f"W {number}"),
        )
        for number in range(MANY)
    }
    emulator.control.clear_log()
    take_over(stack, objects)
    assert stack.preview().succeeded().changed == {}
    assert len(stack.state()) == MANY
    assert emulator.control.counters().writes == 0


def test_a_failed_proxy_can_be_imported_and_is_replaced(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    worker = make(emulator, "processes", app_id=app_id, **SETTLED["worker"])
    of = worker.partition("/")[2]
    proxy = make(emulator, "tcp_proxies", app_id=app_id, process_id=of, port=80)
    emulator.control.change_object(proxy.partition("/")[2], {"status": "failed"})
    take_over(stack, {"proxy": ("TcpProxy", proxy)})
    assert stack.preview().succeeded().changed == {"TcpProxy proxy": "replace"}


def _inputs(stack: Stack, name: str) -> dict[str, Any]:
    inputs: dict[str, Any] = stack.state()[name]["inputs"]
    return inputs
