"""Tunnels (`docs/contract/private-connect.md`, Tunnels)."""

from pydantic import JsonValue

from sevalla_emulator.access import FIRST_ACCOUNT
from sevalla_emulator.api import Call, Kind, Operation
from sevalla_emulator.backend import Backend, new_id, number, text
from sevalla_emulator.collection import Collection
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.private_connect import agents
from sevalla_emulator.private_connect.refusals import not_now, plan_limit
from sevalla_emulator.private_connect.services import name_by_port
from sevalla_emulator.private_connect.targets import on_this_machine, parts
from sevalla_emulator.private_connect.tunnel_models import (
    ChangeTunnel,
    CreateTunnel,
    Success,
    Tunnel,
)
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import LOOPBACK, Endpoint
from sevalla_emulator.settings import TunnelStyle

TUNNEL_PORTS = range(23_000, 24_000)  # (`docs/contract/private-connect.md`, Tunnels)
PUBLIC = "/public"  # where this emulator answers for public tunnels

# Kept are the documented words; `paused` is the open server's as well.
_WORDS: dict[TunnelStyle, dict[str, str]] = {
    "documented": {},
    "open-server": {"active": "OK", "error": "FAIL", "connecting": "UNKNOWN"},
}
_NOT_SHOWN: dict[TunnelStyle, frozenset[str]] = {
    "documented": frozenset(),
    "open-server": frozenset({"metadata"}),
}


def show(call: Call, tunnel: Record) -> JsonObject:
    """Return a tunnel in the style of the settings, with what its agent is at this moment.

    Any field that the control API has laid over it wins.
    """
    agent = agents.found(call.backend, tunnel.body.get("agentId"))
    style = call.backend.settings.tunnel_style
    computed: JsonObject = {
        **({"publicUrl": f"{call.origin}{PUBLIC}/{tunnel.id}"} if is_public(tunnel) else {}),
        **({"agentLabel": agent.body["label"]} if agent else {}),
        "agentOnline": agents.is_online(agent),
    }
    shown = {**computed, **tunnel.body, "status": shown_status(call.backend, tunnel)}
    return {name: value for name, value in shown.items() if name not in _NOT_SHOWN[style]}


def shown_status(backend: Backend, tunnel: Record) -> JsonValue:
    """Return the status in the words of the settings' style."""
    kept = tunnel.body.get("status")
    return _WORDS[backend.settings.tunnel_style].get(str(kept), kept)


TUNNELS = Collection("tunnels", "Tunnel", "/v1/tunnels", "id", Tunnel, paged=False, show=show)


def make(backend: Backend, fields: JsonObject) -> Record:
    """Complete any fields, among them ``agentId``, to a tunnel that is active."""
    agent_id = fields["agentId"]
    tunnel_id = text(fields, "id") or new_id()
    port = fields.get("targetPort", 5432)
    body: JsonObject = {
        "name": name_by_port(port) if isinstance(port, int) else "service",
        "status": "active",
        "targetHost": "localhost",
        "targetPort": port,
        "protocol": "auto",
        "isPublic": False,
        "agentId": agent_id,
        "createdAt": backend.stamp(),
        "lastCheckedAt": backend.stamp(),
        "metadata": {},
        **fields,
        "id": tunnel_id,
    }
    if "tunnelPort" not in body:
        body["tunnelPort"] = _free_port(backend)
    return Record(kind=TUNNELS.kind, id=tunnel_id, scope=FIRST_ACCOUNT, owner="", body=body)


def found(backend: Backend, tunnel_id: str) -> Record | None:
    """Return the tunnel with this id, whichever workspace it is in."""
    record = backend.store.get(tunnel_id)
    return record if record is not None and record.kind == TUNNELS.kind else None


def unavailable_reason(backend: Backend, tunnel: Record) -> str:
    """Return why nothing goes through a tunnel at this moment; nothing when it does."""
    if tunnel.deleting:
        return "Tunnel is being deleted"
    if tunnel.body.get("status") != "active":
        return f"Tunnel is {shown_status(backend, tunnel)}"
    if not agents.is_online(agents.found(backend, tunnel.body.get("agentId"))):
        return "Agent of the tunnel is offline"
    return ""


def is_public(tunnel: Record) -> bool:
    """Whether it has a public URL."""
    return tunnel.body.get("isPublic") is True


def endpoint(tunnel: Record) -> Endpoint:
    """Return where the target of a tunnel is reached."""
    host = text(tunnel.body, "targetHost", LOOPBACK)
    return on_this_machine(host, number(tunnel.body, "targetPort", 0))


def _create(call: Call) -> JsonObject:
    backend, given = call.backend, call.read(CreateTunnel)
    host, port = parts(given.target)
    agents.known(backend, given.agent_id)
    fields: JsonObject = {
        "name": given.name or name_by_port(port),
        "targetHost": host,
        "targetPort": port,
        "agentId": given.agent_id,
        "protocol": given.protocol or "auto",
        "isPublic": given.is_public or False,
        "status": "connecting",
    }
    same = _named(call, fields["name"])
    if same and backend.settings.tunnel_names == "conflict":
        raise not_now(f"name: there is a tunnel {fields['name']}")
    if same and backend.settings.tunnel_names == "upsert":
        tunnel = same
        tunnel.body = {**same.body, **fields}
    else:
        tunnel = _added(call, fields)
    # Nobody has checked what has only just been asked for.
    tunnel.body.pop("lastCheckedAt", None)
    outcome = "error" if call.provisioning_fails else "active"
    backend.lifecycle.begin(
        tunnel, "provisioning", backend.settings.provisioning, {"status": outcome}
    )
    backend.store.save(tunnel)
    backend.restore_family(tunnel)
    return show(call, tunnel)


def _added(call: Call, fields: JsonObject) -> Record:
    limit = call.backend.settings.tunnel_plan_limit
    if limit is not None and len(_all(call)) >= limit:
        raise plan_limit(limit)
    tunnel = make(call.backend, fields)
    tunnel.scope = call.account
    call.backend.add(tunnel)
    return tunnel


def _change(call: Call) -> JsonObject:
    backend, tunnel = call.backend, TUNNELS.writable(call)
    given = call.read(ChangeTunnel).given()
    same = _named(call, given["name"]) if "name" in given else None
    if same and same.id != tunnel.id and backend.settings.tunnel_names != "duplicate":
        raise not_now(f"name: there is a tunnel {given['name']}")
    wanted = given.pop("status", None)
    tunnel.body = {**tunnel.body, **given}
    if wanted == "paused":
        _pause(backend, tunnel)
    elif wanted == "active" and not tunnel.under_way("provisioning"):
        tunnel.body["status"] = "active"
    backend.store.save(tunnel)
    if wanted == "active":
        backend.restore_family(tunnel)
    return show(call, tunnel)


def _pause(backend: Backend, tunnel: Record) -> None:
    tunnel.body["status"] = "paused"
    # What was being set up is not set up any further.
    tunnel.transitions = [one for one in tunnel.transitions if one.name != "provisioning"]
    backend.release_family(tunnel)


def _named(call: Call, name: JsonValue) -> Record | None:
    return next((one for one in _all(call) if one.body.get("name") == name), None)


def _all(call: Call) -> list[Record]:
    members = call.backend.store.members(TUNNELS.kind, call.account)
    return [one for one in members if not one.deleting]


def _free_port(backend: Backend) -> int:
    used = backend.store.texts(TUNNELS.kind, "", "tunnelPort")
    free = (number for number in TUNNEL_PORTS if str(number) not in used)
    # When all are in use they are shared: nothing listens there anyway.
    return next(free, TUNNEL_PORTS[0])


KIND = Kind(
    name=TUNNELS.kind,
    operations=(
        TUNNELS.list_operation(),
        Operation(
            "POST",
            TUNNELS.path,
            "Create: tunnel",
            _create,
            status=201,
            answers=TUNNELS.shown,
            body=CreateTunnel,
            refusals=(400, 402, 404, 409),
        ),
        TUNNELS.get_operation(),
        Operation(
            "PATCH",
            TUNNELS.one_path,
            "Change: tunnel",
            _change,
            answers=TUNNELS.shown,
            body=ChangeTunnel,
            refusals=(400, 404, 409),
        ),
        TUNNELS.delete_operation(Success()),
    ),
    make=make,
    changed_at="lastCheckedAt",
)
