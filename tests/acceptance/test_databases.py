"""Databases on the real engine: nothing replaces one in silence, and nothing is lost."""

from tools.workbench.program import Declared
from tools.workbench.stack import Stack

from acceptance.one_way import ONLY_NATIVE
from sevalla_emulator.kinds.reference import CLUSTERS, DATABASE_RESOURCE_TYPES
from sevalla_emulator.testing import RunningEmulator

pytestmark = ONLY_NATIVE  # the other way in: the family of databases

SMALL, LARGE = DATABASE_RESOURCE_TYPES[0].id, DATABASE_RESOURCE_TYPES[1].id
ORDERS = "Database orders"


def database(**more: object) -> Declared:
    least: dict[str, object] = {
        "display_name": "Orders",
        "type": "postgresql",
        "version": "16",
        "cluster_id": CLUSTERS[0].id,
        "resource_type_id": SMALL,
        "db_name": "orders",
        "db_password": "s3cret#1",
    }
    return {"type": "Database", "props": {**least, **more}}


def writes(emulator: RunningEmulator) -> list[str]:
    """What was written since the last look, below the one database."""
    (one,) = emulator.control.objects().databases
    asked = [each for each in emulator.control.requests() if each.method != "GET"]
    emulator.control.clear_log()
    return [f"{e.method} {e.path.removeprefix(f'/databases/{one.id}')}" for e in asked]


def test_a_database_lives_and_keeps_its_data(emulator: RunningEmulator, stack: Stack) -> None:
    """Peer rows 1, 19, 20: the password replaces; a resize is not waited for; no renaming."""
    control = emulator.control
    control.change_settings(provisioning={"polls": 2})
    control.add_fault("reset", method="POST", path="/databases", calls=[1], when="after")
    stack.up({"orders": database()}).succeeded()
    control.clear_faults()
    (made,) = control.objects().databases
    assert writes(emulator) == ["POST /databases"]
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    resized = {"db_password": "n3w#1", "resource_type_id": LARGE}
    stack.up({"orders": database(**resized)}).succeeded()
    assert writes(emulator) == ["PATCH ", "POST /reset-password"]
    kept = stack.state()[ORDERS]["outputs"]
    assert (kept["databaseId"], kept["status"], kept["cpuLimit"]) == (
        *(made.id, "ready", DATABASE_RESOURCE_TYPES[1].cpu_limit),
    )
    assert control.objects().databases[0].fields["db_password"] == "n3w#1"

    asleep = {**resized, "is_suspended": True, "is_external_connection_enabled": True}
    stack.up({"orders": database(**asleep)}).succeeded()
    assert writes(emulator) == ["POST /external-connection/toggle", "POST /suspend"]
    stack.up({"orders": database(**asleep, display_name="Orders 2")}).succeeded()
    assert writes(emulator) == ["PATCH "]
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    planned = stack.preview({"orders": database(**asleep, version="17")}).succeeded()
    assert planned.changed == {ORDERS: "replace"}
    assert "DELETED WITH all its data" in planned.text
    stack.destroy().succeeded()
    assert control.objects().databases == []


def test_one_that_failed_is_made_anew(emulator: RunningEmulator, stack: Stack) -> None:
    control = emulator.control
    control.add_fault("provisioning_fails", method="POST", path="/databases")
    failed = stack.up({"orders": database()})
    assert failed.code != 0
    assert 'with status "error"' in failed.text
    (broken,) = control.objects().databases
    control.clear_faults()
    assert set(stack.up().succeeded().changed.values()) == {"replace"}
    (made,) = control.objects().databases
    assert (made.id != broken.id, made["status"]) == (True, "ready")


def test_a_password_that_was_not_taken_is_tried_again(
    emulator: RunningEmulator, stack: Stack
) -> None:
    stack.up({"orders": database()}).succeeded()
    control = emulator.control
    control.add_fault("provisioning_fails", method="POST", path="**/reset-password")
    other = {"orders": database(db_password="another")}
    failed = stack.up(other)
    assert "passwordChangeFailed" in failed.text
    assert "another" not in failed.text
    control.clear_faults()
    assert stack.up(other).succeeded().changed == {ORDERS: "update"}
    (made,) = control.objects().databases
    assert (made.fields["db_password"], made["status"]) == ("another", "ready")


def test_what_is_imported_is_kept(emulator: RunningEmulator, stack: Stack) -> None:
    """Peer row 2: an imported database is destroyed at the next apply."""
    control = emulator.control
    least = {n: v for n, v in database()["props"].items() if n != "db_password"}
    made = control.make_object("databases", {**least, "version": "16.4"})
    stack.declare({})
    imported = ("import", "--yes", "--skip-preview", "--protect=false", "--generate-code=false")
    stack.pulumi(*imported, "sevalla:index:Database", "orders", made.id).succeeded()
    said = {"orders": database(db_user="shop", extensions={"enable_vector": True})}
    assert stack.up(said).succeeded().changed == {}
    assert stack.up(said, "--refresh").succeeded().changed == {}
    assert stack.preview(None, "--refresh", "--expect-no-changes").succeeded().changed == {}
    outputs = stack.state()[ORDERS]["outputs"]
    assert "internalUrl" in outputs
    assert control.counters().writes == 0
    other = {"orders": database(db_user="shop", db_password="another")}
    assert stack.up(other).succeeded().changed == {ORDERS: "update"}
    assert writes(emulator) == ["POST /reset-password"]
