"""Is it ours? What is adopted wants proof, and what is ours is nobody else's."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_provider.clock import timestamp_of
from sevalla_provider.http import ApiError, ServerFault
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.errors import AccountNotProven, Ambiguous, CreateIncomplete
from sevalla_provider.lifecycle.intents import Intent, IntentState
from sevalla_provider.lifecycle.recovery import LIKENESS_LASTS
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from unit.clocks import FakeClock
from unit.emulated import Bench, bench, worker
from unit.listeners import listening
from unit.samples import APP, PROCESS_ID, Inputs
from unit.sevalla_provider.workspace import Workspace

pytestmark = pytest.mark.anyio

WEEK = 7 * 24 * 3600.0
NAME = "urn:pulumi:dev::shop::sevalla:index:Process::worker"
OTHER = "urn:pulumi:dev::shop::sevalla:index:Process::other"


class HoursAhead(FakeClock):
    """A machine whose clock was set wrong; the server's was not."""

    def __init__(self, right: FakeClock) -> None:
        super().__init__()
        self._right = right

    def now(self) -> float:
        return self._right.now()

    def wall(self) -> float:
        return self._right.wall() + 5 * 3600

    async def sleep(self, seconds: float) -> None:
        await self._right.sleep(seconds)


async def made(
    there: Bench,
    inputs: Inputs,
    identity: str = NAME,
    session: Session | None = None,
    resource: Resource[Any] = PROCESS,
) -> Created:
    return await create(session or there.session, resource, inputs, identity, 600)


async def ids(there: Bench) -> set[str]:
    return {str(each["id"]) for each in await there.objects("processes")}


async def posts(there: Bench) -> int:
    return len(await there.requests("POST"))


def own(created: Created) -> str:
    return created.resource_id.partition("/")[2]


async def refused(there: Bench, inputs: Inputs, identity: str = NAME) -> Intent:
    """A create that the server refuses in an outage; its intent stays."""
    await there.fault("status", method="POST", status=503)
    with pytest.raises(ServerFault):
        await made(there, inputs, identity)
    await there.mend()
    (intent,) = [each for each in there.session.intent_log.open() if each.identity == identity]
    assert intent.state is IntentState.UNANSWERED
    there.session = there.another_session()
    return intent


@pytest.mark.parametrize("later", [120.0, WEEK])
async def test_what_another_project_made_after_our_outage_is_theirs(
    tmp_path: Path, later: float
) -> None:
    async with bench(tmp_path) as there:
        await refused(there, worker())
        there.clock.advance(later)
        theirs = await there.make("processes", **worker())
        assert own(await made(there, worker())) != theirs
        assert await ids(there) > {theirs}


async def test_what_our_lost_post_made_is_named_after_ten_minutes_and_not_adopted(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 300})
        await there.fault("reset", method="POST", when="after", calls=[1])
        await there.fault("status", method="POST", status=503, calls=list(range(2, 100)))
        with pytest.raises(ApiError):
            await made(there, worker())
        await there.mend()
        there.session = there.another_session()
        there.clock.advance(LIKENESS_LASTS + 60)
        (orphan,) = await ids(there)
        with pytest.raises(Ambiguous) as caught:
            await made(there, worker())
        (intent,) = there.session.intent_log.open()
        assert f"{APP}/{orphan}" in str(caught.value)
        assert f"pulumi-sevalla intents --clear {intent.key}" in str(caught.value)
        assert await ids(there) == {orphan}


async def test_without_a_clock_of_the_server_a_candidate_is_named(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("unknown_field", headers={"date": None}, merge={"new": True})
        await there.fault("reset", method="POST", when="after", calls=[1])
        with pytest.raises(Ambiguous, match="only its likeness says"):
            await made(there, worker())
        assert len(await ids(there)) == 1


SILENT: dict[str, JsonValue] = {
    "scaling_strategy": {"type": "manual", "config": {"instanceCount": 7}},
    "job_start_policy": "beforeDeployment",
    "schedule": "0 3 * * *",
}


@pytest.mark.parametrize("name", SILENT)
async def test_what_leaving_out_means_counts(tmp_path: Path, name: str) -> None:
    """An object that shows something else where the program says nothing is not what it asked."""
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", when="before", calls=[1])
        making = asyncio.create_task(made(there, worker()))
        while not await posts(there):
            await there.clock.sleep(0.001)
        theirs = await there.make("processes", **worker() | {name: SILENT[name]})
        assert own(await making) != theirs


@pytest.mark.parametrize("stacks", [1, 2])
async def test_one_whose_post_fails_does_not_take_what_another_is_making(
    tmp_path: Path, stacks: int
) -> None:
    """What the one leaves to the server fits whatever the other says."""
    async with bench(tmp_path) as there:
        other = there.session if stacks == 1 else there.another_session()
        await there.fault("hang", method="POST", when="after", calls=[2], seconds=4)
        await there.fault("reset", method="POST", when="before", calls=[1])
        ours = asyncio.create_task(made(there, worker()))
        while not await posts(there):
            await there.clock.sleep(0.001)
        # Theirs is there at once, and its answer is on its way for long.
        theirs = asyncio.create_task(made(there, worker(entrypoint="run"), OTHER, other))
        created = [own(each) for each in await asyncio.gather(ours, theirs)]
        assert len(set(created)) == 2
        assert set(created) == await ids(there)
        entrypoints = {
            str(one["id"]): one["entrypoint"] for one in await there.objects("processes")
        }
        assert entrypoints[created[1]] == "run"


async def test_what_was_delivered_to_somebody_else_is_no_candidate(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await refused(there, worker())
        neighbour = there.another_session()
        theirs = await made(there, worker(), OTHER, neighbour)
        neighbour.acknowledge(PROCESS, theirs.resource_id, {})
        assert own(await made(there, worker())) != own(theirs)


async def test_what_was_imported_under_another_name_is_not_adopted_a_second_time(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.fault("hang", method="POST", when="after", calls=[1])
        killed = asyncio.create_task(made(there, worker()))
        while not await ids(there):
            await there.clock.sleep(0.001)
        killed.cancel()
        await asyncio.gather(killed, return_exceptions=True)
        (orphan,) = await ids(there)
        there.session = there.another_session()
        there.session.acknowledge(PROCESS, f"{APP}/{orphan}", {})  # the engine's question
        there.session = there.another_session()
        assert own(await made(there, worker())) != orphan


async def test_the_same_stack_in_another_backend_is_another_stack(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        mine = there.another_session(backend="one")
        ours = await made(there, worker(), session=mine)
        mine.intent_log.leave()
        theirs = await made(there, worker(), session=there.another_session(backend="other"))
        assert theirs.resource_id != ours.resource_id
        again = await made(there, worker(), session=there.another_session(backend="one"))
        assert again.resource_id == ours.resource_id


async def test_an_answer_that_shows_what_was_there_before_is_not_ours(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        theirs = await there.make("processes", **worker(display_name="theirs"))
        await there.fault("replace_body", method="POST", calls=[1], body={"id": theirs, **worker()})
        created = await made(there, worker())
        assert own(created) != theirs
        assert await ids(there) == {theirs, own(created)}
        assert await posts(there) == 1  # it was carried out, and found


async def test_one_walk_over_moving_pages_proves_no_absence(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("hang", method="POST", when="after", calls=[1])
        killed = asyncio.create_task(made(there, worker()))
        while not await ids(there):
            await there.clock.sleep(0.001)
        killed.cancel()
        await asyncio.gather(killed, return_exceptions=True)
        there.session = there.another_session()
        there.clock.advance(60)
        empty: JsonValue = {"data": [], "total": 0, "offset": 0, "limit": 100}
        await there.fault("replace_body", method="GET", path="**/processes", body=empty, calls=[1])
        created = await made(there, worker())
        assert await ids(there) == {own(created)}


async def test_what_a_killed_run_made_and_failed_is_taken_over_as_incomplete(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        process_id = await there.make("processes", app_id=APP, type="worker")
        inputs: Inputs = {"app_id": APP, "process_id": process_id, "port": 80}
        await there.fault("provisioning_fails", method="POST")
        with pytest.raises(CreateIncomplete):
            await made(there, inputs, resource=TCP_PROXY)
        (failed,) = await there.objects("tcp_proxies")
        there.session = there.another_session()
        with pytest.raises(CreateIncomplete) as caught:
            await made(there, inputs, resource=TCP_PROXY)
        assert caught.value.resource_id == f"{APP}/{failed['id']}"
        assert caught.value.adopted
        assert len(await there.objects("tcp_proxies")) == 1


async def test_what_was_adopted_in_a_run_is_not_deleted_by_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there, worker())
        there.session = there.another_session()
        second = await made(there, worker())
        assert second.resource_id == first.resource_id
        with listening() as listener:
            await delete(there.session, PROCESS, first.resource_id, first.outputs, 60)
        assert await ids(there) == {own(first)}
        assert "is not deleted" in listener.warnings[0]
        later = there.another_session()
        await delete(later, PROCESS, first.resource_id, first.outputs, 60)
        assert await ids(there) == set()


async def test_two_that_are_made_alike_at_once_stay_two_when_one_adopts(tmp_path: Path) -> None:
    """The object's file is made by whoever comes first."""
    async with bench(tmp_path) as there:
        intents = [await refused(there, worker(), each) for each in (NAME, OTHER)]
        orphan = await there.make("processes", **worker())
        intent_log = there.session.intent_log
        assert intent_log.answered(intents[0], orphan) is not None
        assert intent_log.answered(intents[1], orphan) is None
        assert own(await made(there, worker(), OTHER)) != orphan


async def test_the_clock_of_the_server_is_what_counts(tmp_path: Path) -> None:
    """Ours may be hours away."""
    async with bench(tmp_path) as there:
        there.clock = HoursAhead(there.clock)
        there.session = there.another_session()
        await there.fault("reset", method="POST", when="after", calls=[1])
        created = await made(there, worker())
        assert await ids(there) == {own(created)}
        (shown,) = await there.objects("processes")
        made_at = timestamp_of(shown["created_at"])
        assert made_at is not None
        assert made_at < there.clock.wall() - 3600


async def test_what_another_account_does_not_see_is_not_gone(tmp_path: Path) -> None:
    """Whoever runs a killed `up` again with another key would have two."""
    there = Workspace(tmp_path)
    inputs: Inputs = {"name": "db", "target": "db.internal:5432", "agent_id": PROCESS_ID}
    await create(there.session, TUNNEL, inputs, NAME, 60)
    there.session.intent_log.leave()
    there.tunnels.clear()  # as another workspace has it
    stranger = there.another_session(key="pc_0ther-0ther-0ther-0ther")
    with pytest.raises(AccountNotProven, match="which an earlier run made"):
        await create(stranger, TUNNEL, inputs, NAME, 60)
    assert len(there.asked("POST")) == 1
    await create(there.another_session(), TUNNEL, inputs, NAME, 60)
    assert len(there.asked("POST")) == 2


async def test_what_this_run_made_itself_may_be_deleted_by_it(tmp_path: Path) -> None:
    """Though its answer was lost: only what an earlier run left may be in a state already."""
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", when="after", calls=[1])
        created = await made(there, worker())
        await delete(there.session, PROCESS, created.resource_id, created.outputs, 60)
        assert await ids(there) == set()
