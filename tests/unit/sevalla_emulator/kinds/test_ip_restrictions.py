"""Restrictions of who may enter an application."""

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, fields, message

NEVER: JsonObject = {"type": "deny", "is_enabled": False, "ip_list": []}
SET: JsonObject = {"type": "allow", "is_enabled": True, "ip_list": ["10.0.0.1", "2001:db8::/32"]}


@pytest.fixture
def path(control: Control) -> str:
    return f"/applications/{control.seed(applications=1).applications[0].id}/ip-restriction"


def test_it_is_always_there(api: Api, path: str) -> None:
    assert api.seen(path) == NEVER
    assert fields(api.http.put(path, json=SET)) == SET
    assert api.seen(path) == SET
    assert fields(api.http.put(path, json=NEVER)) == NEVER
    assert api.post(path, SET).status_code == api.delete(path).status_code == 405
    assert api.get(f"/applications/{UNKNOWN_ID}/ip-restriction").status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "block"),
        ("type", None),
        ("is_enabled", "yes"),
        ("is_enabled", None),
        ("ip_list", None),
        ("ip_list", ["10.0.0.0/33"]),
        ("ip_list", ["example.test"]),
        ("ip_list", ["10.0.0.1"] * 501),
        ("ip_list", ["0" * 46]),
        ("created_at", "now"),
    ],
)
def test_put_refuses(api: Api, path: str, name: str, value: JsonValue) -> None:
    answer = api.http.put(path, json={**SET, name: value})
    assert answer.status_code == 400
    assert name in message(answer)


@pytest.mark.parametrize("name", sorted(SET))
def test_put_takes_the_whole(api: Api, path: str, name: str) -> None:
    part = {key: value for key, value in SET.items() if key != name}
    assert api.http.put(path, json=part).status_code == 400


@pytest.mark.parametrize(
    ("network", "status"),
    [
        ("203.0.113.7", 200),
        ("0.0.0.0/0", 200),
        ("2001:db8::/32", 200),
        ("10.0.0.1", 400),
        ("192.168.0.0/16", 400),
        ("127.0.0.1", 400),
        ("224.0.0.1", 400),
        ("fd00::1", 400),
        ("ff02::1", 400),
        ("203.0.113.0/33", 400),
    ],
)
def test_a_database_takes_public_networks_alone(
    api: Api, control: Control, network: str, status: int
) -> None:
    database = control.make_object("databases", {}).id
    path = f"/databases/{database}/ip-restriction"
    assert api.seen(path) == NEVER
    wanted = {**SET, "ip_list": [network]}
    assert api.http.put(path, json=wanted).status_code == status
    assert api.seen(path) == (wanted if status == 200 else NEVER)
