"""Databases, as `docs/contract/databases-and-storage.md` has them."""

from datetime import datetime, timedelta

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.database_backups import Backup
from sevalla_emulator.kinds.database_models import Database, DatabaseItem, ShortDatabase
from sevalla_emulator.kinds.reference import CLUSTERS, DATABASE_RESOURCE_TYPES
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import UNKNOWN_ID, Api, application, fields, message

SMALL, LARGE = DATABASE_RESOURCE_TYPES[:2]


def database(**more: JsonValue) -> JsonObject:
    """What POST needs for a database."""
    return {
        "display_name": "My database",
        "type": "postgresql",
        "version": "16",
        "cluster_id": CLUSTERS[0].id,
        "resource_type_id": SMALL.id,
        "db_name": "shop",
        "db_password": "s3cret-s3cret",
        **more,
    }


@pytest.fixture
def path(api: Api) -> str:
    return f"/databases/{api.made('/databases', database(db_user='shop'))['id']}"


@pytest.fixture
def slow(control: Control, path: str) -> str:
    """The path of one that from now on takes a minute for everything."""
    control.change_settings(provisioning={"seconds": 60}, deletion={"seconds": 60})
    return path


def test_a_database_lives(api: Api, control: Control) -> None:
    control.change_settings(provisioning={"seconds": 60})
    made = api.made("/databases", database(db_user="shop", extensions={"enable_vector": True}))
    path = f"/databases/{made['id']}"
    assert set(made) == set(ShortDatabase.model_fields)
    assert made["status"] == "creating"
    assert api.seen(path)["internal_hostname"] is None
    control.advance(60)
    shown = api.seen(path)
    assert set(shown) == set(Database.model_fields)
    assert (shown["status"], shown["version"], shown["db_name"]) == ("ready", "16", "shop")
    assert (shown["internal_port"], shown["external_port"]) == ("5432", None)
    assert shown["storage_size"] == SMALL.storage_limit
    (item,) = api.get("/databases").json()["data"]
    assert set(item) == set(DatabaseItem.model_fields)
    renamed = fields(api.patch(path, {"display_name": "Renamed"}))
    assert set(renamed) == set(ShortDatabase.model_fields)
    assert (renamed["display_name"], renamed["status"]) == ("Renamed", "ready")
    assert api.delete(path).is_success
    assert api.get(path).status_code == 404


def test_no_answer_shows_password_and_user(api: Api, path: str) -> None:
    answers = (
        api.get(path),
        api.get("/databases"),
        api.patch(path, {"display_name": "Renamed"}),
        api.post(f"{path}/reset-password", {"new_password": "s3cret-another"}),
    )
    assert all(each.is_success and "s3cret" not in each.text for each in answers)
    assert all("db_user" not in each.text for each in answers)


def test_a_resize_takes_its_time(api: Api, control: Control, slow: str) -> None:
    assert fields(api.patch(slow, {"resource_type_id": LARGE.id}))["status"] == "updating"
    assert api.seen(slow)["cpu_limit"] == SMALL.cpu_limit
    assert api.patch(slow, {"resource_type_id": SMALL.id}).status_code == 409
    control.advance(60)
    resized = api.seen(slow)
    assert (resized["status"], resized["cpu_limit"]) == ("ready", LARGE.cpu_limit)
    assert fields(api.patch(slow, {"resource_type_id": LARGE.id}))["status"] == "ready"


def test_a_password_is_another_one_in_the_end(api: Api, control: Control, slow: str) -> None:
    def kept() -> JsonValue:
        return control.objects().databases[0].fields["db_password"]

    reset = f"{slow}/reset-password"
    assert set(fields(api.post(reset, {"new_password": "another-one"}))) == {"message"}
    assert api.seen(slow)["status"] == "passwordChange"
    assert kept() == "s3cret-s3cret"
    control.advance(60)
    assert (api.seen(slow)["status"], kept()) == ("ready", "another-one")
    control.add_fault("provisioning_fails", path="**/reset-password")
    assert api.post(reset, {"new_password": "a-third-one"}).is_success
    control.advance(60)
    assert (api.seen(slow)["status"], kept()) == ("passwordChangeFailed", "another-one")
    for wrong in ("abc", "sp ace", None):
        assert api.post(reset, {"new_password": wrong}).status_code == 400


def test_it_is_suspended_and_renamed_and_activated(api: Api, control: Control, slow: str) -> None:
    assert set(fields(api.post(f"{slow}/suspend", {}))) == {"message"}
    busy = api.seen(slow)
    assert (busy["status"], busy["is_suspended"]) == ("updating", False)
    control.advance(60)
    suspended = api.seen(slow)
    assert (suspended["status"], suspended["is_suspended"]) == ("suspended", True)
    assert fields(api.patch(slow, {"display_name": "Asleep"}))["status"] == "suspended"
    assert api.post(f"{slow}/restart", {}).status_code == 409
    assert api.post(f"{slow}/activate", {}).is_success
    control.advance(60)
    assert (api.seen(slow)["status"], api.seen(slow)["is_suspended"]) == ("ready", False)


def test_the_external_connection_flips(api: Api, control: Control, slow: str) -> None:
    toggle = f"{slow}/external-connection/toggle"
    assert api.post(toggle, {}).status_code == 204
    assert api.seen(slow)["external_hostname"] is None
    control.advance(60)
    opened = api.seen(slow)
    assert opened["external_hostname"]
    assert isinstance(opened["external_port"], str)
    control.change_settings(delete_answer="message")
    assert set(fields(api.post(toggle, {}))) == {"message"}
    control.advance(60)
    closed = api.seen(slow)
    assert (closed["external_hostname"], closed["external_port"]) == (None, None)


def test_while_it_is_busy_it_is_left_alone(api: Api, control: Control, slow: str) -> None:
    assert api.post(f"{slow}/restart", {}).is_success
    calls: dict[str, JsonObject] = {
        "suspend": {},
        "activate": {},
        "restart": {},
        "external-connection/toggle": {},
        "reset-password": {"new_password": "another-one"},
    }
    for name, body in calls.items():
        answer = api.post(f"{slow}/{name}", body)
        assert answer.status_code == 409
        assert "updating" in message(answer)
    assert "updating" in message(api.delete(slow))
    control.advance(60)
    assert api.delete(slow).is_success
    assert api.seen(slow)["status"] == "deleting"
    assert api.delete(slow).status_code == 409
    control.advance(60)
    assert api.get(slow).status_code == 404


def test_a_failed_one_can_be_deleted(api: Api, control: Control) -> None:
    control.add_fault("provisioning_fails", path="/databases")
    path = f"/databases/{api.made('/databases', database())['id']}"
    assert api.seen(path)["status"] == "error"
    assert api.post(f"{path}/restart", {}).is_success
    assert api.delete(path).is_success


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"type": "sqlite"}, 400),
        ({"version": None}, 400),
        ({"display_name": "x"}, 400),
        ({"db_name": "a b"}, 400),
        ({"db_password": "päss"}, 400),
        ({"db_user": "root"}, 400),
        ({"db_user": "postgres"}, 400),
        ({"extensions": {"enable_magic": True}}, 400),
        ({"is_suspended": True}, 400),
        ({"type": "redis", "extensions": {"enable_cron": True}}, 422),
        ({"cluster_id": UNKNOWN_ID}, 422),
        ({"resource_type_id": "s1"}, 422),
        ({"project_id": UNKNOWN_ID}, 422),
    ],
)
def test_what_is_no_database(api: Api, changed: JsonObject, status: int) -> None:
    assert api.post("/databases", database(**changed)).status_code == status


def test_what_a_database_is_made_with_stays(api: Api, path: str) -> None:
    for body in ({"version": "17"}, {"db_password": "another-one"}, {"db_name": "b2"}):
        assert api.patch(path, {**body}).status_code == 400
    assert api.patch(path, {"project_id": ""}).status_code == 400


def test_a_database_is_a_service_of_a_project(api: Api, path: str) -> None:
    shop = api.made("/projects", {"display_name": "Shop"})
    assert fields(api.patch(path, {"project_id": shop["id"]}))["project_id"] == shop["id"]
    (service,) = _services(api, shop)
    assert service["type"] == "database"
    assert fields(api.patch(path, {"project_id": None}))["project_id"] is None
    assert _services(api, shop) == []
    body: JsonObject = {"service_id": service["id"], "service_type": "database"}
    api.made(f"/projects/{shop['id']}/services", body)
    assert api.seen(path)["project_id"] == shop["id"]


def _services(api: Api, project: JsonObject) -> list[JsonObject]:
    services = api.seen(f"/projects/{project['id']}")["services"]
    assert isinstance(services, list)
    return [one for one in services if isinstance(one, dict)]


def test_an_application_connects_to_it(api: Api, path: str) -> None:
    app = api.made("/applications", application())
    connections = f"/applications/{app['id']}/internal-connections"
    target: JsonObject = {"target_id": api.seen(path)["id"], "target_type": "database"}
    api.made(connections, target)
    (shown,) = api.get(connections).json()
    assert (shown["target_type"], shown["target_display_name"]) == ("dbResource", "My database")
    assert api.delete(path).is_success
    assert api.get(connections).json() == []


def test_sizes_are_a_plain_array(api: Api) -> None:
    names = {"id", "name", "cpu_limit", "memory_limit", "storage_limit", "category"}
    rows = api.get("/resources/database-resource-types").json()
    assert [set(row) for row in rows] == [names] * len(DATABASE_RESOURCE_TYPES)


def test_a_backup_is_made_listed_and_deleted(api: Api, control: Control, path: str) -> None:
    made = api.made(f"{path}/backups", {"display_name": "Before the sale"})
    assert set(made) == set(Backup.model_fields)
    begun, ends = (datetime.fromisoformat(str(made[f"{one}_at"])) for one in ("created", "expires"))
    assert (made["type"], ends - begun) == ("manual", timedelta(days=14))
    database_id = path.rpartition("/")[2]
    control.make_object("database_backups", {"database_id": database_id, "type": "daily"})
    assert len(api.get(f"{path}/backups").json()) == 2
    assert api.get(f"{path}/backups?type=manual").json() == [made]
    assert api.get(f"{path}/backups?type=weekly").status_code == 400
    assert api.delete(f"{path}/backups/{made['id']}").status_code == 204
    assert api.get(f"{path}/backups?type=manual").json() == []


def test_much_is_refused_while_a_backup_runs(api: Api, control: Control, slow: str) -> None:
    made = api.made(f"{slow}/backups", {"display_name": "Nightly"})
    refused = (
        api.post(f"{slow}/suspend", {}),
        api.post(f"{slow}/restart", {}),
        api.post(f"{slow}/backups/{made['id']}/restore", {}),
        api.delete(slow),
    )
    assert [each.status_code for each in refused] == [409, 409, 409, 409]
    assert "being backed up" in message(refused[0])
    control.advance(60)
    assert api.post(f"{slow}/suspend", {}).is_success


@pytest.mark.parametrize(("fails", "end"), [(False, "ready"), (True, "restoringFailed")])
def test_a_backup_is_restored(api: Api, control: Control, slow: str, fails: bool, end: str) -> None:
    database_id = slow.rpartition("/")[2]
    made = control.make_object("database_backups", {"database_id": database_id})
    if fails:
        control.add_fault("provisioning_fails", path="**/restore")
    accepted = api.post(f"{slow}/backups/{made.id}/restore", {})
    assert (accepted.status_code, set(accepted.json())) == (202, {"message"})
    assert api.seen(slow)["status"] == "restoring"
    control.advance(60)
    assert api.seen(slow)["status"] == end


def test_a_backup_goes_into_a_database_that_is_alike_alone(api: Api, path: str) -> None:
    made = api.made(f"{path}/backups", {"display_name": "Nightly"})
    like, other = (api.made("/databases", database(version=one))["id"] for one in ("16", "15"))

    def into(target: JsonValue) -> int:
        body: JsonObject = {"target_database_id": target}
        return api.post(f"{path}/backups/{made['id']}/restore", body).status_code

    assert [into(one) for one in (like, other, UNKNOWN_ID)] == [202, 422, 422]
