"""Agents, which carry tunnels: the API has no call for them, the control API makes them."""

from pydantic import JsonValue

from sevalla_emulator.access import FIRST_ACCOUNT
from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import not_found
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Seeded
from sevalla_emulator.wire import CamelAnswer


class Agent(CamelAnswer):
    """An agent as the control API shows it."""

    id: str
    label: str
    online: bool
    created_at: str


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    label = f"agent-{str(fields['id'])[:8]}"
    return {"label": label, "online": True, "createdAt": backend.stamp()}


def find(backend: Backend, agent_id: JsonValue) -> Record | None:
    """Return the agent with this id, if there is one; agents belong to everybody."""
    return backend.find(KIND.name, FIRST_ACCOUNT, str(agent_id))


def require(backend: Backend, agent_id: str) -> Record:
    """Return the agent with this id.

    Raises:
        ApiError: 404.
    """
    agent = find(backend, agent_id)
    if agent is None:
        raise not_found("Agent")
    return agent


def is_online(agent: Record | None) -> bool:
    """Whether there is such an agent, and it is online."""
    return agent is not None and agent.body.get("online") is True


KIND = Kind(
    name="agents",
    noun="Agent",
    shown=Agent,
    defaults=_defaults,
    seeded=Seeded(fill=lambda slot: {"label": f"agent {slot.index + 1}"}),
)
