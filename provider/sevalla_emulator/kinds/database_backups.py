"""Backups of databases (`docs/contract/databases-and-storage.md`, Backups)."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from sevalla_emulator.backend import Backend, States
from sevalla_emulator.clock import timestamp
from sevalla_emulator.errors import ApiError, refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import databases
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, new_id
from sevalla_emulator.verbs import Action, Create, Delete
from sevalla_emulator.wire import Body, DisplayName, Message, Omittable, Uuid

_Type: TypeAlias = Literal["daily", "manual"]
_DAY = 86_400
_DAYS: Mapping[str, int] = {"daily": 7, "manual": 14}
_ALIKE = ("cluster_id", "type", "version")


class CreateBackup(Body):
    """POST /databases/{database_id}/backups."""

    display_name: DisplayName


class Restore(Body):
    """POST …/{backup_id}/restore; the target is the backup's own database unless it says."""

    target_database_id: Omittable[Uuid] = None


class BackupsOf(BaseModel):
    """Which backups a list is to show."""

    model_config = ConfigDict(strict=True)

    type: _Type | None = None


class Backup(BaseModel):
    """A backup."""

    id: str
    name: str
    display_name: str
    type: _Type = "manual"
    created_at: str
    expires_at: str | None = None


def _creating(_call: Call, given: JsonObject) -> JsonObject:
    """Call a backup by the name of its snapshot, which is no UUID."""
    return {**given, "id": f"manual-{new_id()}"}


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    name, days = text(fields, "id"), _DAYS.get(text(fields, "type"), _DAYS["manual"])
    ends = timestamp(backend.clock.now() + days * _DAY)
    return {"name": name, "display_name": f"backup {name[-8:]}", "expires_at": ends}


def _restore(call: Call, backup: Record) -> None:
    """Put the data back, into its own database or another one that is alike."""
    if backup.under_way("provisioning"):
        raise ApiError(409, "err-backup-running", "the backup is not finished yet")
    own = databases.KIND.writable(call)
    wanted = call.read(Restore).target_database_id or own.id
    target = call.backend.find(databases.KIND.name, call.account, wanted)
    if target is None or target.deleting:
        raise refused("err-database-unknown", "target_database_id: no such database")
    if other := [name for name in _ALIKE if own.body.get(name) != target.body.get(name)]:
        raise refused("err-backup-target", f"target_database_id: another {', '.join(other)}")
    databases.restore(call, target)


KIND = Kind(
    name=databases.BACKUPS,
    noun="backup",
    path="/databases/{database_id}/backups",
    id_name="backup_id",
    free_ids=True,
    shown=Backup,
    parent=databases.KIND,
    listed="array",
    filters=BackupsOf,
    readable=False,
    # No answer shows it, but while a backup runs its database refuses much.
    states=States(initial="running", settled="done"),
    write_only=("status",),
    create=Create(body=CreateBackup, rule=_creating),
    delete=Delete(answer="either"),
    actions=(
        Action(
            name="restore",
            act=_restore,
            body=Restore,
            answer=Message,
            status=202,
            refusals=(409, 422),
            summary="Restore: backup",
        ),
    ),
    defaults=_defaults,
)
