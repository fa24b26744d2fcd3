"""TCP proxies (`docs/contract/sevalla-v3.md`, TCP proxies)."""

from pydantic import BaseModel

from sevalla_emulator.api import Call, Kind, Operation
from sevalla_emulator.backend import Backend, new_id, number, text
from sevalla_emulator.collection import Collection
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.processes import OF_AN_APPLICATION, PROCESSES
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import LOOPBACK, Endpoint
from sevalla_emulator.wire import Body, Port, Uuid


class CreateTcpProxy(Body):
    """POST /applications/{app_id}/tcp-proxies."""

    process_id: Uuid
    port: Port


class TcpProxy(BaseModel):
    """A TCP proxy as GET shows it."""

    id: str
    app_id: str
    process_id: str
    port: int
    external_port: int
    hostname: str
    status: str
    created_at: str
    updated_at: str


TCP_PROXIES = Collection(
    "tcp_proxies",
    "tcp proxy",
    "/applications/{app_id}/tcp-proxies",
    "tcp_proxy_id",
    TcpProxy,
    OF_AN_APPLICATION,
)


def make(backend: Backend, fields: JsonObject) -> Record:
    """Complete any fields, among them ``process_id``, to a proxy that is ready."""
    process_id = str(fields["process_id"])
    process = backend.store.get(process_id)
    app_id = text(fields, "app_id") or (process.scope if process else "")
    if not app_id:
        raise KeyError("app_id")
    proxy_id = text(fields, "id") or new_id()
    port = number(fields, "port", 80)
    defaults: JsonObject = {
        **dict.fromkeys(TcpProxy.model_fields),
        "app_id": app_id,
        "process_id": process_id,
        "port": port,
        "hostname": LOOPBACK,
        "status": "ready",
        "created_at": backend.stamp(),
        "updated_at": backend.stamp(),
    }
    body = {**defaults, **fields, "id": proxy_id}
    proxy = Record(kind=TCP_PROXIES.kind, id=proxy_id, scope=app_id, owner=process_id, body=body)
    if "external_port" in fields:
        _restore(backend, proxy)
    else:
        body["external_port"] = backend.forwarder.claim(proxy_id)
    return proxy


def _create(call: Call) -> JsonObject:
    app_id = TCP_PROXIES.writable_scope(call)
    given = call.read(CreateTcpProxy).given()
    process = call.backend.find(PROCESSES.kind, app_id, text(given, "process_id"))
    if process is None or process.deleting:
        raise refused("err-process-unknown", "process_id: no such process in this application")
    proxy = make(call.backend, {**given, "app_id": app_id, "status": "creating"})
    outcome = "failed" if call.provisioning_fails else "ready"
    call.backend.lifecycle.begin(
        proxy, "provisioning", call.backend.settings.provisioning, {"status": outcome}
    )
    call.backend.add(proxy)
    return proxy.body


def _release(backend: Backend, proxy: Record) -> None:
    backend.forwarder.release(proxy.id)


def _restore(backend: Backend, proxy: Record) -> None:
    if not proxy.deleting:
        backend.forwarder.restore(proxy.id, number(proxy.body, "external_port", 0))


def _target_of(_backend: Backend, proxy: Record) -> Endpoint | None:
    if proxy.body.get("status") != "ready":
        return None
    return Endpoint(LOOPBACK, number(proxy.body, "port", 0))


KIND = Kind(
    name=TCP_PROXIES.kind,
    operations=(
        TCP_PROXIES.list_operation(),
        Operation(
            "POST",
            TCP_PROXIES.path,
            "Create: tcp proxy",
            _create,
            status=201,
            answers=TCP_PROXIES.shown,
            body=CreateTcpProxy,
            refusals=(400, 404, 422),
        ),
        TCP_PROXIES.get_operation(),
        TCP_PROXIES.delete_operation(),
    ),
    make=make,
    fields_while_deleting={"status": "deleting"},
    release=_release,
    restore=_restore,
    target_of=_target_of,
)
