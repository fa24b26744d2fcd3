"""Internal connections of applications."""

import pytest

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.connections import InternalConnection
from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, message


@pytest.fixture
def apps(control: Control) -> list[str]:
    return [each.id for each in control.seed(applications=3).applications]


def path(app_id: str) -> str:
    return f"/applications/{app_id}/internal-connections"


def to(target_id: str, target_type: str = "app") -> JsonObject:
    return {"target_id": target_id, "target_type": target_type}


def test_a_connection_lives(api: Api, apps: list[str]) -> None:
    made = api.made(path(apps[0]), to(apps[1]))
    assert set(made) == {"id"}
    (shown,) = api.get(path(apps[0])).json()
    assert set(shown) == set(InternalConnection.model_fields)
    assert (shown["source_id"], shown["source_type"]) == (apps[0], "appResource")
    assert (shown["target_id"], shown["target_type"]) == (apps[1], "appResource")
    assert (shown["source_display_name"], shown["target_display_name"]) == ("app 1", "app 2")
    one = f"{path(apps[0])}/{made['id']}"
    assert api.get(one).status_code == 405
    assert api.patch(one, {}).status_code == 405
    assert api.delete(one).is_success
    assert api.get(path(apps[0])).json() == []


def test_it_is_the_same_from_the_other_side(api: Api, apps: list[str]) -> None:
    made = api.made(path(apps[0]), to(apps[1]))
    assert api.get(path(apps[1])).json() == api.get(path(apps[0])).json()
    assert api.get(path(apps[2])).json() == []
    assert api.delete(f"{path(apps[2])}/{made['id']}").status_code == 404
    assert api.delete(f"{path(apps[1])}/{made['id']}").is_success
    assert api.get(path(apps[0])).json() == []


def test_there_is_one_for_a_pair(api: Api, apps: list[str]) -> None:
    api.made(path(apps[0]), to(apps[1]))
    for source, target in ((0, 1), (1, 0)):
        answer = api.post(path(apps[source]), to(apps[target]))
        assert answer.status_code == 409
        assert message(answer)
    api.made(path(apps[2]), to(apps[1]))


@pytest.mark.parametrize("gone", [0, 1])
def test_it_goes_with_either_end(api: Api, apps: list[str], gone: int) -> None:
    api.made(path(apps[0]), to(apps[1]))
    assert api.delete(f"/applications/{apps[gone]}").is_success
    assert api.get(path(apps[1 - gone])).json() == []


def test_what_cannot_be_connected_is_refused(api: Api, control: Control, apps: list[str]) -> None:
    far = control.make_object("applications", {"cluster_id": CLUSTERS[1].id}).id
    for target in (to(apps[0]), to(UNKNOWN_ID), to(far), to(apps[1], "database")):
        assert api.post(path(apps[0]), target).status_code == 422
    bodies: list[JsonObject] = [to("shop"), to(apps[1], "appResource"), {"target_id": apps[1]}]
    for body in bodies:
        assert api.post(path(apps[0]), body).status_code == 400


def test_an_application_and_a_database_have_one_that_both_show(
    api: Api, control: Control, apps: list[str]
) -> None:
    database, other = (control.make_object("databases", {}).id for _ in range(2))
    here, there = path(apps[0]), f"/databases/{database}/internal-connections"
    made = api.made(there, to(apps[0]))
    assert api.get(here).json() == api.get(there).json()
    (shown,) = api.get(here).json()
    assert (shown["source_id"], shown["source_type"]) == (database, "dbResource")
    assert (shown["target_id"], shown["target_type"]) == (apps[0], "appResource")
    assert api.post(here, to(database, "database")).status_code == 409
    assert api.delete(f"{here}/{made['id']}").is_success
    assert api.get(there).json() == []
    api.made(here, to(database, "database"))
    assert api.post(there, to(apps[0])).status_code == 409
    api.made(there, to(other, "database"))
    assert api.post(there, to(database, "database")).status_code == 422
    assert api.delete(f"/databases/{database}").is_success
    assert api.get(here).json() == []
