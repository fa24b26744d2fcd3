"""Connections of agents to a tunnel (`docs/contract/private-connect.md`, Connect)."""

from collections.abc import Mapping

from sevalla_provider.clients.paths import path
from sevalla_provider.clients.private_connect import Unlisted
from sevalla_provider.clients.wire import CamelCased, JsonObject, told_by
from sevalla_provider.http import HttpClient

BY_PORT: Mapping[int, str] = {
    5432: "postgres://localhost:{}/postgres",
    3306: "mysql://localhost:{}",
    6379: "redis://localhost:{}",
    27017: "mongodb://localhost:{}",
}
BY_PROTOCOL: Mapping[str, str] = {
    "http": "http://localhost:{}",
    "https": "https://localhost:{}",
}
OTHERWISE = "tcp://localhost:{}"


def connection_string(protocol: str | None, target_port: int, local_port: int) -> str:
    """What a program gives to its driver, by the documented rules."""
    by_protocol = BY_PROTOCOL.get(protocol or "", OTHERWISE)
    return BY_PORT.get(target_port, by_protocol).format(local_port)


class Connection(CamelCased):
    """An agent's connection to a tunnel. The id is the agent's.

    Only the answer to the POST tells the local port; a look at the tunnel tells the rest.
    """

    target_host: str | None = None
    target_port: int | None = None
    tunnel_port: int | None = None
    local_port: int | None = None
    connection_string: str | None = None


class Connections(Unlisted[Connection]):
    """The connections to one tunnel. They can be made, and neither be read nor be undone."""

    model = Connection

    def __init__(self, client: HttpClient, tunnel_id: str) -> None:
        super().__init__(client, path("v1", "tunnels", tunnel_id))

    async def shown(self) -> None:
        self._one("GET", await self._request("GET", self.path))

    async def get(self, object_id: str) -> Connection:
        """Look at the tunnel: a connection is there as long as that is."""
        answer = await self._request("GET", self.path)
        shown = answer.body if isinstance(answer.body, dict) else {}
        return self._read("GET", {**shown, "id": object_id}, answer.request_id)

    async def create(self, body: JsonObject) -> Connection:
        answer = await self._request("POST", self.path + path("connect"), json=body)
        whole = answer.body if isinstance(answer.body, dict) else {}
        told = {"connectionString": whole.get("connectionString"), "id": body["agentId"]}
        return self._read("POST", {**told_by(whole, "tunnel"), **told}, answer.request_id)

    async def delete(self, object_id: str) -> bool:
        """Leave it as it is: there is no call to undo a connection.

        Whoever does not see its tunnel is in no position to forget it. Raises `NotFound`.
        """
        await self.shown()
        return False
