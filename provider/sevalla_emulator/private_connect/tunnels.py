"""Tunnels (`docs/contract/private-connect.md`, Tunnels)."""

from pydantic import JsonValue

from sevalla_emulator.backend import Backend, States
from sevalla_emulator.json_types import JsonObject, number, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.operation import Call
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
from sevalla_emulator.verbs import Create, Delete, Seeded, SeedSlot, Update

TUNNEL_PORTS = range(23_000, 24_000)  # (`docs/contract/private-connect.md`, Tunnels)
_FIRST_PORT, _PORTS = 3000, 1000  # of the targets of those that are seeded
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
    agent = agents.find(call.backend, tunnel.body.get("agentId"))
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


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    port = fields.get("targetPort", 5432)
    settled: JsonObject = {
        "name": name_by_port(port) if isinstance(port, int) else "service",
        "targetHost": "localhost",
        "targetPort": port,
        "protocol": "auto",
        "isPublic": False,
        "agentId": fields["agentId"],
        "createdAt": backend.stamp(),
        "lastCheckedAt": backend.stamp(),
        "metadata": {},
    }
    if "tunnelPort" not in fields:
        settled["tunnelPort"] = _free_port(backend)
    return settled


def find_anywhere(backend: Backend, tunnel_id: str) -> Record | None:
    """Return the tunnel with this id, whichever workspace it is in."""
    record = backend.store.get(tunnel_id)
    return record if record is not None and record.kind == KIND.name else None


def unavailable_reason(backend: Backend, tunnel: Record) -> str:
    """Return why nothing goes through a tunnel at this moment; nothing when it does."""
    if tunnel.deleting:
        return "Tunnel is being deleted"
    if tunnel.body.get("status") != "active":
        return f"Tunnel is {shown_status(backend, tunnel)}"
    if not agents.is_online(agents.find(backend, tunnel.body.get("agentId"))):
        return "Agent of the tunnel is offline"
    return ""


def is_public(tunnel: Record) -> bool:
    """Whether it has a public URL."""
    return tunnel.body.get("isPublic") is True


def endpoint(backend: Backend, tunnel: Record) -> Endpoint:
    """Return where the target of a tunnel is reached; it may be a process that runs here."""
    host = text(tunnel.body, "targetHost", LOOPBACK)
    port = number(tunnel.body, "targetPort", 0)
    return backend.inside(host, port) or on_this_machine(host, port)


def _create(call: Call) -> JsonObject:
    backend, given = call.backend, call.read(CreateTunnel)
    host, port = parts(given.target)
    agents.require(backend, given.agent_id)
    fields: JsonObject = {
        "name": given.name or name_by_port(port),
        "targetHost": host,
        "targetPort": port,
        "agentId": given.agent_id,
        "protocol": given.protocol or "auto",
        "isPublic": given.is_public or False,
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
    KIND.provision(call, tunnel)
    backend.store.save(tunnel)
    backend.restore_family(tunnel)
    return show(call, tunnel)


def _added(call: Call, fields: JsonObject) -> Record:
    limit = call.backend.settings.tunnel_plan_limit
    if limit is not None and len(_all(call)) >= limit:
        raise plan_limit(limit)
    tunnel = KIND.make(call.backend, fields)
    tunnel.scope = call.account
    call.backend.add(tunnel)
    return tunnel


def _changing(call: Call, tunnel: Record, given: JsonObject) -> JsonObject:
    same = _named(call, given["name"]) if "name" in given else None
    if same and same.id != tunnel.id and call.backend.settings.tunnel_names != "duplicate":
        raise not_now(f"name: there is a tunnel {given['name']}")
    wanted = given.pop("status", None)
    if wanted == "paused":
        _pause(call.backend, tunnel)
    elif wanted == "active":
        _resume(call.backend, tunnel)
    return given


def _resume(backend: Backend, tunnel: Record) -> None:
    if not tunnel.under_way("provisioning"):
        tunnel.body["status"] = "active"
    backend.store.save(tunnel)
    backend.restore_family(tunnel)


def _pause(backend: Backend, tunnel: Record) -> None:
    tunnel.body["status"] = "paused"
    # What was being set up is not set up any further.
    tunnel.transitions = [one for one in tunnel.transitions if one.name != "provisioning"]
    backend.release_family(tunnel)


def _named(call: Call, name: JsonValue) -> Record | None:
    return next((one for one in _all(call) if one.body.get("name") == name), None)


def _all(call: Call) -> list[Record]:
    members = call.backend.store.members(KIND.name, call.account)
    return [one for one in members if not one.deleting]


def _free_port(backend: Backend) -> int:
    used = backend.store.texts(KIND.name, "", "tunnelPort")
    free = (number for number in TUNNEL_PORTS if str(number) not in used)
    # When all are in use they are shared: nothing listens there anyway.
    return next(free, TUNNEL_PORTS[0])


def _seeded(slot: SeedSlot) -> JsonObject:
    return {
        "agentId": slot.parent_id,
        "name": f"tunnel-{slot.parent_index + 1}-{slot.index + 1}",
        "targetPort": _FIRST_PORT + slot.index % _PORTS,
    }


KIND = Kind(
    name="tunnels",
    noun="Tunnel",
    told=("targetHost", "targetPort", "protocol", "agentId"),
    served_at=lambda tunnel: f"{PUBLIC}/{tunnel.id}" if is_public(tunnel) else "",
    path="/v1/tunnels",
    id_name="id",
    shown=Tunnel,
    listed="array",
    create=Create(body=CreateTunnel, handle=_create, refusals=(402, 404, 409)),
    update=Update(body=ChangeTunnel, rule=_changing, refusals=(409,)),
    delete=Delete(answer=Success),
    states=States(initial="connecting", settled="active", failed="error"),
    changed_at="lastCheckedAt",
    defaults=_defaults,
    show=show,
    seeded=Seeded(fill=_seeded, under="agents", needs="agents"),
)
