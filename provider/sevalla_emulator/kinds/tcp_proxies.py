"""TCP proxies (`docs/contract/sevalla-v3.md`, TCP proxies)."""

from pydantic import BaseModel

from sevalla_emulator.backend import Backend, States
from sevalla_emulator.json_types import JsonObject, number, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications, processes
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import LOOPBACK, Endpoint
from sevalla_emulator.verbs import Create, Delete, Seeded, SeedSlot
from sevalla_emulator.wire import Body, Port, Uuid

_FIRST_PORT, _PORTS = 3000, 1000  # of those that are seeded


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


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    settled: JsonObject = {"port": 80, "hostname": LOOPBACK}
    if "external_port" not in fields:
        settled["external_port"] = backend.forwarder.claim(str(fields["id"]))
    return settled


def _release(backend: Backend, proxy: Record) -> None:
    backend.forwarder.release(proxy.id)


def _restore(backend: Backend, proxy: Record) -> None:
    if not proxy.deleting:
        backend.forwarder.restore(proxy.id, number(proxy.body, "external_port", 0))


def _target_of(backend: Backend, proxy: Record) -> Endpoint | None:
    if proxy.body.get("status") != "ready":
        return None
    port = number(proxy.body, "port", 0)
    process = backend.workload.endpoint(text(proxy.body, "process_id"), port)
    return process or Endpoint(LOOPBACK, port)


def _seeded(slot: SeedSlot) -> JsonObject:
    siblings = slot.siblings["processes"]  # they take turns at them
    return {
        "app_id": slot.parent_id,
        "process_id": siblings[slot.index % len(siblings)].id,
        "port": _FIRST_PORT + slot.index % _PORTS,
    }


KIND = Kind(
    name="tcp_proxies",
    noun="tcp proxy",
    told=("process_id", "port"),
    path="/applications/{app_id}/tcp-proxies",
    id_name="tcp_proxy_id",
    shown=TcpProxy,
    parent=applications.KIND,
    owner_field="process_id",
    references={"process_id": processes.KIND},
    create=Create(body=CreateTcpProxy),
    delete=Delete(),
    states=States(deleting="deleting"),
    defaults=_defaults,
    release=_release,
    restore=_restore,
    target_of=_target_of,
    seeded=Seeded(fill=_seeded, under="applications", needs="processes", most=10_000),
)
