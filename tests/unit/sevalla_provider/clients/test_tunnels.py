from typing import Any

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.clients import private_connect
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.http import HttpClient, InvalidResponse, NotFound
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.clocks import FakeClock
from unit.samples import AGENT, TUNNEL_ID
from unit.web import Script, said

pytestmark = pytest.mark.anyio

DOCUMENTED: JsonObject = {
    "id": TUNNEL_ID,
    "name": "staging-db",
    "status": "active",
    "targetHost": "db.internal",
    "targetPort": 5432,
    "tunnelPort": 23001,
    "protocol": "tcp",
    "isPublic": False,
    "agentId": AGENT,
    "agentLabel": "office",
    "agentOnline": True,
    "createdAt": "2026-01-01T00:00:00.000Z",
    "lastCheckedAt": None,
    "metadata": {"ownedBy": "team-a"},
}


def tunnels(client: HttpClient) -> Collection[Any]:
    return TUNNEL.collection(client, "")


async def shown(**changed: JsonValue) -> Any:
    script = Script([said(200, DOCUMENTED | changed)])
    return await tunnels(script.client()).get(TUNNEL_ID)


async def test_a_tunnel_is_read_as_documented() -> None:
    found = await shown()
    assert found.model_dump(exclude_none=True) == {
        "id": TUNNEL_ID,
        "name": "staging-db",
        "status": "active",
        "target": "db.internal:5432",
        "target_host": "db.internal",
        "target_port": 5432,
        "tunnel_port": 23001,
        "protocol": "tcp",
        "is_public": False,
        "agent_id": AGENT,
        "agent_label": "office",
        "agent_online": True,
        "connection_string": "postgres://localhost:5432/postgres",
        "created_at": "2026-01-01T00:00:00.000Z",
        "metadata": {"ownedBy": "team-a"},
    }


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("OK", "active"),
        ("FAIL", "error"),
        ("UNKNOWN", "connecting"),
        ("active", "active"),
        ("paused", "paused"),
        ("connecting", "connecting"),
        ("error", "error"),
        ("hibernating", "hibernating"),
        (None, None),
    ],
)
async def test_the_open_server_s_words_are_read_as_the_documented_ones(
    word: str | None, status: str | None
) -> None:
    assert (await shown(status=word)).status == status


@pytest.mark.parametrize(
    ("host", "target"),
    [
        ("db.internal", "db.internal:5432"),
        ("::1", "[::1]:5432"),
        ("[::1]", "[::1]:5432"),
        ("", None),
        (None, None),
    ],
)
async def test_a_target_is_host_and_port(host: str | None, target: str | None) -> None:
    assert (await shown(targetHost=host)).target == target


async def test_a_target_without_a_port_is_not_told() -> None:
    found = await shown(targetPort=None)
    assert (found.target, found.connection_string) == (None, None)


@pytest.mark.parametrize(
    ("port", "protocol", "expected"),
    [
        (5432, "tcp", "postgres://localhost:5432/postgres"),
        (3306, "auto", "mysql://localhost:3306"),
        (6379, None, "redis://localhost:6379"),
        (27017, "tcp", "mongodb://localhost:27017"),
        (3000, "http", "http://localhost:3000"),
        (8443, "https", "https://localhost:8443"),
        (9000, "tcp", "tcp://localhost:9000"),
        (53, "udp", "tcp://localhost:53"),
        (80, None, "tcp://localhost:80"),
    ],
)
async def test_a_connection_string_is_made_by_the_documented_rules(
    port: int, protocol: str | None, expected: str
) -> None:
    assert (await shown(targetPort=port, protocol=protocol)).connection_string == expected


async def test_everything_but_the_id_may_be_null() -> None:
    nulls: JsonObject = dict.fromkeys(DOCUMENTED)
    script = Script([said(200, nulls | {"id": "1"})])
    found = await tunnels(script.client()).get("1")
    assert found.model_dump(exclude_none=True) == {"id": "1"}


@pytest.mark.parametrize("count", [0, 1, 150])
async def test_the_list_is_a_plain_array_and_is_read_at_once(count: int) -> None:
    rows: JsonValue = [{"id": str(number)} for number in range(count)]
    script = Script([said(200, rows)])
    assert list(await tunnels(script.client()).all()) == [str(number) for number in range(count)]
    assert [request.url.path for request in script.requests] == ["/v3/v1/tunnels"]


async def test_a_wrapped_list_is_read_too() -> None:
    script = Script([said(200, {"data": [{"id": "1"}]})])
    assert list(await tunnels(script.client()).all()) == ["1"]


@pytest.mark.parametrize("body", [None, {}, {"tunnels": []}, [7], ["1"], [{"id": ""}]], ids=str)
async def test_a_list_in_another_form_is_nonsense(body: JsonValue) -> None:
    client = Script([httpx.Response(200, json=body)]).client()
    with pytest.raises(InvalidResponse, match="GET /v1/tunnels"):
        await tunnels(client).all()


@pytest.mark.parametrize(
    "answers",
    [
        [DOCUMENTED],
        [{"success": True}, DOCUMENTED],
        [[], DOCUMENTED],
    ],
    ids=["the tunnel", "success", "a list"],
)
async def test_whatever_a_patch_answers_the_tunnel_is_told(answers: list[JsonValue]) -> None:
    script = Script([httpx.Response(200, json=each) for each in answers])
    found = await tunnels(script.client()).update(TUNNEL_ID, {"name": "staging-db"})
    assert found.name == "staging-db"
    assert [request.method for request in script.requests] == ["PATCH", "GET"][: len(answers)]


async def test_a_missing_tunnel_is_an_error_of_its_own() -> None:
    client = Script([said(404, {"message": "Tunnel not found"})]).client()
    with pytest.raises(NotFound, match="Tunnel not found"):
        await tunnels(client).get("1")


@pytest.mark.parametrize("resource", [TUNNEL, TUNNEL_CONNECTION, TUNNEL_SHARE])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
async def test_all_requests_share_one_limit(resource: Resource, method: str) -> None:
    quotas = resource.collection(Script([said(200)]).client(), TUNNEL_ID).quotas(method)
    assert [quota.name for quota in quotas] == ["requests to Private Connect"]


async def test_a_refusal_for_too_many_requests_is_waited_out_and_not_stormed() -> None:
    slowly = said(429, {"message": "slowly"})
    script = Script([slowly, slowly, slowly, said(200, [])], FakeClock())
    await tunnels(script.client()).all()
    pauses = [
        later - earlier for earlier, later in zip(script.times, script.times[1:], strict=False)
    ]
    assert len(pauses) == 3
    assert min(pauses) >= 0.5


async def test_the_key_goes_in_a_header_of_its_own() -> None:
    script = Script([said(200, [])])
    client = private_connect.client("pc_key", transport=httpx.MockTransport(script))
    await tunnels(client).all()
    await client.close()
    (request,) = script.requests
    assert request.headers["x-api-key"] == "pc_key"
    assert str(request.url) == "https://api.privateconnect.co/v1/tunnels"
