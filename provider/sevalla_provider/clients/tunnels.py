"""Tunnels of the workspace (`docs/contract/private-connect.md`, Tunnels)."""

from collections.abc import Mapping
from typing import Any

from pydantic import model_validator

from sevalla_provider.clients.connections import connection_string
from sevalla_provider.clients.paths import path
from sevalla_provider.clients.private_connect import WorkspaceCollection
from sevalla_provider.clients.wire import CamelCased, JsonObject
from sevalla_provider.http import HttpClient

# The open server has words of its own for what the reference documents.
STATUSES: Mapping[str, str] = {"OK": "active", "FAIL": "error", "UNKNOWN": "connecting"}


class Tunnel(CamelCased):
    """A tunnel as GET shows it. Times in ISO 8601."""

    name: str | None = None
    status: str | None = None
    target: str | None = None
    target_host: str | None = None
    target_port: int | None = None
    tunnel_port: int | None = None
    protocol: str | None = None
    is_public: bool | None = None
    public_url: str | None = None
    agent_id: str | None = None
    agent_label: str | None = None
    agent_online: bool | None = None
    metadata: JsonObject | None = None
    created_at: str | None = None
    last_checked_at: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _in_our_words(cls, told: Any) -> Any:  # noqa: ANN401 - whatever the API sent
        if not isinstance(told, dict):
            return told
        status = told.get("status")
        words = {"status": STATUSES.get(status, status)} if isinstance(status, str) else {}
        host, port = told.get("targetHost"), told.get("targetPort")
        target = {"target": joined(str(host), port)} if host and isinstance(port, int) else {}
        return {**told, **words, **target}

    @property
    def connection_string(self) -> str | None:
        """How a program on the machine of a connected agent reaches the target by default."""
        port = self.target_port
        return None if port is None else connection_string(self.protocol, port, port)


def joined(host: str, port: int) -> str:
    """`host:port`, with an IPv6 address in brackets, whether it came in them or not."""
    bare = host.removeprefix("[").removesuffix("]")
    return f"[{bare}]:{port}" if ":" in bare else f"{host}:{port}"


class Tunnels(WorkspaceCollection[Tunnel]):
    """The tunnels of the workspace; POST under a name that exists rewrites that tunnel."""

    model = Tunnel
    plain = True

    def __init__(self, client: HttpClient, _parent: str = "") -> None:
        super().__init__(client, path("v1", "tunnels"))

    async def update(self, object_id: str, body: JsonObject) -> Tunnel:
        """Change a tunnel; what PATCH answers is not documented, so that it may say nothing."""
        answer = await self._request("PATCH", self._path(object_id), json=body)
        if isinstance(answer.body, dict) and "id" in answer.body:
            return self._one("PATCH", answer)
        return await self.get(object_id)
