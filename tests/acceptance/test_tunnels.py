"""Tunnels, connections and shares: their life, and what goes wrong in it."""

from typing import Any

import pytest
from tools.workbench.program import Declared, Program
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from acceptance.leaks import holders
from acceptance.quick_stack import QUICKLY
from acceptance.tunnels import connection, share, tunnel
from sevalla_emulator.testing import RunningEmulator

TUNNELS = "/v1/tunnels"
ONE = "/v1/tunnels/*"


@pytest.fixture
def agent(emulator: RunningEmulator) -> str:
    return emulator.control.make_agent("beside the database").id


@pytest.fixture
def teammate(emulator: RunningEmulator) -> str:
    return emulator.control.make_agent("a teammate").id


def everything(agent: str) -> dict[str, Declared]:
    return {
        "db": tunnel(agent),
        "web": tunnel(
            agent, name="web", target={"host": "localhost", "port": 3000}, protocol="http"
        ),
        "link": share(expires_in="24h", allowed_methods=["HEAD", "GET"]),
    }


def same(stack: Stack) -> None:
    """Insist that there is nothing left to do, and that a look at the API finds nothing new."""
    assert stack.up().succeeded().changed == {}
    stack.drift().succeeded()


def outputs(stack: Stack, name: str) -> dict[str, Any]:
    found: dict[str, Any] = stack.state()[name]["outputs"]
    return found


def test_a_connection_is_made_and_forgotten(
    emulator: RunningEmulator, stack: Stack, agent: str, teammate: str
) -> None:
    program: Program = {"db": tunnel(agent), "join": connection(teammate, local_port=0)}
    assert "from 1 to 65535, not 0" in stack.preview(program).failed().text
    program = {"db": tunnel(agent), "join": connection(teammate, local_port=15432)}
    stack.up(program).succeeded()
    told = outputs(stack, "TunnelConnection join")
    assert told["connectionString"] == "postgres://localhost:15432/postgres"
    assert told["localPort"] == 15432
    same(stack)
    ids = {name: kept["id"] for name, kept in stack.state().items()}
    assert ids["TunnelConnection join"] == f"{ids['Tunnel db']}/{teammate}"

    emulator.control.remove_object(ids["Tunnel db"])
    drift = stack.drift()
    assert drift.changed == {"Tunnel db": "delete", "TunnelConnection join": "delete"}
    stack.up(None, "--refresh").succeeded()
    same(stack)
    stack.destroy().succeeded()


def test_the_token_and_the_link_are_secret(
    emulator: RunningEmulator, stack: Stack, agent: str
) -> None:
    made = stack.up(everything(agent)).succeeded()
    (there,) = emulator.control.objects().by_kind["shares"]
    token = str(there["token"])
    drift = stack.drift()
    for text in (made.text, drift.text, *stack.said):
        assert token not in text
    assert holders(token, stack.folder) == []
    shown = stack.pulumi("stack", "export", "--show-secrets").succeeded().text
    assert token in shown


@QUICKLY
def test_a_share_that_has_expired_is_made_anew_or_stays(
    emulator: RunningEmulator, stack: Stack, agent: str
) -> None:
    program: Program = {
        "web": tunnel(agent, name="web", target="localhost:3000", protocol="http"),
        "again": share(expires_in="1h"),
        "once": share(expires_in="1h", name="once", recreate_on_expiry=False),
    }
    stack.up(program).succeeded()
    same(stack)
    emulator.control.advance(2 * 3600)
    assert stack.drift().changed == {"TunnelShare again": "delete"}
    stack.refresh().succeeded()
    assert outputs(stack, "TunnelShare once")["status"] == "expired"
    assert stack.up().succeeded().changed == {"TunnelShare again": "create"}
    same(stack)
    stack.destroy().succeeded()
    assert emulator.control.objects().tunnels == []


@QUICKLY
def test_the_open_server_has_habits_of_its_own(
    emulator: RunningEmulator, stack: Stack, agent: str, teammate: str
) -> None:
    emulator.control.change_settings(tunnel_style="open-server")
    program = everything(agent)
    program["db"]["props"] |= {"metadata": {"team": "shop"}}
    program["join"] = connection(teammate, local_port=15433)
    stack.up(program).succeeded()
    same(stack)
    outcome = stack.destroy().succeeded()
    assert "cannot be revoked by an API key, and is only forgotten" in outcome.text
    assert emulator.control.objects().tunnels == []


@QUICKLY
def test_a_name_that_is_taken_is_an_error_and_no_overwrite(
    emulator: RunningEmulator, stack: Stack, agent: str
) -> None:
    foreign = emulator.control.make_object("tunnels", {"agentId": agent, "name": "db"})
    failed = stack.up({"db": tunnel(agent)}).failed()
    assert 'there is a tunnel "db" already' in failed.text
    assert foreign.id in failed.text
    assert emulator.control.requests("POST") == []
    emulator.control.remove_object(foreign.id)
    stack.up({"db": tunnel(agent)}).succeeded()
    same(stack)


@QUICKLY
def test_an_answer_that_is_lost_is_recovered_through_the_name(
    emulator: RunningEmulator, stack: Stack, agent: str
) -> None:
    emulator.control.add_fault("reset", method="POST", path=TUNNELS, calls=[1], when="after")
    outcome = stack.up({"db": tunnel(agent, status="paused")}).succeeded()
    assert "adopted the tunnel" in outcome.notes
    assert len(emulator.control.objects().tunnels) == 1
    assert len([each for each in emulator.control.requests("POST") if each.path == TUNNELS]) == 1
    same(stack)
    emulator.control.add_fault("reset", method="DELETE", path=ONE, calls=[1], when="after")
    stack.destroy().succeeded()


@QUICKLY
def test_statuses_over_time(emulator: RunningEmulator, stack: Stack, agent: str, way: Way) -> None:
    emulator.control.change_settings(provisioning={"seconds": 1})
    outcome = stack.up({"db": tunnel(agent)}).succeeded()
    assert "connecting, " in outcome.progress
    assert outputs(stack, "Tunnel db")["status"] == "active"
    (there,) = emulator.control.objects().tunnels
    emulator.control.change_object(there.id, {"status": "connecting"})
    stack.refresh().succeeded()
    assert stack.up().succeeded().changed == {}
    emulator.control.change_object(there.id, {"status": "error"})
    assert stack.up(None, "--refresh").succeeded().changed == {"Tunnel db": "replace"}
    same(stack)


@QUICKLY
def test_a_tunnel_that_ends_in_error_is_an_error(
    emulator: RunningEmulator, stack: Stack, agent: str
) -> None:
    emulator.control.add_fault("provisioning_fails", method="POST", path=TUNNELS)
    failed = stack.up({"db": tunnel(agent)}).failed()
    assert 'with status "error"' in failed.text
    emulator.control.clear_faults()
    stack.up().succeeded()
    same(stack)
    assert len(emulator.control.objects().tunnels) == 1


@QUICKLY
def test_what_the_server_refuses_says_what_to_do(
    emulator: RunningEmulator, stack: Stack, agent: str
) -> None:
    emulator.control.change_settings(tunnel_plan_limit=0)
    failed = stack.up({"db": tunnel(agent)}).failed()
    assert "status 402" in failed.text
    assert "plan" in failed.text
    emulator.control.change_settings(tunnel_plan_limit=None)
    unknown = "0a1b2c3d-4e5f-6789-abcd-ef0123456789"
    assert "could not create tunnel" in stack.up({"db": tunnel(unknown)}).failed().text
    stack.environment["PRIVATE_CONNECT_API_KEY"] = "pc_wrong"
    failed = stack.up({"db": tunnel(agent)}).failed()
    assert "PRIVATE_CONNECT_API_KEY" in failed.text


def test_each_api_needs_its_own_key_alone(
    emulator: RunningEmulator, stack: Stack, agent: str
) -> None:
    stack.environment["SEVALLA_API_KEY"] = ""
    stack.up({"db": tunnel(agent)}).succeeded()
    stack.environment["PRIVATE_CONNECT_API_KEY"] = ""
    failed = stack.drift().failed()
    assert "There is no Private Connect API key" in failed.text


def test_a_public_tunnel_is_warned_of(stack: Stack, agent: str) -> None:
    outcome = stack.preview({"db": tunnel(agent, is_public=True)}).succeeded()
    assert "lets anybody in: prefer a `TunnelShare`" in outcome.text
