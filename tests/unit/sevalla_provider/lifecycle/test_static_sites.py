"""What is particular to static sites, on the emulator: each weak point of the peer is a test."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.deadline import Timeout
from sevalla_provider.http import RequestRejected
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import CreateIncomplete, NotDeleted, WaitedTooLong
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.redaction import remember
from sevalla_provider.resources.sites.static_site import STATIC_SITE
from unit.emulated import Bench, bench
from unit.listeners import listening
from unit.samples import Inputs

pytestmark = pytest.mark.anyio


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench(tmp_path) as ready:
        yield ready


def site(**more: Any) -> Inputs:
    least: Inputs = {"display_name": "Docs", "default_branch": "main"}
    said = {**least, "repo_url": "https://github.example/acme/docs", **more}
    checked = check(STATIC_SITE.inputs, said)
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, *, within: float = 1800, **more: Any) -> Created:
    return await create(
        there.session, STATIC_SITE, site(**more), "project/stack/docs", Timeout(within)
    )


async def changed(there: Bench, before: Created, **more: Any) -> Inputs:
    return await update(
        there.session, STATIC_SITE, before.resource_id, before.outputs, site(**more), 600
    )


async def gone(there: Bench, before: Created) -> None:
    await delete(
        there.session, STATIC_SITE, before.resource_id, before.outputs, 600, before.account
    )


async def lines(there: Bench, *methods: str) -> list[str]:
    return [f"{one.method} {one.path}" for one in await there.requests(*methods)]


# The first deployment -----------------------------------------------------------------------------


async def test_the_first_deployment_is_waited_for(there: Bench) -> None:
    """Peer row 23: it is never awaited, and the status of that second is kept."""
    await there.settings(deployment={"seconds": 100})
    with listening() as listener:
        created = await made(there)
    assert created.outputs["status"] == "deploymentSuccess"
    assert listener.warnings == []
    assert any(
        each.startswith("deploymentInProgress, first deployment, ") for each in listener.statuses
    )


@pytest.mark.parametrize(
    ("outcome", "status"), [("failed", "deploymentFailed"), ("cancelled", "deploymentCancelled")]
)
async def test_one_that_fails_is_a_warning_with_the_end_of_its_log(
    there: Bench, outcome: str, status: str
) -> None:
    await there.settings(deployment={"seconds": 10}, deployment_outcome=outcome)
    with listening() as listener:
        created = await made(there)
    (warning,) = listener.warnings
    assert created.outputs["status"] == status
    assert f"the first deployment of the static site {created.resource_id} has not" in warning
    assert f'status "{status}" (request id ' in warning
    assert "deploy it again by a StaticSiteDeployment.\nThe end of its log:\n" in warning
    assert ("exit code 1" in warning) == (outcome == "failed")
    assert not changes(STATIC_SITE, created.outputs, site())


async def test_of_a_long_log_the_end_is_told(there: Bench) -> None:
    await there.settings(deployment={"seconds": 10}, deployment_outcome="failed")
    body = [f"{number} " + "x" * 250 for number in range(100)]
    await there.fault("replace_body", path="**/logs", body=body)
    with listening() as listener:
        await made(there)
    (warning,) = listener.warnings
    assert "The end of its log:\n  9" in warning
    assert warning.endswith(body[-1])


async def test_no_secret_of_another_resource_is_told_with_it(there: Bench) -> None:
    remember("value-of-a-site")
    await there.settings(deployment={"seconds": 10}, deployment_outcome="failed")
    await there.fault("replace_body", path="**/logs", body="API_TOKEN=value-of-a-site")
    with listening() as listener:
        await made(there)
    assert listener.warnings[0].endswith("API_TOKEN=[secret]")


@pytest.mark.parametrize("path", ["**/logs", "**/deployments"])
async def test_no_log_is_no_trouble_of_its_own(there: Bench, path: str) -> None:
    await there.settings(deployment={"seconds": 10}, deployment_outcome="failed")
    await there.fault("status", status=500, method="GET", path=path)
    with listening() as listener:
        await made(there)
    (warning,) = listener.warnings
    assert warning.endswith("by a StaticSiteDeployment.")


async def test_it_is_not_waited_for_where_the_program_says_so(there: Bench) -> None:
    await there.settings(deployment={"seconds": 100}, deployment_outcome="failed")
    began = there.clock.now()
    with listening() as listener:
        created = await made(there, wait_for_deployment=False)
    assert there.clock.now() - began < 5
    assert created.outputs["status"] == "deploymentInProgress"
    assert listener.warnings == []
    assert len(await there.requests()) == 3
    assert not changes(STATIC_SITE, created.outputs, site(wait_for_deployment=False))


async def test_a_site_that_tells_nothing_is_waited_for_while_a_deployment_runs(
    there: Bench,
) -> None:
    await there.settings(deployment={"seconds": 50})
    merge = {"status": None}
    await there.fault("unknown_field", method="GET", path="/static-sites/*", merge=merge)
    began = there.clock.now()
    with listening() as listener:
        created = await made(there)
    assert 100 <= there.clock.now() - began < 130
    assert "status" not in created.outputs
    assert (
        f"has started no deployment of the static site {created.resource_id}" in listener.notes[-1]
    )


async def test_one_that_takes_too_long_leaves_the_site_on_record(there: Bench) -> None:
    await there.settings(deployment={"seconds": 1000})
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, within=60)
    cause = caught.value.__cause__
    assert isinstance(cause, WaitedTooLong)
    assert "the first deployment of the static site to end" in str(cause)
    (kept,) = await there.objects("static_sites")
    assert caught.value.resource_id == kept["id"]
    assert not changes(STATIC_SITE, caught.value.outputs, site())


# Update -------------------------------------------------------------------------------------------


async def test_what_a_change_leaves_out_of_its_answer_is_read(there: Bench) -> None:
    created = await made(there)
    await there.forget_requests()
    outputs = await changed(there, created, display_name="Manual")
    path = f"/static-sites/{created.resource_id}"
    assert await lines(there) == [f"PATCH {path}", f"GET {path}"]
    for name in ("name", "hostname", "company_id"):
        assert outputs[name] == created.outputs[name]


async def test_what_the_api_clears_is_cleared_by_an_empty_string(there: Bench) -> None:
    """Peer row 32: what is removed from a program never has an effect, and nothing says so."""
    emptied: Inputs = {"build_command": "", "published_directory": "", "node_version": ""}
    filled: Inputs = dict.fromkeys(emptied, "x")
    created = await made(there, **filled)
    await there.forget_requests()
    outputs = await changed(there, created, **emptied)
    (patch,) = await there.requests("PATCH")
    assert patch.body == dict.fromkeys(emptied)
    assert emptied.items() <= outputs.items()
    there.session = there.another_session()
    found = await read(
        there.session, STATIC_SITE, created.resource_id, outputs, emptied, created.account
    )
    assert found is not None
    assert emptied.items() <= found.inputs.items()
    assert not changes(STATIC_SITE, found.outputs, site(**emptied))
    assert not changes(STATIC_SITE, found.outputs, site())


async def test_a_create_says_nothing_of_what_shall_be_empty(there: Bench) -> None:
    created = await made(there, build_command="", display_name="Other")
    (post,) = await there.requests("POST")
    assert isinstance(post.body, dict)
    assert post.body.keys() == {"display_name", "repo_url", "default_branch"}
    assert not changes(STATIC_SITE, created.outputs, site(build_command="", display_name="Other"))


async def test_an_older_answer_knows_no_paths_that_deploy(there: Bench) -> None:
    created = await made(there, ignore_deploy_paths=["docs/**"])
    body = {**created.outputs, "id": created.resource_id, "root_directory": "/"}
    del body["allow_deploy_paths"], body["ignore_deploy_paths"]
    await there.fault("replace_body", method="GET", path="/static-sites/*", body=body)
    there.session = there.another_session()
    found = await read(
        there.session, STATIC_SITE, created.resource_id, created.outputs, (), created.account
    )
    assert found is not None
    assert not changes(STATIC_SITE, found.outputs, site(ignore_deploy_paths=["docs/**"]))


async def test_a_changed_project_goes_to_the_projects_own_calls(there: Bench) -> None:
    """Peer row 27: a changed project_id is ignored."""
    one, other = await there.make("projects"), await there.make("projects")
    created = await made(there, project_id=one)
    await there.forget_requests()
    outputs = await changed(there, created, project_id=other)
    assert outputs["project_id"] == other
    leave, join = await there.requests("POST", "PATCH", "DELETE")
    assert (leave.path, leave.query) == (
        f"/projects/{one}/services/{created.resource_id}",
        "service_type=static-site",
    )
    assert join.body == {"service_id": created.resource_id, "service_type": "static-site"}


async def test_where_these_take_no_site_it_stays_and_that_is_told(there: Bench) -> None:
    """Nobody knows whether they do; one that was moved in the dashboard is asked for nothing."""
    one, other = await there.make("projects"), await there.make("projects")
    created = await made(there, project_id=one)
    body = {"status": 400, "message": "service_type: not one of app, database"}
    await there.fault("status", path="/projects/*/services**", status=400, body=body)
    with pytest.raises(RequestRejected, match="service_type: not one of app"):
        await changed(there, created, project_id=other)
    (kept,) = await there.objects("static_sites")
    assert kept["project_id"] == one
    await there.change(created.resource_id, project_id=other)
    assert (await changed(there, created, project_id=other))["project_id"] == other


# Delete -------------------------------------------------------------------------------------------


async def test_a_deployment_that_runs_is_cancelled_and_the_delete_sent_again(
    there: Bench,
) -> None:
    """Peer row 22: no cancelling of what the API refuses the delete for, no retry, no poll."""
    await there.settings(deployment={"seconds": 10_000}, deletion={"seconds": 25})
    created = await made(there, wait_for_deployment=False)
    (running,) = await there.objects("static_site_deployments")
    await there.forget_requests()
    await gone(there, created)
    path = f"/static-sites/{created.resource_id}"
    cancel = f"POST {path}/deployments/{running['id']}/cancel"
    assert await lines(there, "DELETE", "POST") == [f"DELETE {path}", cancel, f"DELETE {path}"]
    assert await there.objects("static_sites") == []


@pytest.mark.parametrize("status", ["queued", "rolling_out", "in_progress"])
async def test_whatever_clients_have_seen_run_is_cancelled(there: Bench, status: str) -> None:
    created = await made(there)
    (first,) = await there.objects("static_site_deployments")
    await there.change(first["id"], status=status)
    path = f"/static-sites/{created.resource_id}"
    body = {"status": 409, "message": "a deployment runs"}
    await there.fault("status", method="DELETE", path=path, calls=[1], status=409, body=body)
    await there.fault("status", method="POST", path="**/cancel", status=200, body={})
    await gone(there, created)
    assert len([each for each in await lines(there, "POST") if "cancel" in each]) == 1


async def test_one_that_the_platform_cannot_delete_is_an_error(there: Bench) -> None:
    created = await made(there)
    await there.settings(deletion={"seconds": 10_000})
    deleting = asyncio.create_task(gone(there, created))
    await there.clock.sleep(0.5)
    await there.change(created.resource_id, status="deletionFailed")
    with pytest.raises(NotDeleted, match="deletionFailed"):
        await deleting


async def test_the_dynamic_way_in_may_take_back_what_still_builds(there: Bench) -> None:
    """It keeps nothing of a create that was cut off: what it made goes, its deployment first."""
    await there.settings(deployment={"seconds": 1000})
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, within=60)
    half = caught.value
    await delete(there.session, STATIC_SITE, half.resource_id, half.outputs, 600, half.account)
    assert await there.objects("static_sites") == []


def test_a_create_counts_as_the_creation_of_a_service() -> None:
    quotas = STATIC_SITE.operations.quotas
    assert [each.name for each in quotas("POST", "", "")] == ["creation of services", "writes"]
    named = [each.name for each in quotas("DELETE", "", "x")]
    assert named == ["changes of static site x", "writes"]
