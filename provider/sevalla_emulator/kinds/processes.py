"""Processes (`docs/contract/sevalla-v3.md`, Processes)."""

from pydantic import JsonValue

from sevalla_emulator.api import Call, Kind, Operation
from sevalla_emulator.backend import Backend, new_id, text
from sevalla_emulator.collection import Collection, Parent
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.process_models import ChangeProcess, CreateProcess, Process
from sevalla_emulator.kinds.process_rules import disallowed_fields, server_choice, server_choices
from sevalla_emulator.kinds.reference import RESOURCE_TYPE_OF, RESOURCE_TYPES
from sevalla_emulator.kinds.scaling import one_instance
from sevalla_emulator.naming import slug, unique
from sevalla_emulator.record import Record

OF_AN_APPLICATION = Parent("applications", "application", "app_id")

PROCESSES = Collection(
    "processes",
    "process",
    "/applications/{app_id}/processes",
    "process_id",
    Process,
    OF_AN_APPLICATION,
)
# "take effect at the next deployment"
_DEPLOYED = ("resource_type_id", "scaling_strategy", "liveness_probe", "readiness_probe")
_LONG_RUNNING = ("web", "worker")


def make(backend: Backend, fields: JsonObject) -> Record:
    """Complete any fields, among them ``app_id``, to a process that no deployment has seen."""
    app_id = str(fields["app_id"])
    process_id = text(fields, "id") or new_id()
    process_type = fields.get("type", "worker")
    display_name = text(fields, "display_name", str(process_type))
    key = text(fields, "key") or slug(display_name, str(process_type))
    defaults: JsonObject = {
        **dict.fromkeys(Process.model_fields),
        **server_choices(process_type),
        "type": process_type,
        "display_name": display_name,
        "key": key,
        "is_ingress_enabled": process_type == "web" and backend.settings.web_ingress_default,
        "scaling_strategy": one_instance(),
        **_sized(fields.get("resource_type_id", RESOURCE_TYPES[0].id)),
        "internal_hostname": _internal_hostname(app_id, key, process_type),
        "created_at": backend.stamp(),
        "updated_at": backend.stamp(),
    }
    body = {**defaults, **fields, "id": process_id}
    return Record(kind=PROCESSES.kind, id=process_id, scope=app_id, owner=app_id, body=body)


def take_effect(backend: Backend, app_id: str) -> None:
    """Let what is configured hold for all processes of an application, as a deployment does."""
    for process in backend.store.members(PROCESSES.kind, app_id):
        process.effective = {name: process.body.get(name) for name in _DEPLOYED}
        backend.store.save(process)


def _create(call: Call) -> JsonObject:
    app_id = PROCESSES.writable_scope(call)
    given = call.read(CreateProcess).given()
    _check_resource_type(given)
    if given["type"] == "web" and "web" in _values(call.backend, app_id, "type"):
        raise refused("err-web-process-exists", "the application has a web process already")
    key = slug(text(given, "display_name"), text(given, "type"))
    key = unique(key, _values(call.backend, app_id, "key"))
    process = make(call.backend, {**given, "app_id": app_id, "key": key})
    call.backend.add(process)
    return process.body


def _change(call: Call) -> JsonObject:
    process = PROCESSES.writable(call)
    given = call.read(ChangeProcess).given()
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
    process.body = {**process.body, **chosen, "updated_at": call.backend.stamp()}
    call.backend.store.save(process)
    return process.body


def _check_resource_type(given: JsonObject) -> None:
    wanted = given.get("resource_type_id")
    if wanted is not None and wanted not in RESOURCE_TYPE_OF:
        raise refused("err-resource-type-unknown", "resource_type_id: no such resource type")


def _values(backend: Backend, app_id: str, field: str) -> set[str]:
    return backend.store.texts(PROCESSES.kind, app_id, field)


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
    name=PROCESSES.kind,
    operations=(
        PROCESSES.list_operation(),
        Operation(
            "POST",
            PROCESSES.path,
            "Create: process",
            _create,
            status=201,
            answers=PROCESSES.shown,
            body=CreateProcess,
            refusals=(400, 404, 422),
        ),
        PROCESSES.get_operation(),
        Operation(
            "PATCH",
            PROCESSES.one_path,
            "Change: process",
            _change,
            answers=PROCESSES.shown,
            body=ChangeProcess,
            refusals=(400, 404, 422),
        ),
        PROCESSES.delete_operation(),
    ),
    make=make,
)
