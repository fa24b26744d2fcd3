"""Connections: a tunnel at a port of this machine (`docs/contract/private-connect.md`, Connect)."""

from pydantic import TypeAdapter

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject, number, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.private_connect import agents, tunnels
from sevalla_emulator.private_connect.refusals import not_now
from sevalla_emulator.private_connect.services import connection_string
from sevalla_emulator.private_connect.tunnels import endpoint, unavailable_reason
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import Endpoint
from sevalla_emulator.wire import CamelAnswer, CamelBody, Omittable, Port, Uuid


class Connect(CamelBody):
    """POST /v1/tunnels/{id}/connect."""

    agent_id: Uuid
    local_port: Omittable[Port] = None


class ConnectedTunnel(CamelAnswer):
    """The tunnel, as the answer to a connect tells of it."""

    id: str
    name: str
    target_host: str
    target_port: int
    local_port: int
    tunnel_port: Omittable[int] = None


class Connected(CamelAnswer):
    """The answer to a connect."""

    success: bool = True
    tunnel: ConnectedTunnel
    connection_string: str
    message: str


class Connection(CamelAnswer):
    """A connection as the control API shows it."""

    id: str
    tunnel_id: str
    agent_id: Omittable[str] = None
    local_port: Omittable[int] = None


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    tunnel = backend.store.get(str(fields["tunnelId"]))
    return {
        "agentId": tunnel.body.get("agentId") if tunnel else None,
        "localPort": tunnel.body.get("targetPort") if tunnel else None,
    }


def _connect(call: Call) -> JsonObject:
    backend, tunnel = call.backend, tunnels.KIND.writable(call)
    given = call.read(Connect)
    agent = agents.require(backend, given.agent_id)
    reason = unavailable_reason(backend, tunnel) or (
        "" if agents.is_online(agent) else "Agent is offline"
    )
    if reason:
        raise not_now(reason)
    local_port = given.local_port or number(tunnel.body, "targetPort", 0)
    _hold_port(backend, tunnel, agent.id, local_port)
    return _connected(tunnel, local_port)


def _hold_port(backend: Backend, tunnel: Record, agent_id: str, port: int) -> None:
    """Keep the agent's connection to the tunnel, at this port.

    Raises:
        ApiError: 409, and an earlier connection stays as it was.
    """
    own = [
        one
        for one in backend.store.of_kind(KIND.name)
        if one.body.get("agentId") == agent_id and not one.deleting
    ]
    earlier = next((one for one in own if one.scope == tunnel.id), None)
    if any(one.body.get("localPort") == port for one in own if one is not earlier):
        raise not_now(f"localPort: {port} is taken by another connection of this agent")
    connection = earlier or KIND.complete(backend, {"tunnelId": tunnel.id, "agentId": agent_id})
    if _speaks_tcp(tunnel) and not backend.relays.try_to_hold(connection.id, port):
        raise not_now(f"localPort: 127.0.0.1:{port} is taken, or nobody may listen there")
    connection.body["localPort"] = port
    if earlier:
        backend.store.save(connection)
    else:
        backend.store.insert(connection)


def _connected(tunnel: Record, local_port: int) -> JsonObject:
    name, target_port = text(tunnel.body, "name"), number(tunnel.body, "targetPort", 0)
    protocol = text(tunnel.body, "protocol")
    return Connected(
        tunnel=ConnectedTunnel(
            id=tunnel.id,
            name=name,
            target_host=text(tunnel.body, "targetHost"),
            target_port=target_port,
            local_port=local_port,
            tunnel_port=number(tunnel.body, "tunnelPort", 0) or None,
        ),
        connection_string=connection_string(target_port, protocol, local_port),
        message=f"{name} is at localhost:{local_port}",
    ).json_body()


def _target_of(backend: Backend, connection: Record) -> Endpoint | None:
    tunnel = backend.store.get(connection.scope)
    agent = agents.find(backend, connection.body.get("agentId"))
    if tunnel is None or unavailable_reason(backend, tunnel) or not agents.is_online(agent):
        return None
    return endpoint(backend, tunnel)


def _release(backend: Backend, connection: Record) -> None:
    backend.relays.release(connection.id)


def _restore(backend: Backend, connection: Record) -> None:
    tunnel = backend.store.get(connection.scope)
    if tunnel is None or connection.deleting:
        return
    if _speaks_tcp(tunnel) and tunnel.body.get("status") != "paused":
        backend.relays.hold(connection.id, number(connection.body, "localPort", 0))
    else:
        backend.relays.release(connection.id)


def _speaks_tcp(tunnel: Record) -> bool:
    return tunnel.body.get("protocol") != "udp"


KIND = Kind(
    name="connections",
    noun="Connection",
    told=("agentId", "localPort"),
    shown=Connection,
    parent=tunnels.KIND,
    parent_field="tunnelId",
    operations=(
        Operation(
            "POST",
            f"{tunnels.KIND.one_path}/connect",
            "Connect to a tunnel: its target is reached at 127.0.0.1:localPort",
            _connect,
            answers=TypeAdapter(Connected),
            body=Connect,
            refusals=(400, 404, 409),
        ),
    ),
    defaults=_defaults,
    release=_release,
    restore=_restore,
    target_of=_target_of,
)
