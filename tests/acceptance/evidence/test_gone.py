"""Gone only on evidence: the right account, wrong worlds, and states of earlier versions."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools.workbench.outcome import Outcome
from tools.workbench.program import Program
from tools.workbench.stack import Stack

from acceptance.drift_command import report_of, sevalla
from acceptance.properties import process, proxy
from acceptance.quick_stack import QUICKLY
from acceptance.tunnels import connection, share, tunnel
from sevalla_emulator.testing import RunningEmulator
from sevalla_provider.lifecycle.account import ACCOUNT, HIDDEN

BOTH_WAYS_ON = ("sevalla:", "pulumi state delete")


@pytest.fixture
def agent(emulator: RunningEmulator) -> str:
    return emulator.control.make_agent().id


@pytest.fixture
def program(app_id: str, agent: str) -> Program:
    """Many of each kind."""
    return {
        "web": process("web", app_id),
        **{f"worker{number}": process("worker", app_id) for number in range(4)},
        **{f"proxy{number}": proxy(app_id, "web", 8000 + number) for number in range(5)},
        "db": tunnel(agent),
        "join": connection(agent, local_port=15432),
        "shop": tunnel(agent, target="shop:80", name="shop", protocol="http"),
        "link": share("shop"),
    }


def kept(stack: Stack) -> dict[str, tuple[str, Any]]:
    """What the state holds: ids and outputs, without what is enciphered anew each time."""
    return {
        name: (each["id"], {key: without_secret(value) for key, value in each["outputs"].items()})
        for name, each in stack.state().items()
    }


def without_secret(value: Any) -> Any:
    return "[secret]" if isinstance(value, dict) and "ciphertext" in value else value


def there(emulator: RunningEmulator) -> int:
    """How many objects there are, but for what cannot be counted as an object."""
    objects = emulator.control.objects()
    return len([*objects.processes, *objects.tcp_proxies, *objects.tunnels, *objects.shares])


def accounts(stack: Stack) -> list[dict[str, str]]:
    return [each["outputs"][HIDDEN][ACCOUNT] for each in stack.state().values()]


def loses_nothing(
    stack: Stack, emulator: RunningEmulator, attempt: Callable[[], Outcome], *words: str
) -> None:
    """Insist that a command fails for a reason that it tells, and that all stays as it is."""
    before, objects = kept(stack), there(emulator)
    text = attempt().failed().text
    assert [word for word in words if word not in text] == [], text
    assert "please report it" not in text
    assert kept(stack) == before
    assert there(emulator) == objects


def with_addresses_without_version(stack: Stack, emulator: RunningEmulator) -> None:
    bare = emulator.url.removesuffix("/v3")
    stack.environment |= {"SEVALLA_API_URL": bare, "PRIVATE_CONNECT_API_URL": bare}


def with_keys_of_another_account(stack: Stack, emulator: RunningEmulator) -> None:
    stack.environment |= {
        "SEVALLA_API_KEY": emulator.other_api_key,
        "PRIVATE_CONNECT_API_KEY": emulator.other_private_connect_key,
    }


def test_in_a_wrong_world_nothing_is_lost_and_nothing_ends_well(
    emulator: RunningEmulator, stack: Stack, program: Program, app_id: str
) -> None:
    stack.up(program).succeeded()
    right = dict(stack.environment)
    changed = {**program, "worker0": process("worker", app_id, display_name="Other")}

    with_addresses_without_version(stack, emulator)
    loses_nothing(stack, emulator, stack.refresh, "SEVALLA_API_URL", "/v3")
    assert "not how the API says" in sevalla(stack, "drift").stdout
    stack.environment.update(right)

    with_keys_of_another_account(stack, emulator)
    for attempt in (stack.refresh, stack.destroy, lambda: stack.up(changed)):
        loses_nothing(stack, emulator, attempt, *BOTH_WAYS_ON)
    ended = sevalla(stack, "drift", "--unmanaged")
    assert ended.returncode == 1, ended.stdout
    assert "no proof that it is gone" in " ".join(ended.stdout.split())
    assert "pulumi up" not in ended.stdout
    stack.environment.update(right)

    assert stack.up(changed).succeeded().changed == {"Process worker0": "update"}
    stack.destroy().succeeded()
    assert (stack.state(), there(emulator)) == ({}, 0)


@QUICKLY
def test_by_a_404_that_is_no_evidence_nothing_is_lost(
    emulator: RunningEmulator, stack: Stack, program: Program
) -> None:
    stack.up(program).succeeded()
    right = dict(stack.environment)
    with_addresses_without_version(stack, emulator)
    for attempt in (stack.refresh, stack.destroy):
        loses_nothing(stack, emulator, attempt, "_API_URL")
    stack.environment.update(right)

    emulator.control.add_fault("html", status=404)
    loses_nothing(stack, emulator, stack.destroy)
    emulator.control.clear_faults()
    emulator.control.add_fault("status", status=404, body={"detail": "Not Found"})
    loses_nothing(stack, emulator, stack.refresh)
    emulator.control.clear_faults()
    emulator.control.add_fault("status", status=404)  # everything, in the API's own form
    loses_nothing(stack, emulator, stack.destroy, "pulumi state delete")
    emulator.control.clear_faults()

    assert stack.up().succeeded().changed == {}
    stack.destroy().succeeded()
    assert (stack.state(), there(emulator)) == ({}, 0)


def test_what_was_deleted_by_hand_is_dropped_and_counts_as_done(
    emulator: RunningEmulator, stack: Stack, program: Program, app_id: str
) -> None:
    control = emulator.control
    stack.up(program).succeeded()
    ids = {name: each["id"].rpartition("/")[2] for name, each in stack.state().items()}
    control.remove_object(ids["TcpProxy proxy0"])
    refreshed = stack.refresh().succeeded()
    assert refreshed.changed == {"TcpProxy proxy0": "delete"}

    # The whole application, and no other is left.
    control.remove_object(app_id)
    report = report_of(stack, code=2)
    (told,) = report["stacks"]
    assert {each["kind"] for each in told["findings"]} == {"gone"}
    assert told["warnings"] == []
    stack.refresh().succeeded()
    assert {name.split()[0] for name in stack.state()} == {
        "Tunnel",
        "TunnelConnection",
        "TunnelShare",
    }

    # The rest, too: nobody deletes everything, and still it is done.
    for name in ("Tunnel db", "Tunnel shop"):
        control.remove_object(ids[name])
    ended = sevalla(stack, "drift")
    assert ended.returncode == 2, ended.stdout
    first = ended.stdout.split()
    assert "warning: everything of this stack is gone at once" in " ".join(first)
    assert first.index("warning:") < first.index("Tunnel")
    stack.destroy().succeeded()
    assert stack.state() == {}


def test_a_state_of_an_earlier_version_is_filled_in_without_a_word(
    emulator: RunningEmulator, stack: Stack, program: Program, app_id: str, tmp_path: Path
) -> None:
    stack.up(program).succeeded()
    exported = tmp_path / "state.json"
    stack.pulumi("stack", "export", "--show-secrets", "--file", str(exported)).succeeded()
    state = json.loads(exported.read_text())
    for each in state["deployment"]["resources"]:
        hidden = each.get("outputs", {}).get(HIDDEN, {})
        hidden.pop(ACCOUNT, None)
        if not hidden:
            each.get("outputs", {}).pop(HIDDEN, None)
    exported.write_text(json.dumps(state))
    stack.pulumi("stack", "import", "--file", str(exported)).succeeded()
    assert ACCOUNT not in json.dumps([each["outputs"] for each in stack.state().values()])

    stack.drift().succeeded()  # --expect-no-changes
    assert stack.preview().succeeded().changed == {}
    assert sevalla(stack, "drift").returncode == 0

    # Nothing shows whose an application was that is gone.
    objects = emulator.control.objects()
    emulator.control.remove_object(app_id)
    text = stack.refresh().failed().text
    assert "nothing says in which account it was" in text
    assert len(stack.state()) == len(program)
    emulator.control.make_object("applications", {"id": app_id})
    for kind, things in (("processes", objects.processes), ("tcp_proxies", objects.tcp_proxies)):
        for thing in things:
            emulator.control.make_object(kind, thing.fields)

    assert stack.refresh().succeeded().changed == {}
    filled = kept(stack)
    # Anybody sees a share, so that it shows no account.
    without = {name for name, (_, outputs) in filled.items() if ACCOUNT not in str(outputs)}
    assert without == {"TunnelShare link"}
    emulator.control.clear_log()
    assert stack.refresh().succeeded().changed == {}
    assert kept(stack) == filled
    assert [one for one in emulator.control.requests() if one.path.endswith(app_id)] == []
    assert stack.up().succeeded().changed == {}
    emulator.control.remove_object(app_id)
    stack.destroy().succeeded()
    assert stack.state() == {}


def test_of_the_account_no_more_is_kept_than_a_digest_and_it_is_told_nobody(
    emulator: RunningEmulator, stack: Stack, program: Program, app_id: str
) -> None:
    up = stack.up(program).succeeded()
    stack.refresh().succeeded()
    found = accounts(stack)
    assert len(found) == len(program)
    assert {frozenset(each) for each in found} <= {
        frozenset({"salt", "digest", "company"}),
        frozenset({"salt", "digest"}),
    }
    assert not re.search(r"__sevalla|digest|salt", up.text)
    assert not re.search(r"digest|salt", stack.preview(None).succeeded().text)
    whole = json.dumps(stack.state())
    for secret in (emulator.api_key, emulator.private_connect_key):
        assert secret not in whole
    # It is no input, and no reason for anything.
    inputs = json.dumps([each["inputs"] for each in stack.state().values()])
    assert ACCOUNT not in inputs.replace("accountId", "")
    if stack.way.name == "native":
        (urn,) = [one["urn"] for name, one in stack.state().items() if name == "Process web"]
        emulator.control.remove_object(app_id)
        stack.environment["SEVALLA_API_KEY"] = emulator.other_api_key
        text = stack.refresh().failed().text
        assert f"pulumi state delete {urn}" in text.replace("'", "")
