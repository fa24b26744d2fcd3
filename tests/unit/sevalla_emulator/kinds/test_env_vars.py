"""Variables of applications."""

import pytest
from pydantic import JsonValue

from sevalla_emulator.kinds.env_vars import EnvVar, InheritedEnvVar
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import Api, fields, message


@pytest.fixture
def path(control: Control) -> str:
    return f"/applications/{control.seed(applications=1).applications[0].id}/env-vars"


def test_a_variable_lives(api: Api, path: str) -> None:
    made = api.made(path, {"key": "A", "value": ""})
    assert set(made) == set(EnvVar.model_fields)
    assert (made["value"], made["is_runtime"], made["is_buildtime"]) == ("", True, True)
    assert api.get(f"{path}/{made['id']}").status_code == 405
    assert api.get(path).json()["data"] == [made]
    changed = fields(api.http.put(f"{path}/{made['id']}", json={"value": "b"}))
    assert changed == {**made, "value": "b", "updated_at": changed["updated_at"]}
    assert "message" in fields(api.delete(f"{path}/{made['id']}"))
    assert api.get(path).json()["data"] == []


def test_a_taken_key_is_refused(api: Api, path: str) -> None:
    api.made(path, {"key": "A", "value": "1"})
    other = api.made(path, {"key": "B", "value": "1"})
    assert api.post(path, {"key": "A", "value": "2"}).status_code == 409
    assert api.http.put(f"{path}/{other['id']}", json={"key": "A"}).status_code == 409
    assert api.http.put(f"{path}/{other['id']}", json={"key": "B"}).status_code == 200


def test_a_list_has_25_by_default(api: Api, path: str) -> None:
    for number in range(26):
        api.made(path, {"key": f"KEY_{number}", "value": "x"})
    page = api.get(path).json()
    assert (len(page["data"]), page["total"]) == (25, 26)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", ""),
        ("key", "A-B"),
        ("key", "A" * 256),
        ("value", "x" * 32_769),
        ("value", None),
        ("is_runtime", "yes"),
        ("is_preview", True),
    ],
)
def test_post_refuses(api: Api, path: str, name: str, value: JsonValue) -> None:
    answer = api.post(path, {"key": "A", "value": "1", name: value})
    assert answer.status_code == 400
    assert name in message(answer)


GLOBAL = "/applications/global-env-vars"


def test_a_variable_of_the_company_lives(api: Api) -> None:
    made = api.made(GLOBAL, {"key": "A", "value": ""})
    assert set(made) == set(InheritedEnvVar.model_fields)
    assert (made["value"], made["is_runtime"], made["is_buildtime"]) == ("", True, True)
    assert api.get(f"{GLOBAL}/{made['id']}").status_code == 405
    assert api.get(GLOBAL).json()["data"] == [made]
    changed = fields(api.http.put(f"{GLOBAL}/{made['id']}", json={"value": "b"}))
    assert changed == {**made, "value": "b", "updated_at": changed["updated_at"]}
    assert api.post(GLOBAL, {"key": "A", "value": "2"}).status_code == 409
    assert "message" in fields(api.delete(f"{GLOBAL}/{made['id']}"))
    assert api.get(GLOBAL).json()["data"] == []


def test_a_key_of_the_company_is_free_in_an_application(api: Api, path: str) -> None:
    api.made(GLOBAL, {"key": "A", "value": "1"})
    api.made(path, {"key": "A", "value": "2"})
    assert [each["value"] for each in api.get(path).json()["data"]] == ["2"]
