"""Agents, which carry tunnels: the API has no call for them, the control API makes them."""

from pydantic import JsonValue

from sevalla_emulator.api import Kind
from sevalla_emulator.errors import not_found
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.stored import StoredObject
from sevalla_emulator.world import World, new_id, text

KIND_NAME = "agents"


def make(world: World, fields: JsonObject) -> StoredObject:
    """Complete any fields to an agent, which is online unless they say otherwise."""
    agent_id = text(fields, "id") or new_id()
    body: JsonObject = {
        "label": f"agent-{agent_id[:8]}",
        "online": True,
        "createdAt": world.stamp(),
        **fields,
        "id": agent_id,
    }
    return StoredObject(kind=KIND_NAME, id=agent_id, scope="", owner="", body=body)


def found(world: World, agent_id: JsonValue) -> StoredObject | None:
    """Return the agent with this id, if there is one."""
    return world.find(KIND_NAME, "", str(agent_id))


def known(world: World, agent_id: str) -> StoredObject:
    """Return the agent with this id.

    Raises:
        ApiError: 404.
    """
    agent = found(world, agent_id)
    if agent is None:
        raise not_found("Agent")
    return agent


def is_online(agent: StoredObject | None) -> bool:
    """Whether there is such an agent, and it is online."""
    return agent is not None and agent.body.get("online") is True


KIND = Kind(name=KIND_NAME, operations=(), make=make, changed_at="")
