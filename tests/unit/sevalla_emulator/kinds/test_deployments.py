"""Deployments, as `docs/contract/applications.md` has them."""

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.deployments import Deployment
from sevalla_emulator.settings import DeploymentOutcome
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import S1, S2, UNKNOWN_ID, Api, application, fields, process


@pytest.fixture
def path(app_path: str) -> str:
    return f"{app_path}/deployments"


def deployed(api: Api, path: str, **body: JsonValue) -> str:
    """The path of a new deployment."""
    return f"{path}/{api.made(path, {**body})['id']}"


def test_a_deployment_waits_runs_and_succeeds(api: Api, control: Control, path: str) -> None:
    control.change_settings(deployment={"seconds": 60})

    made = api.made(path, {})
    assert set(made) == set(Deployment.model_fields)
    assert (made["status"], made["type"], made["trigger"]) == ("waiting", "manual", "MANUAL_DEPLOY")
    assert (made["steps"], made["started_at"], made["finished_at"]) == ([], None, None)

    one = f"{path}/{made['id']}"
    assert api.seen(one) == made
    control.advance(60)
    running = api.seen(one)
    assert (running["status"], running["steps"]) == ("inProgress", ["clone", "build"])
    assert running["started_at"]
    assert running["finished_at"] is None
    control.advance(60)
    over = api.seen(one)
    assert (over["status"], over["steps"]) == ("success", ["clone", "build", "deploy"])
    assert over["finished_at"] == over["updated_at"] != over["created_at"]


def test_each_state_may_be_shown_for_a_number_of_polls(
    api: Api, control: Control, path: str
) -> None:
    control.change_settings(deployment={"polls": 1})
    one = deployed(api, path)

    assert [api.seen(one)["status"] for _ in range(3)] == ["waiting", "inProgress", "success"]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("success", "deploymentSuccess"),
        ("failed", "deploymentFailed"),
        ("cancelled", "deploymentCancelled"),
    ],
)
def test_the_application_has_the_status_of_its_last_deployment(
    api: Api, control: Control, app_path: str, path: str, outcome: DeploymentOutcome, told: str
) -> None:
    control.change_settings(deployment={"polls": 1}, deployment_outcome=outcome)
    one = deployed(api, path)
    assert api.seen(app_path)["status"] == "deploymentInProgress"

    for _ in range(3):
        api.get(one)

    assert api.seen(one)["status"] == outcome
    assert api.seen(app_path)["status"] == told


def test_a_skipped_one_leaves_the_application_as_it_was(
    api: Api, control: Control, app_path: str, path: str
) -> None:
    deployed(api, path)
    control.change_settings(deployment_outcome="skipped")
    one = deployed(api, path)

    assert api.seen(one)["status"] == "skipped"
    assert api.seen(app_path)["status"] == "deploymentSuccess"


def test_what_was_changed_takes_effect_when_the_deployment_succeeds(
    api: Api, control: Control, app_path: str, path: str
) -> None:
    made = api.made(f"{app_path}/processes", process(resource_type_id=S1))
    one = f"{app_path}/processes/{made['id']}"
    api.made(path, {})

    def size() -> JsonValue:
        found = control.find(str(made["id"]))
        return (found.effective or {}).get("resource_type_id") if found else None

    assert size() == S1
    api.patch(one, {"resource_type_id": S2})
    control.change_settings(deployment_outcome="failed")
    api.made(path, {})
    assert size() == S1
    control.change_settings(deployment_outcome="success", deployment={"seconds": 5})
    api.made(path, {})
    control.advance(9)
    assert size() == S1
    control.advance(1)
    assert size() == S2


def test_a_fault_makes_one_fail(api: Api, control: Control, path: str) -> None:
    control.add_fault("provisioning_fails", method="POST", path="**/deployments", calls=[1])
    one = deployed(api, path)

    assert api.seen(one)["status"] == "failed"
    lines = fields(api.get(f"{one}/logs"))["data"]
    assert isinstance(lines, list)
    assert "exit code 1" in str(lines[-1])
    assert api.seen(deployed(api, path))["status"] == "success"


def test_the_list_begins_with_the_newest(api: Api, control: Control) -> None:
    app = control.seed(applications=1, deployments=120).applications[0]
    path = f"/applications/{app.id}/deployments"
    newest = api.made(path, {})

    first = fields(api.get(f"{path}?limit=100"))
    rest = fields(api.get(f"{path}?limit=100&offset=100"))

    assert (first["total"], rest["total"]) == (121, 121)
    assert isinstance(first["data"], list)
    assert isinstance(rest["data"], list)
    assert first["data"][0] == api.seen(f"{path}/{newest['id']}")
    assert (len(first["data"]), len(rest["data"])) == (100, 21)


def test_a_deployment_can_be_cancelled_while_it_is_not_over(
    api: Api, control: Control, app_path: str, path: str
) -> None:
    control.change_settings(deployment={"seconds": 60})
    one = deployed(api, path)

    cancelled = fields(api.post(f"{one}/cancel", None))

    assert cancelled["status"] == "cancelled"
    assert cancelled["finished_at"]
    assert api.seen(app_path)["status"] == "deploymentCancelled"
    control.advance(600)
    assert api.seen(one)["status"] == "cancelled"
    assert api.post(f"{one}/cancel", None).status_code == 422


def test_an_application_is_not_deleted_while_it_is_being_deployed(
    api: Api, control: Control, app_path: str, path: str
) -> None:
    control.change_settings(deployment={"seconds": 60})
    one = deployed(api, path)
    assert api.delete(app_path).status_code == 409
    control.advance(60)
    assert api.delete(app_path).status_code == 409

    api.post(f"{one}/cancel", None)

    assert api.delete(app_path).status_code == 204
    assert api.get(one).status_code == 404


def test_a_git_application_is_deployed_from_a_branch(api: Api) -> None:
    app = api.made("/applications", application(default_branch="main", git_type="github"))
    path = f"/applications/{app['id']}/deployments"

    made = api.made(path, {})
    assert (made["branch"], made["git_type"]) == ("main", "github")
    assert len(str(made["commit_sha"])) == 40
    assert api.made(path, {"branch": "next"})["branch"] == "next"
    assert api.post(path, {"docker_image": "nginx:1"}).status_code == 422


def test_an_image_application_is_deployed_from_an_image(api: Api) -> None:
    app = api.made("/applications", application(source="dockerImage", docker_image="nginx:1"))
    path = f"/applications/{app['id']}/deployments"

    made = api.made(path, {})
    assert (made["docker_image_url"], made["branch"], made["commit_sha"]) == ("nginx:1", None, None)
    assert api.made(path, {"docker_image": "nginx:2"})["docker_image_url"] == "nginx:2"
    assert api.post(path, {"branch": "main"}).status_code == 422


def test_a_restart_needs_an_artifact_and_builds_nothing(
    api: Api, control: Control, path: str
) -> None:
    assert api.post(path, {"is_restart": True}).status_code == 422
    control.change_settings(deployment_outcome="failed")
    deployed(api, path)
    assert api.post(path, {"is_restart": True}).status_code == 422
    control.change_settings(deployment_outcome="success")
    first = api.seen(deployed(api, path))

    again = api.seen(deployed(api, path, is_restart=True))

    assert again["commit_sha"] == first["commit_sha"]
    assert again["steps"] == ["reuse artifact", "deploy"]
    assert "is_restart" not in again


def test_a_rollback_is_a_new_deployment_of_an_earlier_artifact(api: Api, path: str) -> None:
    assert api.post(f"{path}/rollback", None).status_code == 422
    first = api.seen(deployed(api, path))
    deployed(api, path)

    back = api.made(f"{path}/rollback", None)

    assert (back["trigger"], back["status"]) == ("ROLLBACK_DEPLOYMENT", "waiting")
    assert back["commit_sha"] == first["commit_sha"]
    assert api.seen(f"{path}/{back['id']}")["status"] == "success"


def test_the_log_says_what_it_has_been_given(api: Api, control: Control, path: str) -> None:
    one = deployed(api, path)
    control.change_object(one.rpartition("/")[2], {"log": ["first", "last"]})

    lines = fields(api.get(f"{one}/logs"))["data"]
    assert isinstance(lines, list)
    assert [line["message"] for line in lines if isinstance(line, dict)] == ["first", "last"]
    assert "log" not in api.seen(one)
    assert api.get(f"{path}/{UNKNOWN_ID}/logs").status_code == 404


@pytest.mark.parametrize(
    "body",
    [{"branch": ""}, {"branch": None}, {"docker_image": 1}, {"is_restart": "no"}, {"colour": "x"}],
)
def test_post_refuses(api: Api, path: str, body: JsonObject) -> None:
    assert api.post(path, body).status_code == 400


def test_it_is_only_made_and_seen(api: Api, path: str) -> None:
    one = deployed(api, path)

    assert api.patch(one, {}).status_code == 405
    assert api.delete(one).status_code == 405
    assert api.post(f"/applications/{UNKNOWN_ID}/deployments", {}).status_code == 404
