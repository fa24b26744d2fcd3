"""Static sites, as `docs/contract/sites-balancers-pipelines.md` has them."""

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.static_site_models import ChangedStaticSite, StaticSite, StaticSiteItem
from sevalla_emulator.settings import DeploymentOutcome
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application, fields, message

SITES = "/static-sites"


def site(**more: JsonValue) -> JsonObject:
    least: JsonObject = {"display_name": "Docs", "default_branch": "main"}
    return {**least, "repo_url": "https://github.example/acme/docs", **more}


def made(api: Api, **more: JsonValue) -> str:
    """The path of a new site."""
    return f"{SITES}/{api.made(SITES, site(**more))['id']}"


def deployments(api: Api, path: str) -> list[JsonObject]:
    there: list[JsonObject] = api.get(f"{path}/deployments").json()["data"]
    return there


def test_a_site_lives(api: Api) -> None:
    new = api.made(SITES, site(build_command="npm run build"))
    path = f"{SITES}/{new['id']}"
    assert set(new) == set(StaticSite.model_fields)
    assert new["hostname"] == f"{new['name']}.sites.localhost"
    (item,) = api.get(SITES).json()["data"]
    assert set(item) == set(StaticSiteItem.model_fields)

    changed = fields(api.patch(path, {"display_name": "Manual", "build_command": None}))
    assert set(changed) == set(ChangedStaticSite.model_fields)
    assert (changed["display_name"], changed["build_command"]) == ("Manual", None)
    assert api.seen(path)["name"] == new["name"]
    assert set(fields(api.post(f"{path}/purge-cache", None))) == {"message"}

    assert set(fields(api.delete(path))) == {"message"}
    assert api.get(path).status_code == 404


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("success", "deploymentSuccess"),
        ("failed", "deploymentFailed"),
        ("cancelled", "deploymentCancelled"),
    ],
)
def test_a_new_site_is_deployed_by_itself(
    api: Api, control: Control, outcome: DeploymentOutcome, told: str
) -> None:
    control.change_settings(deployment={"seconds": 60}, deployment_outcome=outcome)
    path = made(api)
    (first,) = deployments(api, path)
    assert (first["status"], api.seen(path)["status"]) == ("waiting", "deploymentInProgress")
    control.advance(120)
    assert (deployments(api, path)[0]["status"], api.seen(path)["status"]) == (outcome, told)
    assert control.make_object("static_sites", {}).fields["status"] is None


def test_it_is_not_deleted_while_it_is_being_deployed(api: Api, control: Control) -> None:
    control.change_settings(deployment={"seconds": 60}, deletion={"seconds": 60})
    path = made(api)
    (first,) = deployments(api, path)
    assert api.delete(path).status_code == 409
    api.post(f"{path}/deployments/{first['id']}/cancel", None)
    assert api.delete(path).status_code == 200
    assert api.seen(path)["status"] == "deleting"
    assert api.patch(path, {}).status_code == 404
    control.advance(60)
    assert api.get(path).status_code == 404
    assert control.objects().by_kind["static_site_deployments"] == []


def test_what_it_is_built_with_is_detected_and_the_root_is_a_slash(api: Api) -> None:
    path = made(api)
    found = api.seen(path)
    assert (found["node_version"], found["root_directory"]) == ("20", "/")
    assert fields(api.patch(path, {"root_directory": "."}))["root_directory"] == "/"
    assert fields(api.patch(path, {"root_directory": "web"}))["root_directory"] == "web"
    for name in ("install_command", "published_directory", "node_version", "index_file"):
        assert fields(api.patch(path, {name: None}))[name] is None


def test_private_git_is_somebodys(api: Api) -> None:
    path = made(api, git_type="gitlab")
    assert api.seen(path)["git_type"] is None
    assert fields(api.patch(path, {"source": "privateGit"}))["git_type"] == "github"
    elsewhere = site(source="privateGit", repo_url="https://git.example/docs")
    assert "git_type" in message(api.post(SITES, elsewhere))
    assert api.made(SITES, {**elsewhere, "git_type": "gitlab"})["git_type"] == "gitlab"


def test_it_is_a_service_of_a_project(api: Api) -> None:
    project = api.made("/projects", {"display_name": "Shop"})
    path = made(api, project_id=project["id"])
    services = f"/projects/{project['id']}/services"
    assert [each["type"] for each in api.get(services[:-9]).json()["services"]] == ["static-site"]
    own = path.rpartition("/")[2]
    assert api.delete(f"{services}/{own}?service_type=static-site").status_code == 200
    assert api.seen(path)["project_id"] is None
    assert api.post(SITES, site(project_id=UNKNOWN_ID)).status_code == 422


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("display_name", "x"),
        ("display_name", "x" * 65),
        ("repo_url", ""),
        ("default_branch", None),
        ("source", "dockerImage"),
        ("git_type", "svn"),
        ("build_command", "x" * 1025),
        ("published_directory", "x" * 501),
        ("node_version", 20),
        ("index_file", ""),
        ("allow_deploy_paths", "web/**"),
        ("auto_deploy", "yes"),
        ("project_id", None),
        ("lfs", True),
    ],
)
def test_post_refuses(api: Api, name: str, value: JsonValue) -> None:
    answer = api.post(SITES, site(**{name: value}))
    assert answer.status_code == 400
    assert name in message(answer)


# Deployments --------------------------------------------------------------------------------------


def test_a_deployment_passes_as_an_applications_does(api: Api, control: Control) -> None:
    path = f"{made(api)}/deployments"
    control.change_settings(deployment={"polls": 1})
    new = api.made(path, {"branch": "next"})
    assert (new["status"], new["branch"]) == ("waiting", "next")
    one = f"{path}/{new['id']}"
    assert [api.seen(one)["status"] for _ in range(3)] == ["waiting", "inProgress", "success"]
    assert api.get(f"{one}/logs").json()["data"][-1]["message"] == "--> deploy"
    assert api.post(f"{one}/cancel", None).status_code == 422
    assert (api.patch(one, {}).status_code, api.delete(one).status_code) == (405, 405)
    assert deployments(api, path.removesuffix("/deployments"))[0]["id"] == new["id"]


def test_one_can_be_deployed_again(api: Api) -> None:
    path = made(api)
    (first,) = deployments(api, path)
    again = api.made(f"{path}/deployments", {"deployment_id": first["id"]})
    assert again["commit_sha"] == first["commit_sha"]
    assert again["id"] != first["id"]
    unknown: JsonObject = {"deployment_id": UNKNOWN_ID}
    assert api.post(f"{path}/deployments", unknown).status_code == 422
    assert api.post(f"{path}/deployments", {"docker_image": "nginx"}).status_code == 400
    assert api.get(f"{path}/deployments/{UNKNOWN_ID}/logs").status_code == 404


# Environment variables ----------------------------------------------------------------------------


@pytest.fixture
def path(control: Control) -> str:
    return f"{SITES}/{control.make_object('static_sites', {}).id}/env-vars"


def test_a_variable_lives(api: Api, path: str) -> None:
    new = api.made(path, {"key": "A", "value": ""})
    assert (new["is_production"], new["is_preview"], new["branch"]) == (True, True, None)
    one = f"{path}/{new['id']}"
    assert api.get(one).status_code == 405
    assert api.get(path).json()["data"] == [new]
    changed = fields(api.http.put(one, json={"value": "b"}))
    assert changed == {**new, "value": "b", "updated_at": changed["updated_at"]}
    assert "message" in fields(api.delete(one))
    assert api.get(path).json()["data"] == []


def test_a_put_hands_back_what_it_does_not_say(api: Api, path: str) -> None:
    """Whether the rest stays is unknown; who sends all five need not know."""
    said: JsonObject = {"key": "A", "value": "1", "is_preview": False, "branch": "next"}
    new = api.made(path, said)
    changed = fields(api.http.put(f"{path}/{new['id']}", json={"value": "2"}))
    assert [changed[name] for name in ("key", "value", "is_preview", "branch")] == [
        *("A", "2", True, None)
    ]


def test_a_key_is_taken_for_a_branch_and_a_stage(api: Api, path: str) -> None:
    production: JsonObject = {"key": "A", "value": "1", "is_preview": False}
    api.made(path, production)
    preview = api.made(path, {"key": "A", "value": "2", "is_production": False})
    api.made(path, {"key": "A", "value": "3", "branch": "next"})
    api.made(path, {"key": "B", "value": "4"})
    assert api.post(path, production).status_code == 409
    assert api.post(path, {"key": "A", "value": "5"}).status_code == 409
    one = f"{path}/{preview['id']}"
    assert api.http.put(one, json={"is_production": True}).status_code == 409
    assert api.http.put(one, json={"branch": "other"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", ""),
        ("key", "A" * 256),
        ("value", "x" * 32_769),
        ("is_preview", "yes"),
        ("branch", None),
        ("is_runtime", True),
    ],
)
def test_post_of_a_variable_refuses(api: Api, path: str, name: str, value: JsonValue) -> None:
    answer = api.post(path, {"key": "A", "value": "1", name: value})
    assert answer.status_code == 400
    assert name in message(answer)


# Domains ------------------------------------------------------------------------------------------


def test_a_site_comes_with_a_system_domain_and_takes_others(api: Api) -> None:
    path = made(api)
    (system,) = api.get(f"{path}/domains").json()["data"]
    assert (system["type"], system["name"]) == ("SYSTEM", api.seen(path)["hostname"])
    own = api.made(f"{path}/domains", {"domain_name": "docs.example"})
    assert fields(api.post(f"{path}/domains/{own['id']}/set-primary", None))["is_primary"] is True
    app = api.made("/applications", application())
    taken = api.post(f"/applications/{app['id']}/domains", {"domain_name": "docs.example"})
    assert taken.status_code == 409
    assert api.delete(f"{path}/domains/{system['id']}").status_code == 422
