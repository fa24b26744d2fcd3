"""Connections within a cluster: one object, seen from both of its ends.

Source: `docs/contract/applications.md` and `docs/contract/databases-and-storage.md`, Internal
connections.
"""

from collections.abc import Mapping
from functools import partial
from typing import Literal

from pydantic import BaseModel

from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import ApiError, refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, new_id
from sevalla_emulator.verbs import Create, Delete
from sevalla_emulator.wire import Body, IdOnly, Uuid

_KINDS: Mapping[str, str] = {
    "app": "internal_connections",
    "database": "database_internal_connections",
}
"""The kind of a connection, by the word of a POST for what it is made from."""

_READ_BACK = {"app": "appResource", "database": "dbResource"}


class CreateInternalConnection(Body):
    """POST …/internal-connections."""

    target_id: Uuid
    target_type: Literal["app", "database"]


class InternalConnection(BaseModel):
    """A connection as lists show it, those of its target too."""

    id: str
    source_id: str
    source_type: str
    source_name: str | None = None
    source_display_name: str | None = None
    target_id: str
    target_type: str = "appResource"
    target_name: str | None = None
    target_display_name: str | None = None


def connections(parent: Kind) -> Kind:
    """Return the connections that are made from one kind of service."""
    name, word = _KINDS[parent.service_type], _READ_BACK[parent.service_type]
    return Kind(
        name=name,
        noun="internal connection",
        told=("target_id",),
        path=f"{parent.one_path}/internal-connections",
        id_name="connection_id",
        shown=InternalConnection,
        parent=parent,
        parent_field="source_id",
        also_in="target_id",
        beside=tuple(each for each in _KINDS.values() if each != name),
        listed="array",
        readable=False,
        create=Create(
            body=CreateInternalConnection,
            answer=IdOnly,
            rule=partial(_creating, parent),
            refusals=(409, 422),
        ),
        delete=Delete(answer="either"),
        # Made by the control API alone, it leads to what is gone.
        defaults=lambda _backend, _fields: {"source_type": word, "target_id": new_id()},
        show=_show,
        follow=partial(_follow, name),
    )


def _creating(parent: Kind, call: Call, given: JsonObject) -> JsonObject:
    source = parent.writable(call)
    said, target_id = text(given, "target_type"), text(given, "target_id").lower()
    target = _service(call, said, target_id)
    if target is None:
        raise refused(f"err-{said}-unknown", f"target_id: no such {said} in this company")
    if target.id == source.id:
        raise refused("err-connection-to-itself", f"target_id: the {parent.noun} itself")
    if target.body.get("cluster_id") != source.body.get("cluster_id"):
        raise refused("err-connection-clusters", "target_id: in another cluster")
    pair = {source.id, target.id}
    every = [one for name in _KINDS.values() for one in call.backend.store.of_kind(name)]
    if any(pair == {one.scope, one.body.get("target_id")} for one in every):
        raise ApiError(409, "err-conflict", "target_id: the two are connected already")
    return {**given, "target_id": target.id, "target_type": _READ_BACK[said]}


def _follow(name: str, backend: Backend, gone: Record) -> None:
    """Let a connection go with its target; with its source it goes as what belongs to it."""
    for one in backend.store.of_kind(name):
        if one.body.get("target_id") == gone.id and not one.deleting:
            backend.begin_deletion(one)


def _service(call: Call, word: str, object_id: str) -> Record | None:
    """What there is to connect to."""
    names = [each.name for each in call.backend.kinds.values() if each.service_type == word]
    found = (call.backend.find(name, call.account, object_id) for name in names)
    return next((each for each in found if each and not each.deleting), None)


def _show(call: Call, connection: Record) -> JsonObject:
    """Name both ends, as long as they are there."""
    names: JsonObject = {}
    for end in ("source", "target"):
        there = call.backend.store.get(text(connection.body, f"{end}_id"))
        for name in ("name", "display_name"):
            names[f"{end}_{name}"] = there.body.get(name) if there else None
    said = {name: value for name, value in connection.body.items() if value is not None}
    return {**connection.body, **names, **said}
