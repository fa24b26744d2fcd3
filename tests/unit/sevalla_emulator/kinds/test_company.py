"""What belongs to the company: projects and credentials of Docker registries."""

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.docker_registries import DockerRegistry
from sevalla_emulator.kinds.projects import Project, ProjectItem
from unit.sevalla_emulator.support import Api, fields, message

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
