"""Internal connections of applications (`docs/contract/applications.md`, Internal connections)."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel

from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import ApiError, refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications, databases
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, new_id
from sevalla_emulator.verbs import Create, Delete
from sevalla_emulator.wire import Body, IdOnly, Uuid

_READ_BACK = {"app": "appResource", "database": "dbResource"}
_KINDS: Mapping[str, Kind] = {"app": applications.KIND, "database": databases.KIND}
"""What there is to connect to, by the word of a POST."""


class CreateInternalConnection(Body):
    """POST /applications/{app_id}/internal-connections."""

    target_id: Uuid
    target_type: Literal["app", "database"]


class InternalConnection(BaseModel):
    """A connection as lists show it, those of its target too."""

    id: str
    source_id: str
    source_type: str = "appResource"
    source_name: str | None = None
    source_display_name: str | None = None
    target_id: str
    target_type: str = "appResource"
    target_name: str | None = None
    target_display_name: str | None = None


def _defaults(_backend: Backend, _fields: JsonObject) -> JsonObject:
    return {"target_id": new_id()}  # of something that is gone


def _creating(call: Call, given: JsonObject) -> JsonObject:
    source = applications.KIND.writable(call)
    said, target_id = text(given, "target_type"), text(given, "target_id").lower()
    kind = _KINDS.get(said)
    target = call.backend.find(kind.name, call.account, target_id) if kind else None
    if target is None or target.deleting:
        raise refused(f"err-{said}-unknown", f"target_id: no such {said} in this company")
    if target.id == source.id:
        raise refused("err-connection-to-itself", "target_id: the application itself")
    if target.body.get("cluster_id") != source.body.get("cluster_id"):
        raise refused("err-connection-clusters", "target_id: in another cluster")
    for other in KIND.members(call.backend, source.id):
        if target.id in (other.scope, other.body.get("target_id")):
            raise ApiError(409, "err-conflict", "target_id: the two are connected already")
    return {**given, "target_id": target.id, "target_type": _READ_BACK[said]}


def _show(call: Call, connection: Record) -> JsonObject:
    """Name both ends, as long as they are there."""
    names: JsonObject = {}
    for end in ("source", "target"):
        there = call.backend.store.get(text(connection.body, f"{end}_id"))
        for name in ("name", "display_name"):
            names[f"{end}_{name}"] = there.body.get(name) if there else None
    said = {name: value for name, value in connection.body.items() if value is not None}
    return {**connection.body, **names, **said}


def _follow(backend: Backend, gone: Record) -> None:
    """Let a connection go with its target; with its source it goes as what belongs to it."""
    for one in backend.store.of_kind(KIND.name):
        if one.body.get("target_id") == gone.id and not one.deleting:
            backend.begin_deletion(one)


KIND = Kind(
    name="internal_connections",
    noun="internal connection",
    path="/applications/{app_id}/internal-connections",
    id_name="connection_id",
    shown=InternalConnection,
    parent=applications.KIND,
    parent_field="source_id",
    also_in="target_id",
    listed="array",
    readable=False,
    create=Create(
        body=CreateInternalConnection, answer=IdOnly, rule=_creating, refusals=(409, 422)
    ),
    delete=Delete(answer="either"),
    defaults=_defaults,
    show=_show,
    follow=_follow,
)
