"""The life of a tunnel."""

import asyncio
from collections import deque
from pathlib import Path

import pytest

from sevalla_provider.http import PlanLimitReached
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import CreateIncomplete, ObjectFailed, Taken, WaitedTooLong
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from unit.listeners import listening
from unit.samples import AGENT, TUNNEL_ID, Inputs, tunnel
from unit.sevalla_provider.workspace import Workspace
from unit.web import said

pytestmark = pytest.mark.anyio

SERVERS = pytest.mark.parametrize("open_server", [False, True], ids=["documented", "open server"])
CREATION = "GET /v1/tunnels", "POST /v1/tunnels"
"""What it takes to make a tunnel."""


def normal(inputs: Inputs) -> Inputs:
    checked = check(TUNNEL.inputs, inputs)
    assert checked.failures == []
    return checked.inputs


async def made(there: Workspace, timeout: float = 600, **more: object) -> Created:
    return await create(there.session, TUNNEL, normal(tunnel(**more)), "project/stack/db", timeout)


async def seen(there: Workspace, created: Created) -> Found:
    found = await read(there.session, TUNNEL, created.resource_id, created.outputs, ())
    assert found is not None
    return found


def differing(outputs: Inputs, **more: object) -> list[str]:
    return [change.name for change in changes(TUNNEL, outputs, normal(tunnel(**more)))]


@SERVERS
async def test_a_tunnel_is_one_list_and_one_post(tmp_path: Path, open_server: bool) -> None:
    there = Workspace(tmp_path, open_server)
    created = await made(there, protocol="tcp")
    assert there.asked() == [*CREATION]
    assert there.sent("POST") == [
        {"target": "db.internal:5432", "agentId": AGENT, "name": "staging-db", "protocol": "tcp"}
    ]
    assert created.resource_id == created.outputs["tunnel_id"] == next(iter(there.tunnels))
    assert created.outputs["status"] == "active"
    assert created.outputs["connection_string"] == "postgres://localhost:5432/postgres"
    assert differing(created.outputs, protocol="tcp") == []
    assert [intent.made for intent in there.session.intent_log.open()] == [created.resource_id]


async def test_a_name_that_is_taken_is_an_error_with_the_import_and_no_post(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    theirs = there.there_is("staging-db")
    with pytest.raises(Taken) as caught:
        await made(there)
    text = str(caught.value)
    assert f'there is a tunnel "staging-db" already ({theirs})' in text
    assert "If it is not in this stack, choose another name, or take it over by" in text
    assert f"pulumi import sevalla:privateconnect:Tunnel <resource> {theirs}`" in text
    assert there.asked("POST") == []
    assert there.session.intent_log.open() == []


async def test_the_names_of_others_are_nobody_s_business(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    there.there_is("Staging-DB")
    await made(there)
    assert len(there.tunnels) == 2


async def test_of_two_creates_of_one_name_one_is_an_error(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    other = there.another_session()
    inputs = normal(tunnel())
    results = await asyncio.gather(
        create(there.session, TUNNEL, inputs, "project/stack/one", 600),
        create(other, TUNNEL, inputs, "project/stack/other", 600),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in results) == ["Created", "Taken"]
    assert len(there.asked("POST")) == 1


@SERVERS
async def test_when_the_answer_is_lost_the_tunnel_is_found_by_its_name(
    tmp_path: Path, open_server: bool
) -> None:
    there = Workspace(tmp_path, open_server, losing=["POST"])
    there.there_is("another")
    with listening() as listener:
        created = await made(there)
    assert len(there.asked("POST")) == 1
    assert created.outputs["name"] == "staging-db"
    assert [note.split(":")[0] for note in listener.notes] == [
        f"adopted the tunnel {created.resource_id}"
    ]


async def test_a_run_that_was_killed_after_its_post_finds_its_tunnel_again(tmp_path: Path) -> None:
    there = Workspace(tmp_path, losing=["POST"], trouble={"GET /v1/tunnels/": said(404)})
    making = asyncio.create_task(made(there))
    while not there.asked("POST"):
        await there.clock.sleep(0.01)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    there.session.intent_log.leave()
    there.session, there.trouble = there.another_session(), {}
    await there.clock.sleep(60)
    created = await made(there)
    assert len(there.asked("POST")) == 1
    assert created.resource_id in there.tunnels


@SERVERS
async def test_a_tunnel_that_shall_be_paused_is_made_and_then_paused(
    tmp_path: Path, open_server: bool
) -> None:
    there = Workspace(tmp_path, open_server, deque(["connecting"]))
    created = await made(there, status="paused")
    assert there.asked("POST", "PATCH") == [
        "POST /v1/tunnels",
        f"PATCH /v1/tunnels/{created.resource_id}",
    ]
    assert "status" not in there.sent("POST")[0]
    assert there.sent("PATCH") == [{"status": "paused"}]
    assert created.outputs["status"] == "paused"
    assert differing(created.outputs, status="paused") == []
    assert differing(created.outputs) == ["status"]


@SERVERS
async def test_metadata_goes_by_a_patch_and_is_no_drift_where_nobody_shows_it(
    tmp_path: Path, open_server: bool
) -> None:
    there = Workspace(tmp_path, open_server)
    notes = {"ownedBy": "team-a", "count": 3}
    created = await made(there, metadata=notes)
    assert there.sent("PATCH") == [{"metadata": notes}]
    assert "metadata" not in there.sent("POST")[0]
    assert created.outputs["metadata"] == notes
    found = await seen(there, created)
    assert found.outputs["metadata"] == notes
    assert differing(found.outputs, metadata=notes) == []
    assert there.tunnels[created.resource_id]["metadata"] == notes


@SERVERS
async def test_a_tunnel_is_made_when_it_is_active(tmp_path: Path, open_server: bool) -> None:
    there = Workspace(tmp_path, open_server, deque(["connecting", "connecting", "active"]))
    created = await made(there)
    assert created.outputs["status"] == "active"
    assert 10 <= there.clock.now() - 1000 <= 13
    assert there.asked("GET")[1:] == [f"GET /v1/tunnels/{created.resource_id}"] * 2


async def test_a_tunnel_that_never_connects_is_an_error_that_says_what_was_seen(
    tmp_path: Path,
) -> None:
    there = Workspace(tmp_path, True, deque(["connecting"]))
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, timeout=60)
    assert isinstance(caught.value.__cause__, WaitedTooLong)
    assert 'last seen: status "connecting"' in str(caught.value.__cause__)
    assert caught.value.outputs["status"] == "connecting"


@SERVERS
async def test_a_tunnel_that_fails_is_kept_and_replaced(tmp_path: Path, open_server: bool) -> None:
    there = Workspace(tmp_path, open_server, deque(["connecting", "error"]))
    with pytest.raises(CreateIncomplete) as caught:
        await made(there)
    assert isinstance(caught.value.__cause__, ObjectFailed)
    assert caught.value.resource_id in str(caught.value.__cause__)
    assert caught.value.outputs["status"] == "error"
    found = changes(TUNNEL, caught.value.outputs, normal(tunnel()))
    assert [(change.name, change.replaces) for change in found] == [("status", True)]


@pytest.mark.parametrize("wanted", ["active", "paused"])
async def test_a_tunnel_that_fails_at_once_is_not_told_to_do_better(
    tmp_path: Path, wanted: str
) -> None:
    there = Workspace(tmp_path, statuses=deque(["error"]))
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, status=wanted)
    assert isinstance(caught.value.__cause__, ObjectFailed)
    assert there.asked("PATCH") == []


async def test_a_plan_that_allows_no_more_says_what_to_do_and_nothing_is_made(
    tmp_path: Path,
) -> None:
    there = Workspace(tmp_path, trouble={"POST": said(402, {"message": "Plan limit reached"})})
    with pytest.raises(PlanLimitReached, match="Plan limit reached") as caught:
        await made(there)
    assert "larger plan" in str(caught.value)
    assert there.tunnels == {}
    assert there.session.intent_log.open() == []


@SERVERS
async def test_what_is_on_its_way_is_no_drift(tmp_path: Path, open_server: bool) -> None:
    there = Workspace(tmp_path, open_server)
    created = await made(there)
    there.statuses = deque(["connecting"])
    found = await seen(there, created)
    assert found.outputs["status"] == "connecting"
    assert differing(found.outputs) == []


async def test_a_pause_by_somebody_else_is_drift(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    created = await made(there)
    there.tunnels[created.resource_id]["status"] = "paused"
    found = await seen(there, created)
    assert differing(found.outputs) == ["status"]


async def test_a_tunnel_that_is_gone_is_gone(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    created = await made(there)
    there.tunnels.clear()
    resource_id, known = created.resource_id, created.outputs
    account = there.session.made_by(TUNNEL)
    assert await read(there.session, TUNNEL, resource_id, known, (), account) is None


@pytest.mark.parametrize(
    ("host", "target"), [("::1", "[::1]:5432"), ("[::1]", "[::1]:5432"), ("DB", "db:5432")]
)
async def test_however_a_server_spells_the_target_it_is_no_drift(
    tmp_path: Path, host: str, target: str
) -> None:
    there = Workspace(tmp_path)
    created = await made(there, target=target)
    there.tunnels[created.resource_id]["targetHost"] = host
    found = await seen(there, created)
    assert differing(found.outputs, target=target) == []


async def test_an_import_says_what_a_program_must_and_no_more(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    tunnel_id = there.there_is("theirs", agentId=AGENT, status="paused", metadata={"a": 1})
    found = await read(there.session, TUNNEL, tunnel_id, {}, None)
    assert found is not None
    assert found.inputs == {
        "target": "db.internal:5432",
        "agent_id": AGENT,
        "name": "theirs",
        "status": "paused",
        "metadata": {"a": 1},
    }
    assert check(TUNNEL.inputs, found.inputs).failures == []
    assert changes(TUNNEL, found.outputs, found.inputs) == []


@SERVERS
@pytest.mark.parametrize(
    ("more", "sent"),
    [
        ({"name": "another"}, {"name": "another"}),
        ({"status": "paused"}, {"status": "paused"}),
        ({"metadata": {"a": 1}}, {"metadata": {"a": 1}}),
        ({"name": "another", "status": "paused"}, {"name": "another", "status": "paused"}),
    ],
    ids=str,
)
async def test_an_update_sends_what_has_changed_and_nothing_else(
    tmp_path: Path, open_server: bool, more: Inputs, sent: Inputs
) -> None:
    there = Workspace(tmp_path, open_server)
    created = await made(there)
    inputs = normal(tunnel(**more))
    outputs = await update(there.session, TUNNEL, created.resource_id, created.outputs, inputs, 600)
    assert there.sent("PATCH") == [sent]
    assert outputs.items() >= more.items()
    assert changes(TUNNEL, outputs, inputs) == []


async def test_a_paused_tunnel_is_taken_up_again_when_it_is_active(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    created = await made(there, status="paused")
    inputs = normal(tunnel())
    outputs = await update(there.session, TUNNEL, created.resource_id, created.outputs, inputs, 600)
    assert there.sent("PATCH")[1:] == [{"status": "active"}]
    assert outputs["status"] == "active"


@SERVERS
async def test_a_delete_ends_when_the_tunnel_is_gone(tmp_path: Path, open_server: bool) -> None:
    there = Workspace(tmp_path, open_server)
    created = await made(there)
    await delete(there.session, TUNNEL, created.resource_id, created.outputs, 600)
    assert there.tunnels == {}
    assert there.asked()[-2:] == [
        f"DELETE /v1/tunnels/{created.resource_id}",
        f"GET /v1/tunnels/{created.resource_id}",
    ]


async def test_a_delete_of_what_is_gone_is_done(tmp_path: Path) -> None:
    there = Workspace(tmp_path)
    await delete(there.session, TUNNEL, TUNNEL_ID, {}, 600, there.session.made_by(TUNNEL))
    one = f"/v1/tunnels/{TUNNEL_ID}"
    assert there.asked() == [f"DELETE {one}", "GET /v1/tunnels", f"GET {one}"]
