from typing import Any

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.http import (
    ApiError,
    Forbidden,
    InvalidResponse,
    NotFound,
    RequestRejected,
    ServerFault,
    Unauthorized,
)
from sevalla_provider.lifecycle.delete import remove
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.listeners import listening
from unit.samples import SHARE_ID, TUNNEL_ID
from unit.web import Script, said

pytestmark = pytest.mark.anyio

TOKEN = "t0k3n-t0k3n-t0k3n"
ADDRESS = f"https://share.test/{TOKEN}"
SECRETS: JsonObject = {"token": TOKEN, "shareUrl": ADDRESS}
OWN: JsonObject = {"id": SHARE_ID, "name": "visitors", "expiresAt": "2026-01-02T00:00:00.000Z"}
KNOWN: JsonObject = {"token": TOKEN, "share_url": ADDRESS}
BODY: JsonObject = {"name": "visitors", "expiresIn": "24h"}


def shares(
    *replies: httpx.Response | Exception, share_id: str = SHARE_ID, known: JsonObject | None = None
) -> tuple[Collection[Any], Script]:
    """The shares of a tunnel, of which one is known."""
    script = Script(replies)
    there = TUNNEL_SHARE.collection(script.client(retry_seconds=5), TUNNEL_ID)
    there.recall(share_id, KNOWN | (known or {}))
    return there, script


async def removed(there: Collection[Any], share_id: str, known: JsonObject | None = None) -> bool:
    return await remove(TUNNEL_SHARE, there, share_id, KNOWN | (known or {}))


async def test_a_share_is_made_as_documented() -> None:
    there, script = shares(said(201, {"success": True, "share": OWN | SECRETS}))
    made = await there.create(BODY)
    assert made.model_dump(exclude_none=True) == {
        "id": SHARE_ID,
        "status": "active",
        "token": TOKEN,
        "share_url": ADDRESS,
        "expires_at": "2026-01-02T00:00:00.000Z",
    }
    (request,) = script.requests
    assert (request.method, request.url.path) == ("POST", f"/v3/v1/tunnels/{TUNNEL_ID}/share")
    assert request.content == b'{"name": "visitors", "expiresIn": "24h"}'


async def test_a_share_that_the_open_server_makes_gets_an_id_that_tells_no_token() -> None:
    there, _ = shares(said(201, SECRETS), said(201, SECRETS), said(201, {"token": "another"}))
    first, again, other = [await there.create(BODY) for _ in range(3)]
    assert (first.token, first.share_url, first.status) == (TOKEN, ADDRESS, "active")
    assert first.id.startswith("token-")
    assert TOKEN not in first.id
    assert first.id == again.id != other.id


@pytest.mark.parametrize(
    "answer", [None, [], {}, {"success": True}, {"share": {}}, {"token": 7}, {"id": ""}], ids=str
)
async def test_an_answer_of_another_form_is_nonsense(answer: JsonValue) -> None:
    there, _ = shares(httpx.Response(201, json=answer))
    with pytest.raises(InvalidResponse, match=f"POST /v1/tunnels/{TUNNEL_ID}/share"):
        await there.create(BODY)


async def test_a_share_is_looked_at_as_a_visitor_does() -> None:
    there, script = shares(said(200, {"name": "visitors"}))
    found = await there.get(SHARE_ID)
    assert (found.id, found.status) == (SHARE_ID, "active")
    assert found.model_fields_set == {"id", "status", "request_id"}
    assert [request.url.path for request in script.requests] == [f"/v3/v1/shared/{TOKEN}/info"]


async def test_a_share_is_known_from_its_making() -> None:
    there, script = shares(said(201, {"token": "new"}), said(200, {}))
    await there.get((await there.create(BODY)).id)
    assert script.requests[-1].url.path == "/v3/v1/shared/new/info"


async def test_an_odd_token_stays_within_its_place_in_the_path() -> None:
    there, script = shares(said(200, {}), known={"token": "../a b?c#d"})
    await there.get(SHARE_ID)
    (request,) = script.requests
    assert request.url.raw_path == b"/v3/v1/shared/..%2Fa%20b%3Fc%23d/info"


@pytest.mark.parametrize("status", [404, 410])
async def test_a_share_that_is_over_is_gone(status: int) -> None:
    there, _ = shares(said(status, {"message": "Share has expired"}))
    with pytest.raises(NotFound):
        await there.get(SHARE_ID)


@pytest.mark.parametrize("token", [None, 7])
async def test_a_share_whose_token_nobody_knows_cannot_be_found(token: JsonValue) -> None:
    there, script = shares(said(200, {}), known={"token": token})
    with pytest.raises(RequestRejected):
        await there.get(SHARE_ID)
    with pytest.raises(RequestRejected):
        await there.get(TUNNEL_ID)
    assert script.count == 0


async def test_a_share_whose_token_nobody_knows_is_revoked_and_not_looked_at() -> None:
    there, script = shares(said(200, {"success": True}), known={"token": None})
    assert await removed(there, SHARE_ID) is False
    assert script.count == 1


async def test_there_is_no_list() -> None:
    there, script = shares(said(500))
    assert await there.all() == {}
    assert script.count == 0


async def test_a_share_is_revoked_without_a_word() -> None:
    there, script = shares(said(200, {"success": True}))
    with listening() as listener:
        assert await removed(there, SHARE_ID) is True
    assert listener.warnings == []
    (request,) = script.requests
    assert (request.method, request.url.path) == ("DELETE", f"/v3/v1/shares/{SHARE_ID}")


END = "it expires by itself "


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(
    ("known", "end"),
    [
        ({"expires_at": "2026-01-02"}, f"{END}at 2026-01-02."),
        ({"expires_at": "2026-01-02", "expires_in": "24h"}, f"{END}at 2026-01-02."),
        ({"expires_in": "24h"}, f"{END}24h after it was made."),
        ({"expires_in": "never"}, "it does not expire by itself."),
        ({}, f"{END}at a time that the API does not tell."),
    ],
    ids=str,
)
async def test_a_share_that_no_key_revokes_is_forgotten_with_a_warning_of_its_end(
    status: int, known: JsonObject, end: str
) -> None:
    refusal, tunnel = said(status, {"message": "Sign in first"}), said(200, {"id": TUNNEL_ID})
    there, script = shares(refusal, tunnel, known=known)
    with listening() as listener:
        assert await removed(there, SHARE_ID, known) is False
    assert script.requests[-1].url.path == f"/v3/v1/tunnels/{TUNNEL_ID}"
    (warning,) = listener.warnings
    assert f"the share {SHARE_ID} cannot be revoked by an API key" in warning
    assert end in warning
    assert TOKEN not in warning


async def test_a_share_without_an_id_of_the_api_is_forgotten_by_whoever_sees_its_tunnel() -> None:
    tunnel = said(200, {"id": TUNNEL_ID})
    there, script = shares(tunnel, said(401), share_id="token-0123456789abcdef")
    with listening() as listener:
        assert await removed(there, "token-0123456789abcdef") is False
    assert len(listener.warnings) == 1
    assert [(each.method, each.url.path) for each in script.requests] == [
        ("GET", f"/v3/v1/tunnels/{TUNNEL_ID}")
    ]
    with listening() as listener, pytest.raises(Unauthorized):
        await removed(there, "token-0123456789abcdef")
    assert listener.warnings == []


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("elsewhere", [401, 403])
async def test_a_key_that_is_good_for_nothing_is_no_share_that_cannot_be_revoked(
    status: int, elsewhere: int
) -> None:
    there, _ = shares(
        said(status, {"message": "Sign in first"}), said(elsewhere, {"message": "who?"})
    )
    with listening() as listener, pytest.raises((Unauthorized, Forbidden)) as caught:
        await removed(there, SHARE_ID)
    assert (caught.value.status, caught.value.message) == (status, "Sign in first")
    assert listener.warnings == []


async def test_whether_a_key_is_good_is_not_known_without_the_tunnel() -> None:
    there, _ = shares(said(401, {"message": "Sign in"}), said(404, {"message": "Tunnel not found"}))
    with listening() as listener, pytest.raises(NotFound):
        await removed(there, SHARE_ID)
    assert listener.warnings == []


async def test_another_refusal_to_revoke_is_an_error() -> None:
    there, _ = shares(said(500, {"message": "oops"}))
    with listening() as listener, pytest.raises(ServerFault):
        await removed(there, SHARE_ID)
    assert listener.warnings == []


@pytest.mark.parametrize(
    "trouble",
    [
        said(403, {"message": f"{TOKEN} does not open {ADDRESS}"}),
        said(503, {"message": f"no way to /v1/shared/{TOKEN}/info"}),
        httpx.Response(502, html=f"<a href='{ADDRESS}'>"),
        httpx.Response(200, content=f'{{"token": "{TOKEN}"'.encode()),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("silence"),
    ],
    ids=["403", "503", "page", "cut off", "no connection", "time-out"],
)
@pytest.mark.parametrize("verb", ["look", "revoke"])
async def test_a_token_is_in_no_error_and_in_no_word(
    trouble: httpx.Response | Exception, verb: str
) -> None:
    there, _ = shares(trouble)
    told = ""
    with listening() as listener:
        try:
            await (there.get(SHARE_ID) if verb == "look" else removed(there, SHARE_ID))
        except ApiError as error:
            told = f"{error} {error!r} {vars(error)}"
    assert TOKEN not in f"{told} {listener}"


async def test_the_token_of_a_new_share_is_in_no_error_even_when_its_answer_is_cut_off() -> None:
    whole = httpx.Response(201, json={"success": True, "share": SECRETS | OWN}).content
    client = Script([httpx.Response(201, content=whole[:90])]).client()
    there = TUNNEL_SHARE.collection(client, TUNNEL_ID)
    with pytest.raises(InvalidResponse) as caught:
        await there.create(BODY)
    assert TOKEN.encode() in whole[:90]
    assert TOKEN not in str(caught.value)
