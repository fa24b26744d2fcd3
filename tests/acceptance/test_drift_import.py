"""`pulumi-sevalla import`: all that is there comes under management, and nothing of it changes."""

from tools.workbench.stack import Stack

from acceptance.drift_command import sevalla, shell
from acceptance.one_way import ONLY_NATIVE
from acceptance.test_import import SETTLED
from sevalla_emulator.testing import RunningEmulator

pytestmark = ONLY_NATIVE


def test_a_whole_environment_in_one_step(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    control = emulator.control
    other = control.seed(applications=1).applications[0].id
    closed = {"closed", "grpc", "probed"}  # an application has one web process
    for name, fields in SETTLED.items():
        if name not in closed:
            control.make_object("processes", {"app_id": app_id, **fields})
    probed = control.make_object("processes", {"app_id": other, **SETTLED["probed"]})
    proxy = {"app_id": other, "process_id": probed.id}
    control.make_object("tcp_proxies", {**proxy, "port": 80})
    broken = control.make_object("tcp_proxies", {**proxy, "port": 81})
    control.change_object(broken.id, {"status": "failed"})
    agent = control.make_agent("beside the database").id
    control.make_object(
        "tunnels", {"agentId": agent, "name": "db", "metadata": {"on_call": "${ann}", "n": 1}}
    )
    control.clear_log()

    arguments = ("--app", app_id, "--app", other, "--workspace", "--into", "taken", "--name", "all")
    ended = sevalla(stack, "import", *arguments)
    assert ended.returncode == 0, ended.stderr
    assert f'{broken.id}, which the platform shows as "failed"' in ended.stderr
    _, _, commands = ended.stdout.partition("Next:\n\n")
    expect = "pulumi preview --expect-no-changes --refresh"
    imported = shell(stack, commands.replace("pulumi preview", expect), PULUMI_STACK="dev")
    assert imported.returncode == 0, imported.stdout + imported.stderr
    assert f"{len(SETTLED) - len(closed) + 3} objects" in ended.stdout
    assert control.counters().writes == 0

    again = sevalla(stack, "import", *arguments)
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_what_cannot_be_looked_at_is_said(stack: Stack, app_id: str) -> None:
    nothing = sevalla(stack, "import")
    assert nothing.returncode == 1
    assert "--app <id>, --workspace, or both" in nothing.stderr
    lost = sevalla(stack, "import", "--app", app_id, SEVALLA_API_KEY="lost")
    assert lost.returncode == 1
    assert "API key missing or invalid" in lost.stderr
    assert not (stack.work / "imported").exists()
