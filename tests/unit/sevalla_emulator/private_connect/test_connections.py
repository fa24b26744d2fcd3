"""Connections to tunnels; what is relayed goes over real sockets."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.testing import Control, EmulatedObject, RunningEmulator, running_emulator
from unit.sevalla_emulator.private_connect.support import (
    TUNNELS,
    calling_tunnels,
    refusal,
    tunnel,
)
from unit.sevalla_emulator.support import UNKNOWN_ID, UNLIMITED, Api, fields
from unit.sevalla_emulator.test_forwarding import (
    is_closed,
    listens,
    said_or_closed,
    shout,
    shouting,
)


def connected(tunnels: Api, path: str, agent: EmulatedObject, **more: JsonValue) -> JsonObject:
    return fields(tunnels.post(f"{path}/connect", {"agentId": agent.id, **more}))


def settled(tunnels: Api, body: JsonObject) -> str:
    """The path of a tunnel that is active."""
    path = f"{TUNNELS}/{tunnels.made(TUNNELS, body)['id']}"
    assert tunnels.seen(path)["status"] == "active"
    return path


# --- what is answered --------------------------------------------------------------------------


def test_the_answer_tells_how_to_connect(tunnels: Api, agent: EmulatedObject) -> None:
    path = settled(tunnels, tunnel(agent, name="db"))
    seen = tunnels.seen(path)

    answer = connected(tunnels, path, agent, localPort=15_432)

    assert answer == {
        "success": True,
        "tunnel": {
            "id": seen["id"],
            "name": "db",
            "targetHost": "localhost",
            "targetPort": 5432,
            "localPort": 15_432,
            "tunnelPort": seen["tunnelPort"],
        },
        "connectionString": "postgres://localhost:15432/postgres",
        "message": "db is at localhost:15432",
    }


def test_the_local_port_is_the_targets_unless_given(tunnels: Api, agent: EmulatedObject) -> None:
    path = settled(tunnels, tunnel(agent, target="cache:6379"))

    answer = connected(tunnels, path, agent)

    assert answer["connectionString"] == "redis://localhost:6379"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("agentId", "me"),
        ("agentId", None),
        ("localPort", 0),
        ("localPort", 65_536),
        ("localPort", "80"),
        ("localPort", None),
        ("port", 80),
    ],
)
def test_connect_refuses(
    tunnels: Api, control: Control, agent: EmulatedObject, field: str, value: JsonValue
) -> None:
    path = settled(tunnels, tunnel(agent))

    answer = tunnels.post(f"{path}/connect", {"agentId": agent.id, field: value})

    assert answer.status_code == 400
    assert field in refusal(answer)
    assert control.objects().connections == []


def test_tunnel_and_agent_must_exist(tunnels: Api, agent: EmulatedObject) -> None:
    path = settled(tunnels, tunnel(agent))

    nobody = tunnels.post(f"{path}/connect", {"agentId": UNKNOWN_ID})
    nowhere = tunnels.post(f"{TUNNELS}/{UNKNOWN_ID}/connect", {"agentId": agent.id})

    assert (nobody.status_code, refusal(nobody)) == (404, "Agent not found")
    assert (nowhere.status_code, refusal(nowhere)) == (404, "Tunnel not found")


def test_both_agents_must_be_online(tunnels: Api, control: Control, agent: EmulatedObject) -> None:
    other = control.make_agent("server")
    path = settled(tunnels, tunnel(agent))

    for gone in (agent, other):
        control.set_online(gone.id, online=False)
        answer = tunnels.post(f"{path}/connect", {"agentId": other.id})
        assert answer.status_code == 409
        assert "offline" in refusal(answer)
        control.set_online(gone.id, online=True)
    connected(tunnels, path, other)


def test_the_tunnel_must_be_active(tunnels: Api, control: Control, agent: EmulatedObject) -> None:
    path = settled(tunnels, tunnel(agent))
    tunnels.patch(path, {"status": "paused"})

    answer = tunnels.post(f"{path}/connect", {"agentId": agent.id})

    assert (answer.status_code, refusal(answer)) == (409, "Tunnel is paused")
    control.change_settings(tunnel_style="open-server")
    control.change_object(path.rpartition("/")[2], {"status": "error"})
    assert refusal(tunnels.post(f"{path}/connect", {"agentId": agent.id})) == "Tunnel is FAIL"


def test_an_agent_has_one_connection_to_a_tunnel(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    path = settled(tunnels, tunnel(agent))
    for port in (15_432, 15_432, 15_433):
        connected(tunnels, path, agent, localPort=port)

    (connection,) = control.objects().connections
    assert (connection["agentId"], connection["localPort"]) == (agent.id, 15_433)


def test_an_agent_uses_a_port_once(tunnels: Api, control: Control, agent: EmulatedObject) -> None:
    other = control.make_agent("server")
    first = settled(tunnels, tunnel(agent, name="first"))
    second = settled(tunnels, tunnel(agent, name="second"))
    connected(tunnels, first, agent)

    answer = tunnels.post(f"{second}/connect", {"agentId": agent.id})

    assert answer.status_code == 409
    assert "5432" in refusal(answer)
    connected(tunnels, second, other)


def test_connections_go_with_their_tunnel(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    path = settled(tunnels, tunnel(agent))
    connected(tunnels, path, agent)

    tunnels.delete(path)

    assert tunnels.get(path).status_code == 404
    assert control.objects().connections == []


def test_without_forwarding_nothing_listens(
    tunnels: Api, control: Control, agent: EmulatedObject
) -> None:
    connected(tunnels, settled(tunnels, tunnel(agent)), agent, localPort=15_432)

    assert [one.forwarding for one in control.objects().connections] == [False]


# --- what is relayed ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def target() -> Iterator[int]:
    with shouting() as port:
        yield port


@pytest.fixture
def local_port() -> int:
    """A port that nobody uses."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
    return port


@pytest.fixture
def relaying() -> Iterator[RunningEmulator]:
    with running_emulator(settings=UNLIMITED, forwarding=True) as running:
        yield running


@pytest.fixture
def calls(relaying: RunningEmulator) -> Iterator[Api]:
    with calling_tunnels(relaying) as client:
        yield client


@pytest.fixture
def there(relaying: RunningEmulator) -> EmulatedObject:
    return relaying.control.make_agent("laptop")


@pytest.fixture
def path(calls: Api, there: EmulatedObject, target: int, local_port: int) -> str:
    """The path of a tunnel that is connected to."""
    path = settled(calls, tunnel(there, name="shouting", target=f"db.internal:{target}"))
    connected(calls, path, there, localPort=local_port)
    return path


@pytest.mark.usefixtures("path")
def test_bytes_go_both_ways(relaying: RunningEmulator, local_port: int) -> None:
    many = b"hello " * 200_000

    assert shout(local_port, many) == many.upper()
    assert [one.forwarding for one in relaying.control.objects().connections] == [True]


def test_a_paused_tunnel_is_closed_and_opens_again(calls: Api, path: str, local_port: int) -> None:
    with socket.create_connection(("127.0.0.1", local_port), timeout=5) as connection:
        connection.sendall(b"hello")
        calls.patch(path, {"status": "paused"})
        assert is_closed(connection)
    assert not listens(local_port)

    calls.patch(path, {"status": "active"})
    assert shout(local_port, b"hello") == b"HELLO"


def test_a_deleted_tunnel_is_closed_at_once(
    relaying: RunningEmulator, calls: Api, path: str, local_port: int
) -> None:
    relaying.control.change_settings(deletion={"seconds": 3600})

    calls.delete(path)

    assert not listens(local_port)


def test_a_rewritten_tunnel_relays_to_its_new_target(
    calls: Api, there: EmulatedObject, path: str, local_port: int
) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        calls.post(TUNNELS, tunnel(there, name="shouting", target=f"x:{taken.getsockname()[1]}"))
        assert calls.seen(path)["status"] == "active"

        assert said_or_closed(local_port) == b""


def test_a_tunnel_rewritten_to_udp_relays_no_more(
    calls: Api, there: EmulatedObject, path: str, local_port: int
) -> None:
    calls.post(TUNNELS, tunnel(there, name="shouting", protocol="udp"))

    assert calls.seen(path)["status"] == "active"
    assert not listens(local_port)


def test_an_agent_that_goes_takes_the_relay_with_it(
    relaying: RunningEmulator, there: EmulatedObject, path: str, local_port: int
) -> None:
    relaying.control.set_online(there.id, online=False)
    assert said_or_closed(local_port) == b""

    relaying.control.set_online(there.id, online=True)
    assert shout(local_port, b"hello") == b"HELLO"
    assert path


def test_another_port_takes_the_place_of_the_first(
    calls: Api, there: EmulatedObject, path: str, local_port: int, target: int
) -> None:
    refused = calls.post(f"{path}/connect", {"agentId": there.id, "localPort": target})
    assert refused.status_code == 409
    assert str(target) in refusal(refused)
    assert shout(local_port, b"hello") == b"HELLO"

    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        other = free.getsockname()[1]
    connected(calls, path, there, localPort=other)
    assert shout(other, b"hello") == b"HELLO"
    assert not listens(local_port)


def test_udp_is_not_relayed(
    relaying: RunningEmulator, calls: Api, there: EmulatedObject, local_port: int
) -> None:
    connected(calls, settled(calls, tunnel(there, protocol="udp")), there, localPort=local_port)

    assert not listens(local_port)
    assert [one.forwarding for one in relaying.control.objects().connections] == [False]


def test_connections_come_back_after_a_restart(
    tmp_path: Path, target: int, local_port: int
) -> None:
    database = tmp_path / "emulator.db"
    with (
        running_emulator(settings=UNLIMITED, forwarding=True, database=database) as before,
        calling_tunnels(before) as calls,
    ):
        agent = before.control.make_agent()
        path = settled(calls, tunnel(agent, target=f"127.0.0.1:{target}"))
        connected(calls, path, agent, localPort=local_port)
    assert not listens(local_port)

    with (
        running_emulator(settings=UNLIMITED, forwarding=True, database=database) as after,
        calling_tunnels(after) as calls,
    ):
        assert shout(local_port, b"hello") == b"HELLO"
        calls.patch(path, {"status": "paused"})
    with running_emulator(settings=UNLIMITED, forwarding=True, database=database):
        assert not listens(local_port)
