"""Tunnels on the wire (`docs/contract/private-connect.md`, Tunnels)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import StringConstraints

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.private_connect.targets import Target
from sevalla_emulator.wire import CamelAnswer, CamelBody, Omittable, Uuid

Protocol: TypeAlias = Literal["auto", "tcp", "udp", "http", "https"]
Name: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class CreateTunnel(CamelBody):
    """POST /v1/tunnels."""

    target: Target
    agent_id: Uuid
    name: Omittable[Name] = None
    protocol: Omittable[Protocol] = None
    is_public: Omittable[bool] = None


class ChangeTunnel(CamelBody):
    """PATCH /v1/tunnels/{id}."""

    name: Omittable[Name] = None
    status: Omittable[Literal["active", "paused"]] = None
    metadata: Omittable[JsonObject] = None


class Tunnel(CamelAnswer):
    """A tunnel as GET shows it; ``tunnel_port`` is the port on the hub."""

    id: str
    name: str
    status: str
    target_host: str
    target_port: int
    tunnel_port: Omittable[int] = None
    protocol: str
    is_public: bool
    public_url: Omittable[str] = None
    agent_id: Omittable[str] = None
    agent_label: Omittable[str] = None
    agent_online: bool
    created_at: str
    last_checked_at: Omittable[str] = None
    metadata: Omittable[JsonObject] = None


class Success(CamelAnswer):
    """What DELETE says."""

    success: bool = True
