from typing import Any

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.http import ApiError, InvalidResponse, NotFound, Unauthorized
from sevalla_provider.lifecycle.delete import remove
from sevalla_provider.resources.tunnels.targets import connection_string
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from unit.samples import AGENT, TUNNEL_ID
from unit.web import Script, said

pytestmark = pytest.mark.anyio

TOLD: JsonObject = {
    "id": TUNNEL_ID,
    "name": "staging-db",
    "targetHost": "db.internal",
    "targetPort": 5432,
    "localPort": 15432,
    "tunnelPort": 23001,
}
TEXT = "postgres://localhost:15432/postgres"


def connections(*replies: httpx.Response) -> tuple[Collection[Any], Script]:
    script = Script(replies)
    return TUNNEL_CONNECTION.collection(script.client(), TUNNEL_ID), script


@pytest.mark.parametrize(
    "answer",
    [
        {"success": True, "tunnel": TOLD, "connectionString": TEXT, "message": "Connected"},
        {"success": True, **TOLD, "connectionString": TEXT},
    ],
    ids=["as documented", "without a wrapping"],
)
async def test_a_connection_is_made_and_known_by_the_agent(answer: JsonObject) -> None:
    there, script = connections(said(200, answer))
    made = await there.create({"agentId": AGENT, "localPort": 15432})
    assert made.model_dump(exclude_none=True) == {
        "id": AGENT,
        "target_host": "db.internal",
        "target_port": 5432,
        "tunnel_port": 23001,
        "local_port": 15432,
        "connection_string": TEXT,
    }
    (request,) = script.requests
    assert (request.method, request.url.path) == ("POST", f"/v3/v1/tunnels/{TUNNEL_ID}/connect")
    assert request.content == f'{{"agentId": "{AGENT}", "localPort": 15432}}'.encode()


@pytest.mark.parametrize("answer", [{"success": True}, {}, [], "fine"], ids=str)
async def test_an_answer_that_tells_nothing_is_taken_for_success(answer: JsonValue) -> None:
    there, _ = connections(httpx.Response(200, json=answer))
    made = await there.create({"agentId": AGENT})
    assert made.model_dump(exclude_none=True) == {"id": AGENT}


async def test_an_answer_of_another_form_is_nonsense() -> None:
    there, _ = connections(said(200, {"tunnel": {"localPort": "many"}}))
    with pytest.raises(InvalidResponse, match=f"POST /v1/tunnels/{TUNNEL_ID}"):
        await there.create({"agentId": AGENT})


async def test_a_connection_is_there_as_long_as_its_tunnel_is() -> None:
    there, script = connections(said(200, TOLD), said(404, {"message": "Tunnel not found"}))
    found = await there.get(AGENT)
    assert (found.id, found.target_port) == (AGENT, 5432)
    with pytest.raises(NotFound, match="Tunnel not found"):
        await there.get(AGENT)
    assert {request.url.path for request in script.requests} == {f"/v3/v1/tunnels/{TUNNEL_ID}"}


async def test_there_is_no_list_and_no_undoing() -> None:
    there, script = connections(said(200, {"id": TUNNEL_ID}))
    assert await there.all() == {}
    assert await remove(TUNNEL_CONNECTION, there, AGENT, {}) is False
    assert [(each.method, each.url.path) for each in script.requests] == [
        ("GET", f"/v3/v1/tunnels/{TUNNEL_ID}")
    ]


@pytest.mark.parametrize(("status", "kind"), [(401, Unauthorized), (404, NotFound)])
async def test_a_connection_is_not_forgotten_by_whoever_does_not_see_its_tunnel(
    status: int, kind: type[ApiError]
) -> None:
    there, _ = connections(said(status, {"message": "no"}))
    with pytest.raises(kind):
        await remove(TUNNEL_CONNECTION, there, AGENT, {})


@pytest.mark.parametrize(
    ("target_port", "protocol", "expected"),
    [
        (5432, None, "postgres://localhost:1/postgres"),
        (5432, "http", "postgres://localhost:1/postgres"),
        (3306, "tcp", "mysql://localhost:1"),
        (6379, "tcp", "redis://localhost:1"),
        (27017, "tcp", "mongodb://localhost:1"),
        (8080, "http", "http://localhost:1"),
        (443, "https", "https://localhost:1"),
        (443, "auto", "tcp://localhost:1"),
        (443, "smtp", "tcp://localhost:1"),
    ],
)
def test_the_target_s_port_and_protocol_make_the_connection_string(
    target_port: int, protocol: str | None, expected: str
) -> None:
    assert connection_string(protocol, target_port, 1) == expected
