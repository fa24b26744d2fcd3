"""Databases (`docs/contract/databases-and-storage.md`, Databases)."""

from sevalla_emulator.backend import Backend, States
from sevalla_emulator.errors import ApiError, refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import projects
from sevalla_emulator.kinds.database_models import (
    ChangeDatabase,
    CreateDatabase,
    Database,
    DatabaseItem,
    ResetPassword,
    ShortDatabase,
)
from sevalla_emulator.kinds.reference import (
    CLUSTER_OF,
    CLUSTERS,
    DATABASE_RESOURCE_TYPE_OF,
    DATABASE_RESOURCE_TYPES,
    check_cluster,
)
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, slug
from sevalla_emulator.verbs import Action, Create, Delete, Update
from sevalla_emulator.wire import Message

BACKUPS = "database_backups"
"""The kind of the backups, each of which belongs to its database."""

_BUSY = ("creating", "updating", "passwordChange", "restoring", "deleting")
_RESTARTABLE = ("ready", "error", "passwordChangeFailed", "restoringFailed")
_UNBORN = ("creating", "error")
_EXTERNAL = "databases.sevalla.localhost"
_PORTS = {
    "postgresql": "5432",
    "mysql": "3306",
    "mariadb": "3306",
    "mongodb": "27017",
    "redis": "6379",
    "valkey": "6379",
}


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    database_id = text(fields, "id")
    display_name = text(fields, "display_name", f"database {database_id[:8]}")
    name = f"{slug(display_name, 'database')[:50]}-{database_id[:5]}"
    made_of: JsonObject = {
        "type": "postgresql",
        "version": "16",
        "cluster_id": CLUSTERS[0].id,
        "resource_type_id": DATABASE_RESOURCE_TYPES[0].id,
        **fields,
    }
    cluster = CLUSTER_OF.get(text(made_of, "cluster_id"))
    place: JsonObject = {
        "cluster_display_name": cluster.display_name if cluster else None,
        "cluster_location": cluster.location if cluster else None,
    }
    return {
        **made_of,
        **({"status": "suspended"} if fields.get("is_suspended") else {}),
        "name": name,
        "display_name": display_name,
        "db_name": "app",
        **place,
        **_size(text(made_of, "resource_type_id")),
        "internal_hostname": f"{name}.databases.svc.cluster.local",
        "internal_port": _PORTS.get(text(made_of, "type")),
    }


def _size(resource_type_id: str) -> JsonObject:
    wanted = DATABASE_RESOURCE_TYPE_OF.get(resource_type_id)
    if wanted is None:
        return {}
    return {
        "resource_type_name": wanted.name,
        "cpu_limit": wanted.cpu_limit,
        "memory_limit": wanted.memory_limit,
        "storage_size": wanted.storage_limit,
    }


def _creating(call: Call, given: JsonObject) -> JsonObject:
    check_cluster(call, given)
    _check_resource_type(given)
    if given.get("extensions") and given["type"] != "postgresql":
        raise refused("err-extensions", f"extensions: not with the type {given['type']}")
    return given


def _changing(call: Call, database: Record, given: JsonObject) -> JsonObject:
    """Begin a resize where another resource type is given; all else holds at once."""
    wanted = text(given, "resource_type_id")
    if not wanted or wanted == database.body.get("resource_type_id"):
        return given
    _check_resource_type(given)
    _refuse_while_busy(call, database, "resized")
    _begin(call, database, "updating", _size(wanted))
    return {**given, "status": "updating"}


def _check_resource_type(given: JsonObject) -> None:
    if given["resource_type_id"] not in DATABASE_RESOURCE_TYPE_OF:
        raise refused("err-resource-type-unknown", "resource_type_id: no such resource type")


def _reset_password(call: Call, database: Record) -> None:
    _refuse_while_busy(call, database, "given another password")
    wanted: JsonObject = {"db_password": call.read(ResetPassword).new_password}
    _begin(call, database, "passwordChange", wanted, failed="passwordChangeFailed")


def _suspend(call: Call, database: Record) -> None:
    _refuse_while_busy(call, database, "suspended")
    _begin(call, database, "updating", {"is_suspended": True})


def _activate(call: Call, database: Record) -> None:
    _refuse_while_busy(call, database, "activated")
    _begin(call, database, "updating", {"is_suspended": False})


def _restart(call: Call, database: Record) -> None:
    _refuse_while_busy(call, database, "restarted")
    if database.body.get("status") not in _RESTARTABLE or database.body.get("is_suspended"):
        raise _busy(text(database.body, "status"), "restarted")
    _begin(call, database, "updating", {})


def _toggle_external(call: Call, database: Record) -> None:
    _refuse_while_busy(call, database, "opened or closed")
    opened: JsonObject = {
        "external_hostname": f"{text(database.body, 'name')}.{_EXTERNAL}",
        "external_port": str(30_000 + int(database.id[:4], 16) % 2_768),
    }
    is_open = database.body.get("external_hostname") is not None
    _begin(call, database, "updating", dict.fromkeys(opened) if is_open else opened)


def _deleting(call: Call, database: Record) -> None:
    _refuse_while_busy(call, database, "deleted")


def restore(call: Call, database: Record) -> None:
    """Let the data of a backup take the place of what is in a database."""
    _refuse_while_busy(call, database, "restored")
    _begin(call, database, "restoring", {}, failed="restoringFailed")
    call.backend.store.save(database)


def _refuse_while_busy(call: Call, database: Record, done: str) -> None:
    status = text(database.body, "status")
    if status in _BUSY:
        raise _busy(status, done)
    backups = call.backend.store.members(BACKUPS, database.id)
    if any(one.under_way("provisioning") for one in backups):
        raise _busy("being backed up", done)


def _busy(state: str, done: str) -> ApiError:
    reason = f"the database is {state}: it cannot be {done} now"
    return ApiError(409, "err-database-busy", reason)


def _begin(
    call: Call, database: Record, state: str, changes: JsonObject, failed: str = "error"
) -> None:
    """Let a database be busy, and then settle with what has changed; or without, failed."""
    database.body["status"] = state
    suspended = changes.get("is_suspended", database.body.get("is_suspended"))
    settled: JsonObject = {"status": "suspended" if suspended else "ready", **changes}
    outcome: JsonObject = {"status": failed} if call.provisioning_fails else settled
    delay = call.backend.settings.provisioning
    call.backend.lifecycle.begin(database, "provisioning", delay, outcome)


def _show(_call: Call, database: Record) -> JsonObject:
    """Show where it listens once there is something that does."""
    shown = dict(database.body)
    if shown.get("status") in _UNBORN:
        shown |= dict.fromkeys(("internal_hostname", "internal_port"))
    return shown


KIND = Kind(
    name="databases",
    noun="database",
    secrets=("db_password", "new_password"),
    told=("type", "version", "resource_type_name", "cluster_display_name"),
    path="/databases",
    id_name="database_id",
    shown=Database,
    items=DatabaseItem,
    write_only=("db_user", "db_password", "extensions"),
    service=True,
    service_type="database",
    references={"project_id": projects.KIND},
    create=Create(body=CreateDatabase, answer=ShortDatabase, rule=_creating),
    update=Update(body=ChangeDatabase, answer=ShortDatabase, rule=_changing, refusals=(409,)),
    delete=Delete(answer="either", rule=_deleting, refused_twice=True, refusals=(409,)),
    states=States(failed="error", deleting="deleting"),
    actions=(
        Action(name="suspend", act=_suspend, answer=Message, refusals=(409,)),
        Action(name="activate", act=_activate, answer=Message, refusals=(409,)),
        Action(name="restart", act=_restart, answer=Message, refusals=(409,)),
        Action(
            name="reset-password",
            act=_reset_password,
            body=ResetPassword,
            answer=Message,
            refusals=(409,),
            summary="Reset the password: database",
        ),
        Action(
            name="external-connection/toggle",
            act=_toggle_external,
            answer="either",
            refusals=(409,),
            summary="Open or close to the outside: database",
        ),
    ),
    defaults=_defaults,
    show=_show,
)
