"""What belongs to the company: projects and credentials of Docker registries."""

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.docker_registries import DockerRegistry
from sevalla_emulator.kinds.projects import Project, ProjectItem
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application, fields, message

CREDENTIAL: JsonObject = {"name": "images", "username": "octocat", "secret": "s3cret-s3cret"}


def test_a_project_lives(api: Api) -> None:
    made = api.made("/projects", {"display_name": "Shop"})
    path = f"/projects/{made['id']}"
    assert set(made) == set(Project.model_fields)
    assert made["services"] == []
    renamed = fields(api.patch(path, {"display_name": "Store"}))
    assert (renamed["display_name"], renamed["name"]) == ("Store", made["name"])
    (item,) = api.get("/projects").json()["data"]
    assert set(item) == set(ProjectItem.model_fields)
    assert "message" in fields(api.delete(path))
    assert api.get(path).status_code == 404


def test_no_answer_shows_the_secret_of_a_credential(api: Api) -> None:
    made = api.made("/docker-registries", CREDENTIAL)
    path = f"/docker-registries/{made['id']}"
    assert set(made) == set(DockerRegistry.model_fields)
    answers = (
        api.get(path),
        api.get("/docker-registries"),
        api.patch(path, {"secret": "s3cret-another"}),
        api.delete(path),
    )
    assert all(each.is_success and "s3cret" not in each.text for each in answers)
    assert "username" not in answers[1].json()["data"][0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("username", "_json_key"),
        ("username", "x" * 40),
        ("secret", "x" * 7),
        ("secret", "x" * 129),
        ("secret", "two\nlines"),
        ("registry", "quay"),
        ("registry", None),
        ("host", "registry.test"),
    ],
)
def test_a_credential_that_the_reference_does_not_allow(
    api: Api, name: str, value: JsonValue
) -> None:
    answer = api.post("/docker-registries", {**CREDENTIAL, name: value})
    assert answer.status_code == 400
    assert name in message(answer)


def _in_project(api: Api, app_id: JsonValue) -> JsonValue:
    return api.seen(f"/applications/{app_id}")["project_id"]


def _shown_in(api: Api, project: JsonObject) -> list[JsonValue]:
    services = api.seen(f"/projects/{project['id']}")["services"]
    assert isinstance(services, list)
    return [one["id"] for one in services if isinstance(one, dict)]


@pytest.fixture
def shop(api: Api) -> JsonObject:
    return api.made("/projects", {"display_name": "Shop"})


@pytest.fixture
def app(api: Api) -> JsonObject:
    return api.made("/applications", application())


def test_a_service_goes_into_a_project_and_out(api: Api, shop: JsonObject, app: JsonObject) -> None:
    path = f"/projects/{shop['id']}/services"
    body: JsonObject = {"service_id": app["id"], "service_type": "app"}
    for _twice in range(2):
        assert set(api.made(path, body)) == {"message"}
        assert api.seen(f"/projects/{shop['id']}")["services"] == [
            {name: app[name] for name in ("id", "name", "display_name")} | {"type": "app"}
        ]
        assert _in_project(api, app["id"]) == shop["id"]
    assert "services" not in api.get("/projects").json()["data"][0]
    one = f"{path}/{app['id']}"
    assert "service_type" in message(api.delete(one))
    assert api.delete(f"{one}?service_type=site").status_code == 400
    assert api.delete(f"{one}?service_type=database").status_code == 404
    assert set(fields(api.delete(f"{one}?service_type=app"))) == {"message"}
    assert _shown_in(api, shop) == []
    assert _in_project(api, app["id"]) is None
    assert api.delete(f"{one}?service_type=app").status_code == 404


def test_an_application_says_its_project_itself(api: Api, shop: JsonObject) -> None:
    app = api.made("/applications", application(project_id=shop["id"]))
    assert _shown_in(api, shop) == [app["id"]]
    assert fields(api.delete(f"/projects/{shop['id']}"))
    assert _in_project(api, app["id"]) is None
    assert api.post("/applications", application(project_id=shop["id"])).status_code == 422


def test_a_project_that_the_control_api_removes_lets_go_too(
    api: Api, control: Control, shop: JsonObject
) -> None:
    app = api.made("/applications", application(project_id=shop["id"]))
    control.remove_object(str(shop["id"]))
    assert _in_project(api, app["id"]) is None


def test_a_service_is_in_one_project_at_most(
    api: Api, control: Control, shop: JsonObject, app: JsonObject
) -> None:
    other = api.made("/projects", {"display_name": "Other"})
    body: JsonObject = {"service_id": app["id"], "service_type": "app"}
    api.made(f"/projects/{shop['id']}/services", body)
    api.made(f"/projects/{other['id']}/services", body)
    assert (_shown_in(api, shop), _shown_in(api, other)) == ([], [app["id"]])
    control.change_settings(service_elsewhere="refuse")
    refused = api.post(f"/projects/{shop['id']}/services", body)
    assert refused.status_code == 409
    assert "another project" in message(refused)
    assert _shown_in(api, other) == [app["id"]]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"service_id": UNKNOWN_ID}, 422),
        ({"service_type": "database"}, 422),
        ({"service_type": "load-balancer"}, 400),
        ({"service_id": "shop"}, 400),
        ({"service_id": None}, 400),
        ({"name": "shop"}, 400),
    ],
)
def test_what_is_no_service(
    api: Api, shop: JsonObject, app: JsonObject, changed: JsonObject, status: int
) -> None:
    body: JsonObject = {"service_id": app["id"], "service_type": "app", **changed}
    assert api.post(f"/projects/{shop['id']}/services", body).status_code == status
    good: JsonObject = {"service_id": app["id"], "service_type": "app"}
    assert api.post(f"/projects/{UNKNOWN_ID}/services", good).status_code == 404
    foreign = f"/projects/{UNKNOWN_ID}/services/{app['id']}?service_type=app"
    assert api.delete(foreign).status_code == 404


def test_what_is_laid_over_services_is_shown(api: Api, control: Control, shop: JsonObject) -> None:
    control.change_object(str(shop["id"]), {"services": "none"})
    assert api.seen(f"/projects/{shop['id']}")["services"] == "none"
