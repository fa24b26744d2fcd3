"""What is particular to applications, on the emulator: each weak point of the peer is a test."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_provider.functions.catalogue import FUNCTIONS
from sevalla_provider.http import RequestRejected
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import (
    CreateIncomplete,
    NotDeleted,
    WaitedTooLong,
)
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.progress import narrated_by
from sevalla_provider.resources.applications.application import APPLICATION
from unit.emulated import Bench, bench
from unit.listeners import Listener
from unit.samples import APP, Inputs

pytestmark = pytest.mark.anyio

REFUSED = {"message": "a deployment is running", "data": {"code": "err-x", "message": "running"}}
LATER = {"build_type": "dockerfile", "dockerfile_path": "D", "hibernation_enabled": True}


def git(**more: Any) -> Inputs:
    least: Inputs = {"display_name": "Shop", "cluster_id": CLUSTERS[0].id, "source": "privateGit"}
    checked = check(APPLICATION.inputs, {**least, "repo_url": "https://git.example/a", **more})
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs) -> Created:
    identity = f"project/stack/{inputs['display_name']}"
    return await create(there.session, APPLICATION, inputs, identity, 600)


async def changed(there: Bench, before: Created, inputs: Inputs) -> Inputs:
    app_id = before.resource_id
    return await update(there.session, APPLICATION, app_id, before.outputs, inputs, 600)


async def seen(there: Bench, before: Created, said: Inputs | None) -> Found:
    found = await read(
        there.session, APPLICATION, before.resource_id, before.outputs, said, before.account
    )
    assert found is not None
    return found


async def gone(there: Bench, before: Created, timeout: float = 600) -> None:
    await delete(
        there.session,
        APPLICATION,
        before.resource_id,
        before.outputs,
        timeout,
        before.account,
    )


async def lines(there: Bench, *methods: str) -> list[str]:
    return [f"{one.method} {one.path}" for one in await there.requests(*methods)]


async def one(there: Bench, app_id: str) -> Inputs:
    return next(each for each in await there.objects("applications") if each["id"] == app_id)


# Create -------------------------------------------------------------------------------------------


async def test_what_post_does_not_take_follows_in_one_patch(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        project = await there.make("projects")
        await made(there, git(project_id=project, default_branch="next", **LATER))
        post, patch = await there.requests("POST", "PATCH")
        assert isinstance(post.body, dict)
        assert post.body.keys() == {
            *("display_name", "cluster_id", "source", "repo_url", "default_branch", "project_id")
        }
        assert patch.body == LATER


async def test_what_post_takes_needs_no_patch(tmp_path: Path) -> None:
    """Peer row 11: a new application is switched to another build type than the platform's."""
    async with bench(tmp_path) as there:
        await made(there, git(default_branch="next", auto_deploy=False, build_type="nixpacks"))
        assert len(await there.requests("POST", "PATCH")) == 1


async def test_an_application_whose_patch_is_refused_is_on_record(tmp_path: Path) -> None:
    """Peer row 2: a failed PATCH leaves an application that nobody knows."""
    async with bench(tmp_path) as there:
        await there.fault("status", method="PATCH", status=422, body=REFUSED | {"status": 422})
        with pytest.raises(CreateIncomplete) as caught:
            await made(there, git(**LATER))
        kept = caught.value
        (_, _, ours) = await there.objects("applications")
        assert kept.resource_id == ours["id"]
        assert isinstance(kept.__cause__, RequestRejected)
        # The next run goes on with the same one.
        await there.mend()
        there.session = there.another_session()
        inputs = git(**LATER)
        assert {each.name for each in changes(APPLICATION, kept.outputs, inputs)} == {*LATER}
        app_id = kept.resource_id
        outputs = await update(there.session, APPLICATION, app_id, kept.outputs, inputs, 600)
        assert not changes(APPLICATION, outputs, inputs)
        assert len(await there.objects("applications")) == 3


async def test_a_create_whose_answer_is_lost_makes_one(tmp_path: Path) -> None:
    """Peer row 6: no look-up after a time-out, so that a slow create is made twice."""
    async with bench(tmp_path) as there:
        await there.fault("reset", method="POST", path="/applications", calls=[1], when="after")
        created = await made(there, git(**LATER))
        assert len(await there.objects("applications")) == 3
        assert (await one(there, created.resource_id))["build_type"] == "dockerfile"


async def test_what_is_there_before_a_create_costs_one_list(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        for _ in range(5):
            await there.make("applications")
        await there.forget_requests()
        created = await made(there, git())
        assert await lines(there, "GET") == [
            "GET /applications",
            f"GET /applications/{created.resource_id}/domains",
        ]


async def test_emptied_lists_are_sent(tmp_path: Path) -> None:
    """Peer row 14: they vanish from the JSON, and cannot be cleared."""
    async with bench(tmp_path) as there:
        packs = {"build_type": "pack", "buildpacks": [{"order": 1, "source": "heroku/go"}]}
        created = await made(there, git(**packs, allow_deploy_paths=["a"]))
        await there.forget_requests()
        empty: Inputs = {"buildpacks": [], "allow_deploy_paths": []}
        outputs = await changed(there, created, git(build_type="pack", **empty))
        (patch,) = await there.requests("PATCH")
        assert patch.body == empty
        assert empty.items() <= outputs.items()


async def test_a_credential_that_is_said_no_more_is_taken_away(tmp_path: Path) -> None:
    """Peer row 15: it cannot be removed, since null is skipped."""
    async with bench(tmp_path) as there:
        credential = await there.make("docker_registries")
        created = await made(there, git(docker_registry_credential_id=credential))
        await there.forget_requests()
        outputs = await changed(there, created, git())
        (patch,) = await there.requests("PATCH")
        assert patch.body == {"docker_registry_credential_id": None}
        assert "docker_registry_credential_id" not in outputs
        assert (await one(there, created.resource_id))["docker_registry_credential_id"] is None


def test_a_create_counts_as_the_creation_of_a_service_and_changes_as_of_this_one() -> None:
    """Peer row 3: the rate limits are not known."""
    quotas = APPLICATION.operations.quotas
    assert [each.name for each in quotas("POST", "", "")] == ["creation of services", "writes"]
    named = [each.name for each in quotas("PATCH", "", APP)]
    assert named == [f"changes of application {APP}", "writes"]


def test_what_takes_a_deployment_says_so() -> None:
    """Peer row 9: nothing says that a change does nothing until a deployment."""
    assert "next deployment" in APPLICATION.description.replace("\n", " ")
    for name in ("source", "default_branch", "build_type"):
        assert "next deployment" in str(APPLICATION.fields[name].description), name


# Read ---------------------------------------------------------------------------------------------


async def test_a_refresh_costs_one_get_and_finds_no_difference(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        inputs = git(**LATER)
        created = await made(there, inputs)
        there.clock.advance(60)
        there.session = there.another_session()
        await there.forget_requests()
        found = await seen(there, created, inputs)
        assert await lines(there) == [f"GET /applications/{created.resource_id}"]
        assert not changes(APPLICATION, found.outputs, inputs)
        assert found.outputs["cluster_id"] == CLUSTERS[0].id
        assert found.inputs == inputs


async def test_many_are_read_with_one_get_each(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = [await made(there, git(display_name=f"app {n}")) for n in range(4)]
        there.clock.advance(60)
        there.session = there.another_session()
        await there.forget_requests()
        await asyncio.gather(*(seen(there, each, git()) for each in created))
        assert sorted(await lines(there)) == sorted(
            f"GET /applications/{each.resource_id}" for each in created
        )


async def test_an_import_says_what_a_program_must_and_no_more(tmp_path: Path) -> None:
    """Peer row 10: after an import the plan replaces the application."""
    async with bench(tmp_path) as there:
        created = await made(there, git(git_type="github", **LATER))
        there.session = there.another_session()
        found = await read(there.session, APPLICATION, created.resource_id, {}, None)
        assert found is not None
        assert found.inputs == {
            "display_name": "Shop",
            "source": "privateGit",
            "repo_url": "https://git.example/a",
            "git_type": "github",
            **LATER,
        }
        assert found.outputs["default_hostname"] == created.outputs["default_hostname"]
        said = git(cluster_id=CLUSTERS[1].id, git_type="github", **LATER)
        assert not changes(APPLICATION, found.outputs, said, frozenset({"cluster_id"}))


async def test_checks_are_only_read(tmp_path: Path) -> None:
    """Peer row 12: wait_for_checks can be set, and is sent nowhere."""
    async with bench(tmp_path) as there:
        created = await made(there, git())
        await there.change(created.resource_id, wait_for_checks=True)
        there.session = there.another_session()
        found = await seen(there, created, git())
        assert found.outputs["wait_for_checks"] is True
        assert not changes(APPLICATION, found.outputs, git())


async def test_a_switch_of_the_build_type_leaves_nothing_to_do(tmp_path: Path) -> None:
    """Peer row 16: the defaults of one build type and the rule of another fight each other."""
    async with bench(tmp_path) as there:
        created = await made(there, git(**LATER))
        for build_type in ("railpack", "pack", "nixpacks"):
            inputs = git(build_type=build_type)
            outputs = await changed(there, created, inputs)
            assert not changes(APPLICATION, outputs, inputs)
        assert (await one(there, created.resource_id))["dockerfile_path"] is None


# The system domain --------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["page", "array"])
async def test_the_name_of_the_system_domain_is_read_once_and_kept(
    tmp_path: Path, shape: str
) -> None:
    async with bench(tmp_path) as there:
        own = {"id": "1", "type": "CUSTOM", "name": "shop.example.com"}
        given = {"id": "2", "type": "SYSTEM", "name": "shop-1.example.app"}
        body: Any = [own, given] if shape == "array" else {"data": [own, given], "total": 2}
        await there.fault("replace_body", method="GET", path="**/domains", body=body)
        created = await made(there, git())
        assert created.outputs["default_hostname"] == given["name"]
        await there.mend()
        await there.forget_requests()
        outputs = await changed(there, created, git(display_name="Other"))
        assert outputs["default_hostname"] == given["name"]
        assert (await seen(there, created, git())).outputs["default_hostname"] == given["name"]
        assert not [line for line in await lines(there) if "domains" in line]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 403, "body": {"status": 403, "message": "no"}},
        {"kind": "status", "status": 404, "body": {"status": 404, "message": "no"}},
        {"kind": "status", "status": 500},
        {"kind": "html"},
        {"kind": "reset"},
        {"kind": "replace_body", "body": {"data": {"type": "SYSTEM"}}},
        {"kind": "replace_body", "body": [{"id": "1", "type": "SYSTEM", "name": None}]},
        {"kind": "replace_body", "body": []},
    ],
    ids=str,
)
async def test_that_it_cannot_be_read_fails_nothing_and_the_next_read_tries_again(
    tmp_path: Path, fault: Inputs
) -> None:
    async with bench(tmp_path) as there:
        await there.fault(**fault, method="GET", path="**/domains")
        created = await made(there, git())
        assert "default_hostname" not in created.outputs
        assert "default_hostname" not in (await seen(there, created, git())).outputs
        await there.mend()
        there.session = there.another_session()
        found = await seen(there, created, git())
        assert str(found.outputs["default_hostname"]).startswith("shop-")


async def test_a_look_up_tells_it_too(tmp_path: Path) -> None:
    by_token = {each.token: each for each in FUNCTIONS}
    function = by_token["sevalla:index:getApplication"]
    assert len([each for each in FUNCTIONS if each.token == "sevalla:index:getApplications"]) == 1
    async with bench(tmp_path) as there:
        created = await made(there, git())
        asked = function.inputs.model_validate({"app_id": created.resource_id})
        found = await function.run(there.session, asked)
        assert found["app_id"] == found["id"] == created.resource_id
        assert found["default_hostname"] == created.outputs["default_hostname"]
        assert "cluster_id" not in function.outputs.model_fields


# Projects -----------------------------------------------------------------------------------------


async def in_project(there: Bench) -> tuple[Created, str, str]:
    one_project, other = await there.make("projects"), await there.make("projects")
    created = await made(there, git(project_id=one_project))
    await there.forget_requests()
    return created, one_project, other


def places(app_id: str, one_project: str, other: str) -> list[str]:
    return [f"DELETE /projects/{one_project}/services/{app_id}", f"POST /projects/{other}/services"]


async def test_a_changed_project_moves_by_the_projects_calls(tmp_path: Path) -> None:
    """Peer row 13: project_id can be set, and not changed."""
    async with bench(tmp_path) as there:
        created, one_project, other = await in_project(there)
        outputs = await changed(there, created, git(project_id=other))
        assert outputs["project_id"] == other
        wrote = await there.requests("POST", "PATCH", "DELETE")
        assert [f"{each.method} {each.path}" for each in wrote] == places(
            created.resource_id, one_project, other
        )
        assert wrote[0].query == "service_type=app"
        assert wrote[1].body == {"service_id": created.resource_id, "service_type": "app"}


async def test_what_is_in_its_project_already_is_asked_for_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created, _, other = await in_project(there)
        await there.change(created.resource_id, project_id=other)
        outputs = await changed(there, created, git(project_id=other, display_name="Other"))
        assert outputs["project_id"] == other
        (patch,) = await there.requests("POST", "PATCH", "DELETE")
        assert patch.body == {"display_name": "Other"}


async def test_one_without_project_only_joins(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created, _, other = await in_project(there)
        await there.change(created.resource_id, project_id=None)
        await changed(there, created, git(project_id=other))
        assert await lines(there, "POST", "DELETE") == [f"POST /projects/{other}/services"]


@pytest.mark.parametrize("method", ["DELETE", "POST"])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_move_survives_the_loss_of_an_answer(
    tmp_path: Path, method: str, when: str
) -> None:
    async with bench(tmp_path) as there:
        created, _, other = await in_project(there)
        await there.fault(
            "reset", method=method, path="/projects/*/services**", calls=[1], when=when
        )
        outputs = await changed(there, created, git(project_id=other))
        assert outputs["project_id"] == other
        joins = [each for each in await lines(there, "POST") if other in each]
        assert len(joins) == (2 if (method, when) == ("POST", "before") else 1)


async def test_one_that_its_new_project_will_not_have_stays_where_it_was(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created, one_project, other = await in_project(there)
        path = f"/projects/{other}/services"
        body = {"status": 422, "message": "full"}
        await there.fault("status", method="POST", path=path, status=422, body=body)
        with pytest.raises(RequestRejected, match="full"):
            await changed(there, created, git(project_id=other))
        assert (await one(there, created.resource_id))["project_id"] == one_project


async def test_a_project_that_is_said_no_more_stays(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created, _, _ = await in_project(there)
        assert not changes(APPLICATION, created.outputs, git())


# Delete -------------------------------------------------------------------------------------------


async def deploying(there: Bench, **settings: Any) -> tuple[Created, str]:
    """An application with a deployment that runs for long."""
    created = await made(there, git())
    await there.settings(deployment={"seconds": 10_000}, **settings)
    deployment = await there.make("deployments", app_id=created.resource_id, status="inProgress")
    await there.forget_requests()
    return created, deployment


@pytest.mark.parametrize("answer", ["message", "nothing"])
async def test_it_is_gone_when_a_get_says_so(tmp_path: Path, answer: str) -> None:
    """Peer row 17: the delete does not wait, and what comes next runs into the leftover."""
    async with bench(tmp_path) as there:
        created = await made(there, git())
        await there.settings(deletion={"seconds": 25}, delete_answer=answer)
        await there.forget_requests()
        began = there.clock.now()
        await gone(there, created)
        assert 25 <= there.clock.now() - began < 60
        assert len(await there.requests("DELETE")) == 1
        assert len(await there.objects("applications")) == 2


async def test_a_deployment_that_runs_is_cancelled_and_waited_for(tmp_path: Path) -> None:
    """Peer row 17: neither cancelled, so that the DELETE is refused, nor waited for."""
    async with bench(tmp_path) as there:
        created, deployment = await deploying(there)
        app = f"/applications/{created.resource_id}"
        listener, began = Listener(), there.clock.now()
        with narrated_by(listener):
            await gone(there, created)
        wrote = await lines(there, "DELETE", "POST")
        cancel = f"POST {app}/deployments/{deployment}/cancel"
        assert wrote == [f"DELETE {app}", cancel, f"DELETE {app}"]
        assert there.clock.now() - began >= 10
        assert any(
            f"deployment {deployment} is being cancelled" in each for each in listener.statuses
        )
        assert len(await there.objects("applications")) == 2


@pytest.mark.parametrize("status", [400, 403, 405, 409, 422])
async def test_whatever_the_refusal_says(tmp_path: Path, status: int) -> None:
    async with bench(tmp_path) as there:
        created, _ = await deploying(there)
        app = f"/applications/{created.resource_id}"
        body = REFUSED | {"status": status}
        await there.fault("status", method="DELETE", path=app, calls=[1], status=status, body=body)
        await gone(there, created)
        assert len(await there.requests("DELETE")) == 2


@pytest.mark.parametrize("status", [400, 403, 405, 409, 422])
async def test_a_refusal_for_another_reason_is_told_at_once(tmp_path: Path, status: int) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, git())
        await there.make("deployments", app_id=created.resource_id, status="success")
        await there.forget_requests()
        body = {"status": status, "message": "in a pipeline"}
        await there.fault("status", method="DELETE", status=status, body=body)
        began = there.clock.now()
        with pytest.raises(Exception, match="in a pipeline"):
            await gone(there, created)
        assert there.clock.now() - began < 1
        assert len(await there.requests("DELETE")) == 1
        assert len(await there.objects("applications")) == 3


async def test_what_is_told_is_the_refusal_where_deployments_cannot_be_listed(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        created, _ = await deploying(there)
        body = {"status": 403, "message": "may not list"}
        path = "**/deployments"
        await there.fault("status", method="GET", path=path, status=403, body=body)
        with pytest.raises(RequestRejected, match="in progress"):
            await gone(there, created)


async def test_one_that_is_going_already_may_refuse_to_go(tmp_path: Path) -> None:
    """The answer to the DELETE is lost, and it is sent again."""
    async with bench(tmp_path) as there:
        created = await made(there, git())
        await there.settings(deletion={"seconds": 30})
        await there.fault("reset", method="DELETE", calls=[1], when="after")
        body = {"status": 409, "message": "is being deleted"}
        await there.fault("status", method="DELETE", calls=[2], status=409, body=body)
        await gone(there, created)
        assert len(await there.objects("applications")) == 2


async def test_what_cannot_be_cancelled_is_waited_for(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created, deployment = await deploying(there)
        body = {"status": 403, "message": "may not"}
        await there.fault("status", method="POST", path="**/cancel", status=403, body=body)

        async def ends() -> None:
            await there.clock.sleep(35)
            await there.change(deployment, status="success")

        ending = asyncio.create_task(ends())
        await gone(there, created)
        await ending
        assert len(await there.requests("DELETE")) in (5, 6)


async def test_it_is_tried_for_no_longer_than_the_time_out(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created, deployment = await deploying(there)
        body = {"status": 403, "message": "may not"}
        await there.fault("status", method="POST", path="**/cancel", status=403, body=body)
        with pytest.raises(WaitedTooLong) as caught:
            await gone(there, created, 45)
        assert f"deployments of the application {created.resource_id} to end" in str(caught.value)
        assert f"deployment {deployment} runs, and could not be cancelled" in str(caught.value)
        assert len(await there.requests("DELETE")) == 5


async def test_one_that_the_platform_cannot_delete_is_an_error(tmp_path: Path) -> None:
    """Peer row 17: `appDeletionFailed` is not told."""
    async with bench(tmp_path) as there:
        created = await made(there, git())
        await there.settings(deletion={"seconds": 10_000})
        deleting = asyncio.create_task(gone(there, created))
        await there.clock.sleep(0.5)
        await there.change(created.resource_id, status="appDeletionFailed")
        began = there.clock.now()
        with pytest.raises(NotDeleted, match="appDeletionFailed"):
            await deleting
        assert there.clock.now() - began < 30


async def test_what_is_left_of_an_earlier_failure_is_no_failure(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, git())
        await there.change(created.resource_id, status="appDeletionFailed")
        await there.settings(deletion={"polls": 1})
        assert "status" in (await seen(there, created, git())).outputs
        await gone(there, created)


async def test_one_that_is_gone_already_is_deleted(tmp_path: Path) -> None:
    """Peer row 1: a 404 on DELETE is an error."""
    async with bench(tmp_path) as there:
        created = await made(there, git())
        await there.remove(created.resource_id)
        await gone(there, created)


async def test_the_company_of_an_application_is_known_without_another_request(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, git())
        there.session = there.another_session()
        await there.forget_requests()
        found = await seen(there, created, git())
        assert found.account is not None
        assert found.account.company == found.outputs["company_id"]
        assert len(await lines(there)) == 1


# Suspension ---------------------------------------------------------------------------------------


async def test_it_is_suspended_and_activated_by_calls_of_their_own(tmp_path: Path) -> None:
    """Peer row 19: suspend and activate exist in no resource."""
    async with bench(tmp_path) as there:
        created = await made(there, git(is_suspended=True))
        assert created.outputs["is_suspended"] is True
        await changed(there, created, git(is_suspended=False, display_name="Other"))
        app = f"/applications/{created.resource_id}"
        assert await lines(there, "POST", "PATCH") == [
            "POST /applications",
            f"POST {app}/suspend",
            f"PATCH {app}",
            f"POST {app}/activate",
        ]
        assert created.resource_id != APP
