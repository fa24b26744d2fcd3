"""The life of a connection: made, and then as long as its tunnel."""

from pathlib import Path

import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.read import read
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from unit.samples import AGENT, OTHER_AGENT, OTHER_TUNNEL_ID, Inputs, connection
from unit.sevalla_provider.workspace import Workspace

pytestmark = pytest.mark.anyio


def normal(tunnel_id: str, **more: object) -> Inputs:
    checked = check(TUNNEL_CONNECTION.inputs, connection(tunnel_id=tunnel_id, **more))
    assert checked.failures == []
    return checked.inputs


async def made(there: Workspace, tunnel_id: str, **more: object) -> Created:
    return await create(
        there.session, TUNNEL_CONNECTION, normal(tunnel_id, **more), "project/stack/mate", 600
    )


@pytest.mark.parametrize(("said", "port"), [({}, 5432), ({"local_port": 15432.0}, 15432)])
async def test_a_connection_is_one_post_and_tells_what_to_connect_to(
    tmp_path: Path, said: Inputs, port: int
) -> None:
    there = Workspace(tmp_path)
    tunnel_id = there.there_is("db")
    created = await made(there, tunnel_id, **said)
    assert there.asked() == [f"POST /v1/tunnels/{tunnel_id}/connect"]
    asked = {"localPort": port} if said else {}
    assert there.sent("POST") == [{"agentId": OTHER_AGENT, **asked}]
    assert created.resource_id == f"{tunnel_id}/{OTHER_AGENT}"
    assert created.outputs == {
        "tunnel_id": tunnel_id,
        "agent_id": OTHER_AGENT,
        "local_port": port,
        "target_host": "db.internal",
        "target_port": 5432,
        "tunnel_port": 23000,
        "connection_string": f"postgres://localhost:{port}/postgres",
    }


async def test_a_lost_answer_is_asked_for_again(tmp_path: Path) -> None:
    there = Workspace(tmp_path, losing=["POST"])
    created = await made(there, there.there_is("db"))
    assert len(there.asked("POST")) == 2
    assert created.outputs["local_port"] == 5432


@pytest.mark.parametrize("open_server", [False, True], ids=["documented", "open server"])
async def test_a_read_keeps_what_was_told_but_once(tmp_path: Path, open_server: bool) -> None:
    there = Workspace(tmp_path, open_server)
    tunnel_id = there.there_is("db")
    created = await made(there, tunnel_id, local_port=15432)
    found = await read(
        there.session, TUNNEL_CONNECTION, created.resource_id, created.outputs, ["local_port"]
    )
    assert found is not None
    assert found.outputs == created.outputs
    assert found.inputs == normal(tunnel_id, local_port=15432)
    assert changes(TUNNEL_CONNECTION, found.outputs, normal(tunnel_id)) == []


async def test_a_connection_is_gone_with_its_tunnel(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    created = await made(there, there.there_is("db"))
    there.tunnels.clear()
    known = created.outputs
    assert await read(there.session, TUNNEL_CONNECTION, created.resource_id, known, ()) is None


async def test_an_import_says_tunnel_and_agent(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    tunnel_id = there.there_is("db")
    found = await read(there.session, TUNNEL_CONNECTION, f"{tunnel_id}/{OTHER_AGENT}", {}, None)
    assert found is not None
    assert found.inputs == normal(tunnel_id)
    assert found.outputs["target_port"] == 5432


async def test_reads_of_many_connections_are_answered_each(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    tunnel_id = there.there_is("db")
    for agent in (AGENT, OTHER_AGENT, AGENT):
        resource_id = f"{tunnel_id}/{agent}"
        found = await read(there.session, TUNNEL_CONNECTION, resource_id, {}, None)
        assert found is not None
        assert found.outputs["agent_id"] == agent


async def test_a_delete_forgets_where_the_tunnel_is_seen_and_without_waiting(
    tmp_path: Path,
) -> None:
    there = Workspace(tmp_path)
    tunnel_id = there.there_is("db")
    created = await made(there, tunnel_id)
    before, asked = there.clock.now(), there.asked()
    await delete(there.session, TUNNEL_CONNECTION, created.resource_id, created.outputs, 600)
    assert there.clock.now() == before
    assert there.asked() == [*asked, f"GET /v1/tunnels/{tunnel_id}"]


@pytest.mark.parametrize(
    "more", [{"agent_id": AGENT}, {"local_port": 1}, {"tunnel_id": OTHER_TUNNEL_ID}], ids=str
)
async def test_every_change_replaces(tmp_path: Path, more: Inputs) -> None:
    there = Workspace(tmp_path)
    tunnel_id = there.there_is("db")
    created = await made(there, tunnel_id)
    found = changes(TUNNEL_CONNECTION, created.outputs, normal(tunnel_id) | more)
    assert [(change.name, change.replaces) for change in found] == [(name, True) for name in more]
