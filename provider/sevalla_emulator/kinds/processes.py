"""Processes (`docs/contract/sevalla-v3.md`, Processes)."""

import uuid

from pydantic import JsonValue

from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications
from sevalla_emulator.kinds.process_models import ChangeProcess, CreateProcess, Process
from sevalla_emulator.kinds.process_rules import disallowed_fields, server_choice, server_choices
from sevalla_emulator.kinds.reference import RESOURCE_TYPE_OF, RESOURCE_TYPES
from sevalla_emulator.kinds.scaling import one_instance
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, slug, unique
from sevalla_emulator.verbs import Create, Delete, Seeded, SeedSlot, Update

_NAMESPACE = uuid.UUID("5e5a11a5-0000-4000-8000-000000000000")
_LONG_RUNNING = ("web", "worker")


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    process_type = fields.get("type", "worker")
    display_name = text(fields, "display_name", str(process_type))
    key = text(fields, "key") or slug(display_name, str(process_type))
    return {
        **server_choices(process_type),
        "type": process_type,
        "display_name": display_name,
        "key": key,
        "is_ingress_enabled": process_type == "web" and backend.settings.web_ingress_default,
        "scaling_strategy": one_instance(),
        **_sized(fields.get("resource_type_id", RESOURCE_TYPES[0].id)),
        "internal_hostname": _internal_hostname(text(fields, "app_id"), key, process_type),
    }


def _creating(call: Call, given: JsonObject) -> JsonObject:
    app_id = text(given, "app_id")
    _check_resource_type(given)
    if given["type"] == "web" and "web" in _values(call.backend, app_id, "type"):
        raise refused("err-web-process-exists", "the application has a web process already")
    key = slug(text(given, "display_name"), text(given, "type"))
    return {**given, "key": unique(key, _values(call.backend, app_id, "key"))}


def _changing(call: Call, process: Record, given: JsonObject) -> JsonObject:
    process_type = process.body.get("type")
    if wrong := disallowed_fields(process_type, given):
        reason = f"{', '.join(wrong)}: not for a process of type {process_type}"
        raise refused("err-process-type", reason)
    _check_resource_type(given)
    chosen = {
        name: server_choice(process_type, name) if value is None else value
        for name, value in given.items()
    }
    if "ingress_protocol" in chosen:
        later: JsonObject = {"ingress_protocol": chosen.pop("ingress_protocol")}
        call.backend.lifecycle.begin(process, "ingress", call.backend.settings.ingress, later)
    if "resource_type_id" in chosen:
        chosen.update(_sized(chosen["resource_type_id"]))
    return chosen


def _seeded(slot: SeedSlot) -> JsonObject:
    if slot.index == 0:  # where it came with the application, that is the one
        return {"id": _web_id(slot.parent_id), "app_id": slot.parent_id, "type": "web"}
    return {"app_id": slot.parent_id, "type": "worker", "display_name": f"worker {slot.index}"}


def _web_id(app_id: str) -> str:
    # The same at each reset, as the ids of what is seeded.
    return str(uuid.uuid5(_NAMESPACE, app_id))


def _web_process(backend: Backend, record: Record) -> None:
    """Make the process that comes with an application; one of the control API takes its place."""
    if record.kind == applications.KIND.name and backend.settings.web_process:
        web_id = _web_id(record.id)
        if backend.store.get(web_id) is None:
            given: JsonObject = {"id": web_id, "app_id": record.id, "type": "web"}
            backend.keep(KIND.make(backend, given))
    elif record.kind == KIND.name and record.body.get("type") == "web":
        stale = backend.store.get(_web_id(record.scope))
        if stale is not None and stale.id != record.id:
            backend.lifecycle.remove(stale)


def _removing(call: Call, process: Record) -> None:
    if process.body.get("type") == "web" and call.backend.settings.web_delete == "refuse":
        raise refused("err-web-process", "the web process of an application cannot be deleted")


def _stays(call: Call, process: Record) -> bool:
    return process.body.get("type") == "web" and call.backend.settings.web_delete == "keep"


def _check_resource_type(given: JsonObject) -> None:
    wanted = given.get("resource_type_id")
    if wanted is not None and wanted not in RESOURCE_TYPE_OF:
        raise refused("err-resource-type-unknown", "resource_type_id: no such resource type")


def _values(backend: Backend, app_id: str, field: str) -> set[str]:
    return backend.store.texts(KIND.name, app_id, field)


def _sized(resource_type_id: JsonValue) -> JsonObject:
    size = RESOURCE_TYPE_OF.get(str(resource_type_id))
    return {
        "resource_type_id": resource_type_id,
        "resource_type_name": size.name if size else None,
        "cpu_limit": size.cpu_limit if size else None,
        "memory_limit": size.memory_limit if size else None,
    }


def _internal_hostname(app_id: str, key: str, process_type: JsonValue) -> str | None:
    return f"{key}-{app_id[:8]}" if process_type in _LONG_RUNNING else None


KIND = Kind(
    name="processes",
    noun="process",
    told=("type", "port", "resource_type_name", "entrypoint", "schedule"),
    path="/applications/{app_id}/processes",
    id_name="process_id",
    shown=Process,
    parent=applications.KIND,
    create=Create(body=CreateProcess, rule=_creating, refusals=(422,)),
    update=Update(body=ChangeProcess, rule=_changing, refusals=(422,)),
    delete=Delete(rule=_removing, keeps=_stays, refusals=(422,)),
    defaults=_defaults,
    accompany=_web_process,
    # "take effect at the next deployment"
    deployed=("resource_type_id", "scaling_strategy", "liveness_probe", "readiness_probe"),
    seeded=Seeded(fill=_seeded, under="applications", most=10_000),
)
