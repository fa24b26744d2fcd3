"""What is as good as a credential is in no error and in no word."""

import httpx
import pytest

from sevalla_provider.http import ApiError, HttpClient, Quota, RateLimitTimeout
from unit.listeners import listening
from unit.web import SECRET, Script, limits, said

pytestmark = pytest.mark.anyio

TOKEN = "t0k/en t0k+en"
ESCAPED = "t0k%2Fen%20t0k%2Ben"
PATH = f"/shared/{ESCAPED}/info"
QUOTAS = (Quota("things", 60, 60),)


def knowing(script: Script) -> HttpClient:
    client = script.client(retry_seconds=5)
    client.keep_secret(TOKEN)
    return client


@pytest.mark.parametrize(
    "trouble",
    [
        said(400, {"message": f"{TOKEN} is no token"}),
        said(403, {"message": f"no access to {PATH}"}),
        said(503, {"message": "later"}, x_request_id=TOKEN),
        said(429, {"message": "slowly"}),
        httpx.Response(502, html=f"<p>no answer from {PATH}</p>"),
        httpx.Response(200, html=f"<p>not at {PATH}</p>"),
        httpx.ReadError(f"GET {PATH}"),
        httpx.ConnectError(f"GET {PATH}"),
    ],
    ids=str,
)
async def test_a_secret_in_a_path_is_in_no_error_and_in_no_word(
    trouble: httpx.Response | Exception,
) -> None:
    script = Script([trouble])
    with listening() as listener, pytest.raises(ApiError) as caught:
        await knowing(script).request("GET", PATH, QUOTAS)
    assert script.requests[0].url.raw_path.decode() == f"/v3{PATH}"
    words = f"{caught.value} {caught.value!r} {vars(caught.value)} {listener}"
    assert TOKEN not in words
    assert ESCAPED not in words
    assert "GET /shared/[secret]/info" in words


async def test_a_secret_in_the_path_of_what_waits_is_in_no_word() -> None:
    used_up = httpx.Response(200, json={}, headers=limits(60, 0, 3600))
    client = knowing(Script([used_up]))
    await client.request("GET", PATH, QUOTAS)
    with listening() as listener, pytest.raises(RateLimitTimeout) as caught:
        await client.request("GET", PATH, QUOTAS)
    assert ESCAPED not in f"{caught.value} {listener}"


async def test_the_key_stays_secret_beside_others() -> None:
    script = Script([said(401, {"message": f"{SECRET} does not fit {TOKEN}"})])
    with pytest.raises(ApiError) as caught:
        await knowing(script).request("GET", "/things", QUOTAS)
    assert caught.value.message == "[secret] does not fit [secret]"


async def test_a_secret_that_is_a_part_of_another_leaves_nothing_of_that() -> None:
    script = Script([said(400, {"message": "at https://go.test/abc/rest"})])
    client = script.client()
    client.keep_secret("abc")
    client.keep_secret("https://go.test/abc/rest")
    with pytest.raises(ApiError) as caught:
        await client.request("GET", "/things", QUOTAS)
    assert caught.value.message == "at [secret]"


async def test_nothing_is_no_secret() -> None:
    client = Script([said(400, {"message": "no"})]).client()
    client.keep_secret("")
    with pytest.raises(ApiError) as caught:
        await client.request("GET", "/things", QUOTAS)
    assert caught.value.message == "no"


@pytest.mark.parametrize(
    "content",
    [
        b'{"success": true, "share": {"token": "t0k3n-t0k3n", "na',
        b'  {"token": "t0k3n-t0k3n", }',
        b'[{"token": "t0k3n-t0k3n"}',
    ],
)
async def test_what_is_left_of_an_object_is_not_quoted(content: bytes) -> None:
    client = Script([httpx.Response(201, content=content)]).client()
    with pytest.raises(ApiError) as caught:
        await client.request("POST", "/things", QUOTAS, json={})
    assert "t0k3n" not in str(caught.value)
    assert "the answer is not JSON: it is damaged, or cut off" in str(caught.value)
