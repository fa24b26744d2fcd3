"""What is particular to deployments of static sites; the rest is as with an application's."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.deadline import Timeout
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import CreateIncomplete, explain
from sevalla_provider.lifecycle.read import read
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.sites import deployment
from sevalla_provider.resources.sites.deployment import STATIC_SITE_DEPLOYMENT
from unit.emulated import Bench, bench
from unit.samples import SITE, Inputs

pytestmark = pytest.mark.anyio


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as ready:
        await ready.make("static_sites", id=SITE)
        yield ready


def normal(**more: Any) -> Inputs:
    checked = check(STATIC_SITE_DEPLOYMENT.inputs, {"static_site_id": SITE, **more})
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, **more: Any) -> Created:
    return await create(
        there.session, STATIC_SITE_DEPLOYMENT, normal(**more), "project/stack/it", Timeout(1800)
    )


def test_what_is_wrong_is_told_at_plan_time() -> None:
    wrong: Inputs = {"static_site_id": "docs", "branch": "", "docker_image": "nginx"}
    failures = check(STATIC_SITE_DEPLOYMENT.inputs, wrong).failures
    assert {each.path[0] for each in failures} == {*wrong}


async def test_it_is_waited_for_until_it_is_live(there: Bench) -> None:
    """Peer rows 20 and 23: fired and forgotten, without a branch."""
    await there.settings(deployment={"seconds": 100})
    created = await made(there, branch="next", triggers={"apiUrl": "x"})
    assert (created.outputs["status"], created.outputs["branch"]) == ("success", "next")
    assert len(str(created.outputs["commit_sha"])) == 40
    (post,) = await there.requests("POST")
    assert post.body == {"branch": "next"}


async def test_one_that_fails_is_an_error_with_the_end_of_its_log(there: Bench) -> None:
    await there.settings(deployment_outcome="failed")
    with pytest.raises(CreateIncomplete) as caught:
        await made(there)
    words = explain("create", caught.value)
    assert 'with status "failed" (request id ' in words
    assert "The end of its log:\n  --> clone" in words
    assert "exit code 1" in words


def test_a_changed_trigger_deploys_again() -> None:
    """Peer row 22: a deployment is started in place, and its id changes against the plan."""
    (change,) = changes(STATIC_SITE_DEPLOYMENT, normal(triggers={"a": 1}), normal(triggers=[2]))
    assert (change.name, change.replaces) == ("triggers", True)


async def test_what_the_platform_has_forgotten_is_kept_as_it_was(there: Bench) -> None:
    created = await made(there, triggers=["x"])
    await there.remove(str(created.outputs["deployment_id"]))
    there.clock.advance(60)
    there.session = there.another_session()
    found = await read(
        there.session,
        STATIC_SITE_DEPLOYMENT,
        created.resource_id,
        created.outputs,
        ("static_site_id",),
        created.account,
    )
    assert found is not None
    assert found.outputs == created.outputs


async def test_the_first_deployment_of_the_site_is_not_taken_for_it(there: Bench) -> None:
    await there.make("static_site_deployments", static_site_id=SITE)
    await there.fault("reset", method="POST", path="**/deployments", when="after", calls=[1])
    created = await made(there)
    first, second = await there.objects("static_site_deployments")
    assert created.outputs["deployment_id"] == second["id"] != first["id"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("waiting", Health.PENDING),
        ("rolling_out", Health.PENDING),
        ("success", Health.READY),
        ("cancelled", Health.FAILED),
        ("canceled", Health.FAILED),
        ("a word of tomorrow", Health.UNKNOWN),
    ],
)
def test_how_far_a_deployment_is(status: str, expected: Health) -> None:
    assert deployment.health(status) is expected
