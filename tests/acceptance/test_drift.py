"""`pulumi-sevalla drift` on the real engine."""

import json
from typing import Any

from tools.workbench.stack import Stack
from tools.workbench.ways import DYNAMIC

from acceptance.drift_command import found, heal, ids, kept, report_of, sevalla, values
from acceptance.one_way import ONLY_NATIVE
from acceptance.properties import process, proxy
from sevalla_emulator.testing import RunningEmulator

MADE_IN = next(
    number
    for number, line in enumerate((DYNAMIC.project / "__main__.py").read_text().splitlines(), 1)
    if "kind(name" in line
)
"""The line of the program of the dynamic way in that makes its resources."""

NOWHERE = "http://127.0.0.1:9/v3"


def test_everything_that_can_be_wrong_is_named_with_what_heals_it(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    hushed = process("worker", app_id)
    hushed["props"]["display_name"] = {"secret": "hush"}
    hushed["props"]["port"] = 4000
    program: dict[str, Any] = {
        "web": process("web", app_id, readiness_probe={"tcp_socket": {"port": 80}}),
        "many": process("worker", app_id),
        "hushed": hushed,
        "kept": {
            **process("worker", app_id, entrypoint="one"),
            "options": {"ignore_changes": ["entrypoint"]},
        },
        "failed": proxy(app_id, "web", 8080),
        "stuck": proxy(app_id, "web", 8081),
        "gone": proxy(app_id, "web", 8082),
    }
    stack.up(program).succeeded()
    before = kept(stack)
    assert found(report_of(stack, code=0)) == {}

    own, control = ids(stack), emulator.control
    probe: dict[str, Any] = {"tcpSocket": {"port": 81}, "failureThreshold": 4}
    control.change_object(own["Process web"], {"display_name": "Meddled", "readiness_probe": probe})
    scaled: dict[str, Any] = {"type": "manual", "config": {"instanceCount": 7}}
    control.change_object(own["Process many"], {"scaling_strategy": scaled, "port": 99})
    control.change_object(own["Process hushed"], {"display_name": "loud"})
    control.change_object(own["Process kept"], {"entrypoint": "two"})
    control.change_object(own["TcpProxy failed"], {"status": "failed"})
    control.change_object(own["TcpProxy stuck"], {"status": "creating"})
    control.remove_object(own["TcpProxy gone"])
    control.clear_log()

    wrong = found(report_of(stack, code=2))
    assert kept(stack) == before
    assert control.counters().writes == 0
    assert set(wrong) == {
        "Process web drifted",
        "Process many drifted",
        "Process hushed drifted",
        "TcpProxy failed unhealthy",
        "TcpProxy stuck unhealthy",
        "TcpProxy gone gone",
    }
    assert values(wrong["Process web drifted"]) == {
        "displayName": ("A web", "Meddled"),
        "readinessProbe.tcpSocket.port": (80, 81),
        "readinessProbe.failureThreshold": (3, 4),
    }
    assert values(wrong["Process many drifted"]) == {"scalingStrategy.config.instanceCount": (1, 7)}
    assert [each["secret"] for each in wrong["Process hushed drifted"]["differences"]] == [True]
    assert values(wrong["Process hushed drifted"]) == {"displayName": (None, None)}
    assert wrong["TcpProxy failed unhealthy"]["status"] == "failed"
    assert wrong["TcpProxy stuck unhealthy"]["status"] == "creating"
    # The host for YAML tells the engine no lines, and so no state knows them.
    lines = {(each["file"], each["line"]) for each in wrong.values()}
    assert lines == ({("__main__.py", MADE_IN)} if stack.way is DYNAMIC else {(None, None)})

    in_words = sevalla(stack, "drift")
    assert in_words.returncode == 2
    assert "hush" not in in_words.stdout.replace("Process hushed", "")
    assert "loud" not in in_words.stdout
    assert "\x1b" not in in_words.stdout
    assert 'expected  "A web"' in in_words.stdout
    assert (f"      __main__.py:{MADE_IN}\n" in in_words.stdout) is (stack.way is DYNAMIC)

    control.change_object(own["Process kept"], {"entrypoint": "one"})
    assert len({each["heal"] for each in wrong.values()}) == 2
    heal(stack, wrong["TcpProxy gone gone"])
    heal(stack, wrong["TcpProxy stuck unhealthy"])
    assert found(report_of(stack, code=0)) == {}


def test_a_check_that_failed_is_never_clean(stack: Stack, app_id: str) -> None:
    stack.up({"web": process("web", app_id)}).succeeded()
    for changed in ({"SEVALLA_API_KEY": ""}, {"SEVALLA_API_KEY": "lost"}):
        ended = sevalla(stack, "drift", **changed)
        assert ended.returncode == 1, ended.stdout
        assert "SEVALLA_API_KEY" in " ".join(ended.stdout.split())
    unreachable = sevalla(stack, "drift", SEVALLA_API_URL=NOWHERE, SEVALLA_RETRY_SECONDS="0.1")
    assert unreachable.returncode == 1
    assert "could not be checked" in unreachable.stdout
    report = report_of(stack, "--stack", "test", "--stack", "nowhere", code=1)
    assert [each["stack"] for each in report["stacks"] if each["error"]] == ["nowhere"]


@ONLY_NATIVE
def test_what_is_not_there_or_mistyped_ends_with_one(stack: Stack) -> None:
    for arguments in (["--nonsense"], ["--cwd", "nowhere"], ["--format", "poem"]):
        assert sevalla(stack, "drift", *arguments).returncode == 1
    assert sevalla(stack, "drift", PATH="/nowhere").returncode == 1


def test_all_stacks_of_a_backend_without_their_folder(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    emulator.control.change_object(ids(stack)["Process worker"], {"display_name": "Meddled"})
    stack.pulumi("stack", "init", "empty").succeeded()
    before = kept(stack)
    backend = (stack.folder / "backend").as_uri()
    (stack.folder / "elsewhere").mkdir()
    arguments = ("--backend", backend, "--all-stacks", "--cwd", str(stack.folder / "elsewhere"))
    report = report_of(stack, *arguments, code=2)
    assert {each["stack"]: each["checked"] for each in report["stacks"]} == {
        "organization/acceptance/test": 1,
        "organization/acceptance/empty": 0,
    }
    one = ("--backend", backend, "--stack", "organization/acceptance/test", "--unmanaged")
    assert report_of(stack, *one, code=2)["unmanaged"] == []
    assert kept(stack) == before


@ONLY_NATIVE
def test_a_job_on_github_gets_annotations_and_a_summary(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    stack.up({"worker": process("worker", app_id)}).succeeded()
    emulator.control.change_object(ids(stack)["Process worker"], {"display_name": "Meddled"})
    summary, written = stack.folder / "summary.md", stack.folder / "out" / "drift.json"
    there = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    arguments = ("--format", "json", "--output", str(written))
    ended = sevalla(stack, "drift", *arguments, FORCE_COLOR="1", **there)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "\x1b" not in ended.stderr
    assert "::error title=test%3A Process worker::drifted: displayName is" in ended.stderr
    assert json.loads(written.read_text())["result"] == "drift"
    assert "<code>displayName</code>" in summary.read_text()
    plain = sevalla(stack, "drift", "--output", str(written), FORCE_COLOR="1")
    assert plain.returncode == 2
    assert "\x1b" not in written.read_text()
