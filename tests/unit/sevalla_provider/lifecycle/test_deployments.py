"""A deployment: waited for, told of when it fails, never made twice, kept when it is pruned."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sevalla_provider.deadline import Timeout
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import AccountNotProven, CreateIncomplete, explain
from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from sevalla_provider.resources.unknown import UNKNOWN
from unit.clocks import let_others_run
from unit.emulated import Bench, bench
from unit.listeners import listening
from unit.samples import APP, Inputs

pytestmark = pytest.mark.anyio

IDENTITY = "project/stack/release"
PATH = f"/applications/{APP}/deployments"


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as ready:
        yield ready


def normal(**more: Any) -> Inputs:
    checked = check(DEPLOYMENT.inputs, {"app_id": APP, **more})
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, *, within: float = 1800, **more: object) -> Created:
    return await create(there.session, DEPLOYMENT, normal(**more), IDENTITY, Timeout(within))


async def half_made(there: Bench, **more: Any) -> CreateIncomplete:
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, **more)
    return caught.value


async def seen(there: Bench, created: Created) -> Found | None:
    """As a later run sees it."""
    there.clock.advance(60)
    there.session = there.another_session()
    return await read(
        there.session,
        DEPLOYMENT,
        created.resource_id,
        created.outputs,
        ("app_id",),
        created.account,
    )


def operations_of(there: Bench) -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session,
        DEPLOYMENT,
        "release",
        IDENTITY,
        CreateIncomplete,
        lambda words, _error: RuntimeError(words),
    )


async def posts(there: Bench) -> list[object]:
    return [each.body for each in await there.requests("POST")]


# --- waiting --------------------------------------------------------------------------------------


async def test_it_is_waited_for_until_it_is_live(there: Bench) -> None:
    """Peer rows 21 and 23: it restarts by default, and has no branch."""
    await there.settings(deployment={"seconds": 100})
    with listening() as listener:
        created = await made(there, branch="main", triggers={"aKey": 1})
    assert created.outputs["status"] == "success"
    assert created.outputs["triggers"] == {"aKey": 1}
    assert created.outputs["steps"] == ["clone", "build", "deploy"]
    assert await posts(there) == [{"branch": "main"}]
    row = [each for each in listener.statuses if " of 30 min, next look in" in each]
    assert row[0].startswith("waiting, 1 s of 30 min")
    assert row[-1].startswith("inProgress, step build, ")


@pytest.mark.parametrize("outcome", ["failed", "cancelled", "skipped"])
async def test_what_does_not_go_live_is_an_error_with_the_end_of_its_log(
    there: Bench, outcome: str
) -> None:
    """Peer row 20: a failed build is a green apply."""
    await there.settings(deployment={"polls": 1}, deployment_outcome=outcome)
    incomplete = await half_made(there)
    words = explain("create", incomplete)
    deployment_id = incomplete.outputs["deployment_id"]
    assert f'shows the deployment {deployment_id} with status "{outcome}" (request id ' in words
    assert "The end of its log:\n  --> clone\n  --> build" in words
    assert "the next `pulumi up` deploys again" in words
    assert ("exit code 1" in words) == (outcome == "failed")
    assert incomplete.outputs["status"] == outcome
    assert {each.name for each in changes(DEPLOYMENT, incomplete.outputs, normal())} == {"status"}


async def test_no_log_is_no_trouble_of_its_own(there: Bench) -> None:
    await there.settings(deployment_outcome="failed")
    await there.fault("status", status=500, path="**/logs")
    words = explain("create", await half_made(there))
    assert 'with status "failed"' in words
    assert "log:" not in words


async def test_an_update_that_waits_for_one_tells_of_its_failure(there: Bench) -> None:
    await there.settings(deployment={"seconds": 1000})
    incomplete = await half_made(there, within=5)
    await there.change(str(incomplete.outputs["deployment_id"]), status="failed")
    there.session = there.another_session()
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, it is explained
        await update(
            there.session,
            DEPLOYMENT,
            incomplete.resource_id,
            incomplete.outputs,
            normal(),
            1800,
        )
    assert "The end of its log:" in explain("update", caught.value)


async def test_it_has_half_an_hour(there: Bench) -> None:
    operations = operations_of(there)
    await there.settings(deployment={"seconds": 850})
    created = await operations.create(PropertySet(normal()), None)
    assert created.state.properties["status"] == "success"

    await there.settings(deployment={"seconds": 950})
    there.session = there.another_session()
    with pytest.raises(CreateIncomplete) as caught:
        await operations.create(PropertySet(normal(triggers=2)), None)
    assert "waited 1800 s" in str(caught.value.__cause__)
    assert 'status "inProgress", step build' in str(caught.value.__cause__)


@pytest.mark.parametrize(
    ("status", "awaited"),
    [("waiting", True), ("inProgress", True), ("melting", True), (None, True), ("success", False)],
)
async def test_what_a_refresh_saw_on_its_way_is_waited_for(
    there: Bench, status: str | None, awaited: bool
) -> None:
    created = await made(there)
    state = PropertySet({**created.outputs, "status": status})
    found = operations_of(there).diff(created.resource_id, state, PropertySet(normal()))
    assert [(each.name, each.replaces) for each in found.changes] == (
        [("status", False)] if awaited else []
    )
    updated = await operations_of(there).update(
        created.resource_id, state, PropertySet(normal()), None
    )
    assert updated.properties["status"] == "success"
    assert await there.requests("PATCH", "PUT") == []


# --- never twice ----------------------------------------------------------------------------------


async def test_the_next_run_goes_on_with_the_one_that_runs(there: Bench) -> None:
    await there.settings(deployment={"seconds": 60})
    incomplete = await half_made(there, within=5, triggers={"a": 1})
    there.session = there.another_session()
    created = await made(there, triggers={"a": 1})
    assert created.resource_id == incomplete.resource_id
    assert len(await posts(there)) == 1


async def test_the_next_run_deploys_anew_where_the_triggers_are_others_by_now(there: Bench) -> None:
    await there.settings(deployment={"seconds": 60})
    incomplete = await half_made(there, within=5, triggers={"a": 1})
    there.session = there.another_session()
    created = await made(there, triggers={"a": 2})
    assert created.resource_id != incomplete.resource_id
    assert len(await posts(there)) == 2


@pytest.mark.parametrize("fault", ["reset", "html", "malformed_json", "empty_body"])
async def test_a_lost_answer_is_no_second_deployment(there: Bench, fault: str) -> None:
    for number in range(5):
        await there.make(
            "deployments", app_id=APP, id=f"0a1b2c3d-4e5f-6789-abcd-ef01234568{number:02}"
        )
    there.clock.advance(4000)
    await there.fault(fault, method="POST", path="**/deployments", when="after", calls=[1])
    created = await made(there, branch="main")
    objects = await there.objects("deployments")
    assert len(objects) == 6
    assert created.outputs["deployment_id"] == objects[-1]["id"]
    assert len(await posts(there)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"branch": "next"},
        {"trigger": "AUTO_DEPLOY_ON_PUSH"},
        {"type": "automatic"},
        {"trigger": "ROLLBACK_DEPLOYMENT"},
    ],
)
async def test_another_s_deployment_of_that_moment_is_not_taken_for_ours(
    there: Bench, other: Inputs
) -> None:
    posting = asyncio.Event()
    await there.fault("hang", method="POST", path="**/deployments", calls=[1], seconds=1)

    async def somebody() -> None:
        await posting.wait()
        await there.make("deployments", app_id=APP, **other)

    there.carrier = Noticing(there, posting)
    there.session = there.another_session()
    beside = asyncio.create_task(somebody())
    created = await made(there, branch="main")
    await beside
    theirs, ours = await there.objects("deployments")
    assert created.outputs["deployment_id"] == ours["id"] != theirs["id"]


class Noticing(httpx.ASGITransport):
    """Rings when a POST goes out, whose answer is lost before anything is carried out."""

    def __init__(self, there: Bench, posting: asyncio.Event) -> None:
        super().__init__(there.app)
        self._posting = posting

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and not self._posting.is_set():
            self._posting.set()
            await let_others_run()
            raise httpx.ReadError("reset")
        return await super().handle_async_request(request)


async def test_a_thousand_old_ones_cost_few_requests(there: Bench) -> None:
    await there.call("POST", "/seed", {"applications": 1, "deployments": 1000})
    (app,) = [each["id"] for each in await there.objects("applications") if each["id"] != APP][-1:]
    there.clock.advance(4000)
    await there.settings(limits={"read": {"limit": None}})
    await there.forget_requests()
    await create(there.session, DEPLOYMENT, normal(app_id=app), IDENTITY, 1800)
    assert len(await there.requests("GET")) <= 12


# --- afterwards -----------------------------------------------------------------------------------


async def test_an_old_one_costs_one_get(there: Bench) -> None:
    created = await made(there)
    await there.forget_requests()
    found = await seen(there, created)
    assert found is not None
    asked = [f"{each.method} {each.path}" for each in await there.requests()]
    assert asked[0] == f"GET {PATH}/{created.outputs['deployment_id']}"
    assert len(asked) == 2  # and once in a run, whose application it is


async def test_what_the_platform_has_forgotten_is_kept_as_it_was(there: Bench) -> None:
    created = await made(there, triggers=["x"])
    await there.remove(str(created.outputs["deployment_id"]))
    found = await seen(there, created)
    assert found is not None
    assert found.outputs == created.outputs
    assert changes(DEPLOYMENT, found.outputs, normal(triggers=["x"])) == []


async def test_with_its_application_it_is_gone(there: Bench) -> None:
    created = await made(there)
    await there.remove(APP)
    assert await seen(there, created) is None


async def test_what_another_key_does_not_see_is_not_gone(there: Bench) -> None:
    created = await made(there)
    await there.remove(APP)
    there.clock.advance(60)
    there.session = there.another_session()
    with pytest.raises(AccountNotProven):
        await read(there.session, DEPLOYMENT, created.resource_id, created.outputs, ("app_id",))


@pytest.mark.parametrize("status", ["failed", "waiting", None])
async def test_one_that_did_not_go_live_is_dropped_when_it_is_pruned(
    there: Bench, status: str | None
) -> None:
    created = await made(there)
    kept = {**created.outputs, "status": status}
    await there.remove(str(created.outputs["deployment_id"]))
    there.clock.advance(60)
    there.session = there.another_session()
    found = await read(there.session, DEPLOYMENT, created.resource_id, kept, (), created.account)
    assert found is None


# --- diff -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": 1}, {"a": 2}),
        ({"aKey": 1}, {"a_key": 1}),
        (["a", "b"], ["b", "a"]),
        ("a", None),
        (None, False),
        (1, True),
        ({"a": [{"b": 0}]}, {"a": [{"b": False}]}),
    ],
)
def test_whatever_changes_in_the_triggers_deploys_again(before: Any, after: Any) -> None:
    """Peer row 22: it deploys in place, and its id changes against the plan."""
    (change,) = changes(DEPLOYMENT, normal(triggers=before), normal(triggers=after))
    assert (change.name, change.replaces) == ("triggers", True)


@pytest.mark.parametrize(
    ("before", "after"), [({"a": 1}, {"a": 1.0}), ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ([], [])]
)
def test_what_means_the_same_deploys_nothing(before: Any, after: Any) -> None:
    assert changes(DEPLOYMENT, normal(triggers=before), normal(triggers=after)) == []


def test_a_trigger_that_nobody_knows_yet_replaces() -> None:
    (change,) = changes(DEPLOYMENT, normal(triggers={"a": 1}), normal(triggers={"a": UNKNOWN}))
    assert (change.replaces, change.unknown) == (True, True)


def test_a_branch_is_said_once_however_it_is_shown() -> None:
    said = normal(branch="main")
    assert changes(DEPLOYMENT, said, normal()) == []
    assert changes(DEPLOYMENT, said, normal(branch="next"))[0].replaces


def test_an_application_has_one_source() -> None:
    (failure,) = check(
        DEPLOYMENT.inputs, {"app_id": APP, "branch": "main", "docker_image": "nginx"}
    ).failures
    assert failure.path == ("docker_image",)
