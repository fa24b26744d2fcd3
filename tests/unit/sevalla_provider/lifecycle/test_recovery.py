"""Never lose an object, never make two."""

import asyncio
from pathlib import Path

import pytest

from sevalla_emulator import DEFAULT_OTHER_API_KEY
from sevalla_provider.http import ApiError, RequestRejected, ServerFault
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.errors import AccountNotProven, Ambiguous
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.intents import Intent
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.state import post_body
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.resource import Api
from unit.emulated import OTHER_SIZE, Bench, bench, web, worker
from unit.listeners import listening
from unit.samples import APP, PROCESS_ID, Inputs

pytestmark = pytest.mark.anyio

IDENTITY = "project/stack/worker"
LOST = ["reset", "hang", "truncated_body", "malformed_json", "html", "empty_body"]


async def made(there: Bench, inputs: Inputs, identity: str = IDENTITY) -> Created:
    return await create(there.session, PROCESS, inputs, identity, 600)


async def ids(there: Bench) -> list[str]:
    return [str(each["id"]) for each in await there.objects("processes")]


async def posts(there: Bench) -> int:
    return len(await there.requests("POST"))


async def a_post(there: Bench) -> None:
    """Wait until one has come to the server."""
    while not await posts(there):
        await there.clock.sleep(0.001)


def own(created: Created) -> str:
    return PROCESS.split_id(created.resource_id, {})[1]


def begin(session: Session, inputs: Inputs, *seen: str) -> Intent:
    """What a run that was killed during its POST leaves behind."""
    return session.intent_log.begin(
        IDENTITY,
        "process",
        session.where(PROCESS, APP),
        session.intent_log.digest(post_body(PROCESS, inputs)).keyed,
        frozenset(seen),
    )


async def somebody_makes(there: Bench, inputs: Inputs) -> str:
    return await there.make("processes", **inputs)


async def test_a_create_is_one_list_and_one_post(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker())
        assert [entry.method for entry in await there.requests()] == ["GET", "POST"]
        assert await ids(there) == [own(created)]


@pytest.mark.parametrize("kind", LOST)
async def test_when_the_answer_is_lost_the_object_is_found_and_adopted(
    tmp_path: Path, kind: str
) -> None:
    async with bench(tmp_path) as there:
        await there.fault(kind, method="POST", when="after")
        with listening() as listener:
            created = await made(there, worker())
        assert await posts(there) == 1
        assert await ids(there) == [own(created)]
        assert any("adopted the process" in note for note in listener.notes)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_after_a_fault_of_the_server_there_is_one_object(
    tmp_path: Path, status: int, when: str
) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="POST", when=when, status=status, calls=[1])
        created = await made(there, worker())
        assert await ids(there) == [own(created)]
        assert await posts(there) == (1 if when == "after" else 2)


@pytest.mark.parametrize("kind", LOST)
async def test_what_was_not_carried_out_is_asked_for_again(tmp_path: Path, kind: str) -> None:
    async with bench(tmp_path) as there:
        await there.fault(kind, method="POST", when="before", calls=[1, 2])
        created = await made(there, worker())
        assert await posts(there) == 3
        assert await ids(there) == [own(created)]


async def test_an_object_that_shows_late_is_found(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 5})
        await there.fault("reset", method="POST", when="after")
        created = await made(there, worker())
        assert await ids(there) == [own(created)]


async def test_an_object_is_looked_for_as_long_as_a_new_one_may_be_hidden(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": GRACE - 1})
        await there.fault("reset", method="POST", when="after", calls=[1])
        created = await made(there, worker())
        assert await ids(there) == [own(created)]


async def test_a_second_post_that_is_refused_because_of_the_first_one_finds_the_first_one(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 7.5})
        await there.fault("reset", method="POST", when="after", calls=[1])
        created = await made(there, web())
        assert await ids(there) == [own(created)]


async def test_several_that_could_be_it_are_an_error_that_names_them_all(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", when="after")
        making = asyncio.create_task(made(there, worker()))
        await a_post(there)
        await somebody_makes(there, worker())
        with pytest.raises(Ambiguous) as caught:
            await making
        both = await ids(there)
        assert len(both) == 2
        assert all(f"{APP}/{each}" in str(caught.value) for each in both)
        assert "pulumi import" in str(caught.value)


async def test_a_twin_that_was_there_before_is_not_adopted(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        twin = await somebody_makes(there, worker())
        await there.fault("reset", method="POST", when="before", calls=[1])
        created = await made(there, worker())
        assert own(created) != twin
        assert len(await ids(there)) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"display_name": "other"},
        {"resource_type_id": OTHER_SIZE},
        {"entrypoint": "other"},
        {"type": "job"},
    ],
)
async def test_something_else_that_appears_meanwhile_is_not_adopted(
    tmp_path: Path, other: Inputs
) -> None:
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", when="before", calls=[1])
        making = asyncio.create_task(made(there, worker(entrypoint="serve")))
        await a_post(there)
        stranger = await somebody_makes(there, worker(entrypoint="serve") | other)
        assert own(await making) != stranger


@pytest.mark.parametrize("when", ["before", "after"])
async def test_creates_of_the_same_thing_at_once_make_one_object_each(
    tmp_path: Path, when: str
) -> None:
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", when=when, calls=[1, 3])
        runs = (made(there, worker(), f"project/stack/{name}") for name in ("a", "b", "c"))
        created = await asyncio.gather(*runs)
        assert sorted(map(own, created)) == sorted(await ids(there))
        assert len(set(map(own, created))) == 3


async def test_two_processes_that_make_the_same_thing_at_once_make_one_each(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", when="after", calls=[1, 2])
        sessions = (there.another_session(), there.another_session())
        runs = (
            create(session, PROCESS, worker(), f"project/stack/{number}", 600)
            for number, session in enumerate(sessions)
        )
        created = await asyncio.gather(*runs)
        assert sorted(map(own, created)) == sorted(await ids(there))
        assert len(created) == 2


async def test_what_a_killed_run_made_is_adopted_by_the_next(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        begin(there.session, worker(), "earlier")
        orphan = await somebody_makes(there, worker())
        with listening() as listener:
            created = await made(there, worker())
        assert own(created) == orphan
        assert await posts(there) == 0
        assert f"adopted the process {APP}/{orphan}" in listener.notes[0]


async def test_what_a_killed_run_made_a_moment_ago_is_adopted_though_it_shows_late(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 5})
        await there.fault("hang", method="POST", when="after", calls=[1])
        killed = asyncio.create_task(made(there, worker()))
        await a_post(there)
        killed.cancel()
        with pytest.raises(asyncio.CancelledError):
            await killed
        created = await create(there.another_session(), PROCESS, worker(), IDENTITY, 600)
        assert await ids(there) == [own(created)]


async def test_a_killed_run_that_made_nothing_leaves_nothing_behind(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        twin = await somebody_makes(there, worker())
        intent = begin(there.session, worker(), twin)
        created = await made(there, worker())
        assert own(created) != twin
        assert intent.key not in {each.key for each in there.session.intent_log.open()}


async def test_what_a_killed_run_made_and_knew_is_adopted_and_brought_up_to_date(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        intent = begin(there.session, worker())
        orphan = await somebody_makes(there, worker())
        there.session.intent_log.answered(intent, orphan)
        created = await made(there, worker(display_name="renamed"))
        assert own(created) == orphan
        assert created.outputs["display_name"] == "renamed"
        assert [entry.method for entry in await there.requests("POST", "PATCH")] == ["PATCH"]


async def test_what_was_known_and_is_gone_is_made_anew(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        there.session.intent_log.answered(begin(there.session, worker()), PROCESS_ID)
        created = await made(there, worker())
        assert await ids(there) == [own(created)]


async def test_what_was_known_a_moment_ago_is_adopted_though_it_shows_late(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 5})
        await made(there, worker())
        there.session = there.another_session()
        created = await made(there, worker())
        assert await ids(there) == [own(created)]


async def test_what_another_key_does_not_show_is_not_gone(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        orphan = await somebody_makes(there, worker())
        there.session.intent_log.answered(begin(there.session, worker()), orphan)
        right = dict(there.session.settings.keys)
        there.session = there.another_session(keys={**right, Api.SEVALLA: DEFAULT_OTHER_API_KEY})
        (intent,) = there.session.intent_log.open()
        with pytest.raises(AccountNotProven, match=f"intents --clear {intent.key}"):
            await made(there, worker())
        there.session = there.another_session(keys=right)
        created = await made(there, worker())
        assert await ids(there) == [own(created)] == [orphan]


async def test_what_was_known_and_cannot_become_what_is_wanted_is_warned_of(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        orphan = await somebody_makes(there, worker())
        there.session.intent_log.answered(begin(there.session, worker()), orphan)
        with listening() as listener:
            created = await made(there, worker(type="job"))
        assert own(created) != orphan
        assert f"{APP}/{orphan}" in listener.warnings[0]


async def test_when_the_program_has_changed_what_may_be_left_is_warned_of(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        old = await somebody_makes(there, worker(display_name="old"))
        begin(there.session, worker(), old)
        stray = await somebody_makes(there, worker())
        with listening() as listener:
            created = await made(there, worker(display_name="renamed"))
        assert own(created) not in (old, stray)
        (warning,) = listener.warnings
        assert f"{APP}/{stray}" in warning
        assert old not in warning
        assert "pulumi import" in warning


@pytest.mark.parametrize("young", [False, True])
async def test_when_the_program_has_changed_one_list_that_misses_it_proves_nothing(
    tmp_path: Path, young: bool
) -> None:
    async with bench(tmp_path) as there:
        begin(there.session, worker())
        orphan = await somebody_makes(there, worker())
        if not young:
            there.clock.advance(GRACE)
        path = f"/applications/{APP}/processes"
        moved = {"data": [], "total": 1, "offset": 0, "limit": 100}
        await there.fault("replace_body", method="GET", path=path, calls=[1], body=moved)
        there.session = there.another_session()
        with listening() as listener:
            created = await made(there, worker(display_name="renamed"))
        assert own(created) != orphan
        assert f"{APP}/{orphan}" in listener.warnings[0]


async def test_what_another_create_has_claimed_is_nobody_else_s(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        intent_log = there.session.intent_log
        begin(there.session, worker())
        theirs = await somebody_makes(there, worker())
        digest, where = intent_log.digest({}).keyed, there.session.where(PROCESS, APP)
        other = intent_log.begin("project/stack/other", "process", where, digest, frozenset())
        intent_log.answered(other, theirs)
        assert own(await made(there, worker())) != theirs


async def test_the_intent_of_another_resource_is_left_alone(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        intent = begin(there.session, worker())
        await made(there, worker(), "project/stack/other")
        assert intent in there.session.intent_log.open()


async def test_a_refusal_is_an_error_and_leaves_no_intent(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(RequestRejected):
            await made(there, worker(resource_type_id=APP))
        assert there.session.intent_log.open() == []


async def test_a_server_that_keeps_failing_ends_in_an_error_after_the_budget(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="POST", status=500)
        began = there.clock.now()
        with pytest.raises(ServerFault):
            await made(there, worker())
        assert there.session.settings.retry_seconds <= there.clock.now() - began <= 60


async def test_what_shows_after_the_last_look_is_adopted_by_the_next_run(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        there.session = there.another_session(retry_seconds=0.1)
        await there.settings(consistency={"seconds": 60})
        await there.fault("reset", method="POST", when="after")
        with pytest.raises(ApiError):
            await made(there, worker())
        await there.mend()
        there.clock.advance(120)
        created = await create(there.another_session(), PROCESS, worker(), IDENTITY, 600)
        assert await ids(there) == [own(created)]


async def test_looking_that_fails_leaves_the_intent_for_the_next_run(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", when="after")
        await there.fault("status", method="GET", status=500, calls=list(range(2, 1000)))
        with pytest.raises(ServerFault):
            await made(there, worker())
        await there.mend()
        created = await create(there.another_session(), PROCESS, worker(), IDENTITY, 600)
        assert await ids(there) == [own(created)]


@pytest.mark.parametrize("dies_after", range(6))
@pytest.mark.parametrize("kind", ["reset", "hang"])
async def test_a_run_that_is_cut_off_anywhere_loses_nothing_and_doubles_nothing(
    tmp_path: Path, dies_after: int, kind: str
) -> None:
    async with bench(tmp_path) as there:
        await there.fault(kind, method="POST", when="after", calls=[1])
        run = asyncio.create_task(made(there, worker()))
        while not run.done() and len(await there.requests()) < dies_after:
            await there.clock.sleep(0.005)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        there.clock.advance(5)
        created = await create(there.another_session(), PROCESS, worker(), IDENTITY, 600)
        assert await ids(there) == [own(created)]
