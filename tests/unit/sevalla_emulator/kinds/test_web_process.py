"""The web process that comes with an application (`docs/contract/applications.md`)."""

import pytest

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.reference import CLUSTERS, RESOURCE_TYPES
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import Api


@pytest.fixture(autouse=True)
def as_the_platform(control: Control) -> None:
    control.change_settings(web_process=True)


def application(api: Api) -> str:
    body: JsonObject = {
        "display_name": "shop",
        "cluster_id": CLUSTERS[0].id,
        "source": "dockerImage",
        "docker_image": "registry.example/shop:1",
    }
    return f"/applications/{api.made('/applications', body)['id']}"


def processes(api: Api, app_path: str) -> list[JsonObject]:
    found: list[JsonObject] = api.get(f"{app_path}/processes").json()["data"]
    return found


def test_an_application_comes_with_a_web_process_and_no_second_one(api: Api) -> None:
    app_path = application(api)
    (web,) = processes(api, app_path)
    assert (web["type"], web["display_name"], web["key"]) == ("web", "web", "web")
    second: JsonObject = {
        "type": "web",
        "display_name": "web 2",
        "resource_type_id": RESOURCE_TYPES[0].id,
    }
    assert api.post(f"{app_path}/processes", second).status_code == 422


@pytest.mark.parametrize(
    ("setting", "status", "left"), [("refuse", 422, 1), ("keep", 204, 1), ("remove", 204, 0)]
)
def test_what_its_delete_does_is_a_setting(
    api: Api, control: Control, setting: str, status: int, left: int
) -> None:
    control.change_settings(web_delete=setting)  # type: ignore[arg-type] # one of these
    app_path = application(api)
    (web,) = processes(api, app_path)
    assert api.delete(f"{app_path}/processes/{web['id']}").status_code == status
    assert len(processes(api, app_path)) == left


def test_what_is_seeded_has_it_as_well(api: Api, control: Control) -> None:
    seeded = control.seed(applications=2, processes=2)
    for one in seeded.applications:
        types = [each["type"] for each in processes(api, f"/applications/{one.id}")]
        assert sorted(map(str, types)) == ["web", "worker"]


def test_one_of_the_control_api_takes_its_place(api: Api, control: Control) -> None:
    app_path = application(api)
    app_id = app_path.rpartition("/")[2]
    mine = control.make_object("processes", {"app_id": app_id, "type": "web", "port": 3000})
    (web,) = processes(api, app_path)
    assert (web["id"], web["port"]) == (mine.id, 3000)
