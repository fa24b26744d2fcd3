import pytest
from pydantic import JsonValue

from sevalla_emulator.kinds.applications import Application
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import (
    UNKNOWN_ID,
    Api,
    application,
    fields,
    message,
    process,
)


def test_an_application_lives(api: Api) -> None:
    made = api.made("/applications", application(repo_url="https://127.0.0.1/repo"))
    path = f"/applications/{made['id']}"

    assert set(made) == set(Application.model_fields)
    assert api.seen(path) == made
    assert made["repo_url"] == "https://127.0.0.1/repo"

    changed = fields(api.patch(path, {"auto_deploy": True, "buildpacks": []}))
    assert changed == {**made, "auto_deploy": True, "buildpacks": []}

    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404
    assert api.delete(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("display_name", ""),
        ("cluster_id", "europe"),
        ("source", "git"),
        ("colour", "blue"),
        ("project_id", 1),
        ("docker_image", None),
        ("auto_deploy", True),
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("auto_deploy", "yes"),
        ("hibernate_after_seconds", -1),
        ("buildpacks", [{"order": "1", "source": "x"}]),
        ("cluster_id", UNKNOWN_ID),
        ("display_name", None),
    ],
)
def test_patch_refuses(api: Api, app_path: str, name: str, value: JsonValue) -> None:
    answer = api.patch(app_path, {name: value})

    assert answer.status_code == 400
    assert name in message(answer)


def test_an_unknown_cluster_is_refused(api: Api) -> None:
    assert api.post("/applications", application(cluster_id=UNKNOWN_ID)).status_code == 422


def test_deleting_an_application_takes_all_along(api: Api, control: Control) -> None:
    seeded = control.seed(applications=2, processes=2, tcp_proxies=3)
    doomed, other = seeded.applications

    api.delete(f"/applications/{doomed.id}")

    left = control.objects()
    assert [one.id for one in left.applications] == [other.id]
    assert {one["app_id"] for one in left.processes + left.tcp_proxies} == {other.id}
    assert (len(left.processes), len(left.tcp_proxies)) == (2, 3)


def test_nothing_is_made_in_an_application_that_is_being_deleted(
    api: Api, control: Control, app_path: str
) -> None:
    control.change_settings(deletion={"seconds": 60})
    api.delete(app_path)

    assert api.get(app_path).status_code == 200
    assert api.post(f"{app_path}/processes", process()).status_code == 404
    assert api.post(f"{app_path}/deployments", {}).status_code == 404
