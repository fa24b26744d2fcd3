"""`getTunnel` and `getTunnels`: by id, or by the name of which there is one."""

from pathlib import Path

import pytest

from sevalla_provider.functions.function import AnyFunction, NotThere
from sevalla_provider.functions.lookup import get_all, get_one
from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from unit.samples import AGENT, TUNNEL_ID, Inputs
from unit.sevalla_provider.workspace import Workspace

pytestmark = pytest.mark.anyio

ONE, ALL = get_one(TUNNEL), get_all(TUNNEL)


async def answer(there: Workspace, function: AnyFunction, **asked: str) -> Inputs:
    checked = check(function.inputs, {**asked})
    assert checked.failures == []
    return await function.run(there.session, function.inputs.model_validate(checked.inputs))


def test_what_has_no_parent_is_asked_for_without_one() -> None:
    assert (ONE.token, ALL.token) == (
        "sevalla:privateconnect:getTunnel",
        "sevalla:privateconnect:getTunnels",
    )
    assert list(ONE.inputs.model_fields) == ["tunnel_id", "name"]
    assert list(ALL.inputs.model_fields) == []


async def test_a_tunnel_is_looked_up_by_its_id_or_by_its_name(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    there.there_is("web", agentId=AGENT)
    tunnel_id = there.there_is("db", agentId=AGENT, metadata={"owned_by": "team-a"})
    found = await answer(there, ONE, name="db")
    assert found == await answer(there, ONE, tunnel_id=tunnel_id)
    assert (found["id"], found["tunnel_id"], found["name"]) == (tunnel_id, tunnel_id, "db")
    assert found["target"] == "db.internal:5432"
    assert found["metadata"] == {"owned_by": "team-a"}
    assert found["connection_string"] == "postgres://localhost:5432/postgres"
    assert found.keys() <= ONE.outputs.model_fields.keys()


async def test_all_tunnels_are_looked_up_in_one_request(tmp_path: Path) -> None:
    there = Workspace(tmp_path, open_server=True)
    ids = [there.there_is(name) for name in "cab"]
    found = await answer(there, ALL)
    assert [each["tunnel_id"] for each in found["tunnels"]] == sorted(ids)
    assert {each["status"] for each in found["tunnels"]} == {"active"}
    assert there.asked() == ["GET /v1/tunnels"]


async def test_where_there_is_no_tunnel_the_list_is_empty(tmp_path: Path) -> None:
    assert await answer(Workspace(tmp_path), ALL) == {"tunnels": []}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            {"tunnel_id": TUNNEL_ID},
            f'there is no tunnel with tunnel_id "{TUNNEL_ID}": `getTunnels` lists those there are',
        ),
        ({"name": "db"}, 'there is no tunnel with name "db": `getTunnels` lists those there are'),
        ({}, "say which tunnel: by `tunnel_id` or by `name`"),
    ],
    ids=str,
)
async def test_what_is_not_there_is_an_error_that_says_what_was_looked_for(
    tmp_path: Path, asked: Inputs, told: str
) -> None:
    there = Workspace(tmp_path)
    there.there_is("web")
    with pytest.raises(NotThere) as caught:
        await answer(there, ONE, **asked)
    assert str(caught.value) == told
