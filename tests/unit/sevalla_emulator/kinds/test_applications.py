import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.application_models import Application, ApplicationItem
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import (
    UNKNOWN_ID,
    Api,
    application,
    fields,
    message,
    no_route,
    process,
)

IMAGE: JsonObject = {"source": "dockerImage", "repo_url": None, "docker_image": "acme/shop:1"}
PRIVATE: JsonObject = {"source": "privateGit"}
NINE = {
    "id",
    "name",
    "display_name",
    "status",
    "type",
    "source",
    "is_suspended",
    "created_at",
    "updated_at",
}


def made(api: Api, **more: JsonValue) -> tuple[str, JsonObject]:
    """The path of a new application, and what it is."""
    one = api.made("/applications", application(**more))
    return f"/applications/{one['id']}", one


def test_an_application_lives(api: Api) -> None:
    path, new = made(api, repo_url="https://127.0.0.1/repo")

    assert set(new) == set(Application.model_fields)
    assert api.seen(path) == new
    assert new["repo_url"] == "https://127.0.0.1/repo"

    changed = fields(api.patch(path, {"default_branch": "next", "ignore_deploy_paths": ["*.md"]}))
    assert changed == {**new, "default_branch": "next", "ignore_deploy_paths": ["*.md"]}

    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404
    assert api.delete(path).status_code == 404


def test_a_list_shows_nine_fields(api: Api) -> None:
    _, new = made(api)

    (item,) = api.get("/applications").json()["data"]

    assert set(item) == set(ApplicationItem.model_fields) == NINE
    assert item.items() <= new.items()


def test_its_cluster_and_its_credential_are_shown_by_nothing(api: Api, control: Control) -> None:
    credential = control.make_object("docker_registries", {}).id
    path, new = made(api, docker_registry_credential_id=credential, **IMAGE)
    patched = fields(api.patch(path, {"docker_registry_credential_id": None}))

    for answer in (new, patched, api.seen(path)):
        assert not {"cluster_id", "docker_registry_credential_id"} & answer.keys()


def test_nothing_was_deployed_yet(api: Api) -> None:
    _, new = made(api)

    assert (new["status"], new["auto_deploy"], new["is_suspended"]) == (None, False, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("display_name", ""),
        ("display_name", "x"),
        ("display_name", "x" * 65),
        ("cluster_id", "europe"),
        ("cluster_id", None),
        ("source", "git"),
        ("git_type", "svn"),
        ("colour", "blue"),
        ("project_id", 1),
        ("auto_deploy", True),
        ("build_type", "nixpacks"),
        ("wait_for_checks", True),
    ],
)
def test_post_refuses(api: Api, name: str, value: JsonValue) -> None:
    answer = api.post("/applications", application(**{name: value}))

    assert answer.status_code == 400
    assert name in message(answer)


@pytest.mark.parametrize("name", ["display_name", "cluster_id", "source"])
def test_post_needs(api: Api, name: str) -> None:
    body = application()
    del body[name]

    assert name in message(api.post("/applications", body))


@pytest.mark.parametrize("name", ["project_id", "git_type", "default_branch", "docker_image"])
def test_post_takes_null(api: Api, name: str) -> None:
    assert made(api, **{name: None})[1][name] is None


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"repo_url": None}, "repo_url"),
        ({**PRIVATE, "repo_url": None}, "repo_url"),
        ({**IMAGE, "docker_image": None}, "docker_image"),
        ({"cluster_id": UNKNOWN_ID}, "cluster_id"),
        ({"project_id": UNKNOWN_ID}, "project_id"),
        ({"docker_registry_credential_id": UNKNOWN_ID}, "docker_registry_credential_id"),
    ],
)
def test_a_source_needs_what_it_is_and_an_id_is_of_something(
    api: Api, more: JsonObject, named: str
) -> None:
    answer = api.post("/applications", application(**more))

    assert answer.status_code == 422
    assert named in message(answer)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("auto_deploy", "yes"),
        ("hibernate_after_seconds", -1),
        ("buildpacks", [{"order": "1", "source": "x"}]),
        ("buildpacks", None),
        ("cluster_id", UNKNOWN_ID),
        ("project_id", UNKNOWN_ID),
        ("is_suspended", True),
        ("wait_for_checks", True),
        ("build_type", "make"),
        ("source", "app"),
        ("display_name", None),
    ],
)
def test_patch_refuses(api: Api, app_path: str, name: str, value: JsonValue) -> None:
    answer = api.patch(app_path, {name: value})

    assert answer.status_code == 400
    assert name in message(answer)


@pytest.mark.parametrize(
    ("more", "change", "named"),
    [
        ({}, {"auto_deploy": True}, "auto_deploy"),
        (IMAGE, {"auto_deploy": True}, "auto_deploy"),
        (IMAGE, {"build_path": "web"}, "build_path"),
        (IMAGE, {"build_type": "dockerfile"}, "build_type"),
        ({}, {"dockerfile_path": "Dockerfile"}, "dockerfile_path"),
        ({}, {"build_type": "pack", "nixpacks_version": "1.41"}, "nixpacks_version"),
        ({}, {"source": "dockerImage"}, "docker_image"),
        ({}, {"repo_url": None}, "repo_url"),
        ({}, {"docker_registry_credential_id": UNKNOWN_ID}, "docker_registry_credential_id"),
    ],
)
def test_patch_refuses_what_its_source_and_build_type_have_no_use_for(
    api: Api, more: JsonObject, change: JsonObject, named: str
) -> None:
    answer = api.patch(made(api, **more)[0], change)

    assert answer.status_code == 422
    assert named in message(answer)


def test_a_private_repository_is_deployed_automatically(api: Api) -> None:
    path, _ = made(api, **PRIVATE)

    assert fields(api.patch(path, {"auto_deploy": True}))["auto_deploy"] is True
    assert fields(api.patch(path, {"source": "publicGit"}))["auto_deploy"] is False


def test_a_new_one_of_git_is_nixpacks_and_an_image_is_never_built(api: Api) -> None:
    git, image = made(api)[1], made(api, **IMAGE)[1]

    assert (git["build_type"], git["nixpacks_version"]) == ("nixpacks", "1.41")
    assert (image["build_type"], image["nixpacks_version"]) == (None, None)


def test_a_switch_of_the_build_type_clears_the_fields_of_the_others(api: Api) -> None:
    path, _ = made(api)
    packed: JsonObject = {"pack_builder": "b", "buildpacks": [{"order": 1, "source": "x"}]}

    api.patch(path, {"build_type": "pack", "build_path": "web", **packed})
    pack = api.seen(path)
    docker = fields(api.patch(path, {"build_type": "dockerfile", "dockerfile_path": "D"}))
    again = fields(api.patch(path, {"build_type": "nixpacks"}))
    image = fields(api.patch(path, IMAGE))

    of_types = ("pack_builder", "buildpacks", "dockerfile_path", "nixpacks_version", "build_path")
    assert [pack[name] for name in of_types] == [*packed.values(), None, None, "web"]
    assert [docker[name] for name in of_types] == [None, None, "D", None, "web"]
    assert [again[name] for name in of_types] == [None, None, None, "1.41", "web"]
    assert [image[name] for name in of_types] == [None] * 5


def test_null_clears(api: Api) -> None:
    path, _ = made(api, default_branch="next")
    api.patch(path, {"hibernate_after_seconds": 600})

    cleared = fields(api.patch(path, {"default_branch": None, "hibernate_after_seconds": None}))

    assert (cleared["default_branch"], cleared["hibernate_after_seconds"]) == (None, None)


def test_it_is_suspended_and_activated(api: Api, app_path: str) -> None:
    assert fields(api.http.post(f"{app_path}/suspend"))["is_suspended"] is True
    assert api.seen(app_path)["is_suspended"] is True
    assert fields(api.http.post(f"{app_path}/activate"))["is_suspended"] is False


def test_a_delete_answers_in_both_documented_forms(api: Api, control: Control) -> None:
    control.change_settings(delete_answer="message")
    said = api.delete(made(api)[0])
    control.change_settings(delete_answer="nothing")
    silent = api.delete(made(api)[0])

    assert (said.status_code, set(said.json())) == (200, {"message"})
    assert (silent.status_code, silent.content) == (204, b"")


def test_a_deletion_goes_on_after_the_answer(api: Api, control: Control, app_path: str) -> None:
    control.change_settings(deletion={"polls": 1})

    api.delete(app_path)

    assert api.seen(app_path)["status"] == "deleting"
    assert api.get(app_path).status_code == 404


def test_deleting_an_application_takes_all_along(api: Api, control: Control) -> None:
    seeded = control.seed(applications=2, processes=2, tcp_proxies=3)
    doomed, other = seeded.applications

    api.delete(f"/applications/{doomed.id}")

    left = control.objects()
    assert [one.id for one in left.applications] == [other.id]
    assert {one["app_id"] for one in left.processes + left.tcp_proxies} == {other.id}
    assert (len(left.processes), len(left.tcp_proxies), len(left.domains)) == (2, 3, 1)


def test_nothing_is_made_in_an_application_that_is_being_deleted(
    api: Api, control: Control, app_path: str
) -> None:
    control.change_settings(deletion={"seconds": 60})
    api.delete(app_path)

    assert api.get(app_path).status_code == 200
    assert api.post(f"{app_path}/processes", process()).status_code == 404
    assert api.post(f"{app_path}/deployments", {}).status_code == 404
    assert api.post(f"{app_path}/suspend", {}).status_code == 404


@pytest.mark.parametrize("name", ["runtime-logs", "access-logs"])
def test_there_are_logs_of_what_does_not_run(
    api: Api, control: Control, app_path: str, name: str
) -> None:
    control.clear_log()

    assert api.get(f"{app_path}/{name}?limit=10").json() == []
    assert api.get(f"/applications/{UNKNOWN_ID}/{name}").status_code == 404
    assert control.counters().buckets["logs"].requests == 2


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_the_global_variables_are_no_application(api: Api, control: Control, method: str) -> None:
    control.clear_log()

    answer = api.http.request(method, "/applications/global-env-vars", json={})

    assert answer.status_code == 405
    assert no_route(api.get(f"/applications/global-env-vars/processes/{UNKNOWN_ID}"))
    assert "mutation" not in control.counters().buckets
