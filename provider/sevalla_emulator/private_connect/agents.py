"""Agents, which carry tunnels: the API has no call for them, the control API makes them."""

from pydantic import JsonValue

from sevalla_emulator.api import Kind
from sevalla_emulator.backend import Backend, new_id, text
from sevalla_emulator.errors import not_found
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.record import Record

KIND_NAME = "agents"


def make(backend: Backend, fields: JsonObject) -> Record:
    """Complete any fields to an agent, which is online unless they say otherwise."""
    agent_id = text(fields, "id") or new_id()
    body: JsonObject = {
        "label": f"agent-{agent_id[:8]}",
        "online": True,
        "createdAt": backend.stamp(),
        **fields,
        "id": agent_id,
    }
    return Record(kind=KIND_NAME, id=agent_id, scope="", owner="", body=body)


def found(backend: Backend, agent_id: JsonValue) -> Record | None:
    """Return the agent with this id, if there is one."""
    return backend.find(KIND_NAME, "", str(agent_id))


def known(backend: Backend, agent_id: str) -> Record:
    """Return the agent with this id.

    Raises:
        ApiError: 404.
    """
    agent = found(backend, agent_id)
    if agent is None:
        raise not_found("Agent")
    return agent


def is_online(agent: Record | None) -> bool:
    """Whether there is such an agent, and it is online."""
    return agent is not None and agent.body.get("online") is True


KIND = Kind(name=KIND_NAME, operations=(), make=make, changed_at="")
