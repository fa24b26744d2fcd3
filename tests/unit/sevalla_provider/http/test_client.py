import asyncio
import random
from collections.abc import Callable, Sequence

import httpx
import pytest

from sevalla_provider.http import (
    ApiError,
    InvalidResponse,
    Quota,
    RateLimited,
    ResponseLost,
    ServerFault,
    Unreachable,
)
from sevalla_provider.version import VERSION
from unit.listeners import listening
from unit.web import SECRET, Script, limits, said

pytestmark = pytest.mark.anyio

QUOTAS = (Quota("things", 1000, 60),)
FINE = said(200, {"id": "1"})
Trouble = httpx.Response | Exception

TROUBLES: dict[str, Trouble] = {
    "no connection": httpx.ConnectError("refused"),
    "time-out": httpx.ReadTimeout("silence"),
    "reset": httpx.ReadError("reset"),
    "closed": httpx.RemoteProtocolError("closed"),
    "429": said(429, {"message": "slow down"}),
    "500": said(500, {"message": "oops"}),
    "502": httpx.Response(502, html="<p>Bad gateway</p>"),
    "503": httpx.Response(503),
    "504": httpx.Response(504),
    "nonsense": httpx.Response(200, html="<p>Log in to the hotel's network</p>"),
}
SURELY_NOT_CARRIED_OUT = ("no connection", "429")


async def test_each_request_says_what_asks_and_which_version_of_it() -> None:
    script = Script([TROUBLES["503"], FINE])
    client = script.client()
    await client.request("GET", "/things", QUOTAS)
    await client.request("POST", "/things", QUOTAS, json={"a": 1})
    told = {request.headers["user-agent"] for request in script.requests}
    assert {each.partition(" ")[0] for each in told} == {f"pulumi-sevalla/{VERSION}"}


@pytest.mark.parametrize("method", ["GET", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_what_harms_nobody_is_sent_again(method: str, trouble: Trouble) -> None:
    script = Script([trouble, trouble, FINE])
    answer = await script.client().request(method, "/things", QUOTAS)
    assert answer.body == {"id": "1"}
    assert script.count == 3


@pytest.mark.parametrize("trouble", SURELY_NOT_CARRIED_OUT)
async def test_a_post_is_sent_again_when_it_was_surely_not_carried_out(trouble: str) -> None:
    script = Script([TROUBLES[trouble], said(201, {"id": "1"})])
    answer = await script.client().request("POST", "/things", QUOTAS, json={})
    assert answer.body == {"id": "1"}
    assert script.count == 2


@pytest.mark.parametrize("trouble", sorted(TROUBLES.keys() - set(SURELY_NOT_CARRIED_OUT)))
async def test_a_post_is_never_sent_twice_when_it_may_have_been_carried_out(trouble: str) -> None:
    script = Script([TROUBLES[trouble], said(201, {"id": "2"})])
    with pytest.raises((ResponseLost, ServerFault, InvalidResponse)):
        await script.client().request("POST", "/things", QUOTAS, json={})
    assert script.count == 1


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
async def test_a_clear_no_is_final(method: str, status: int) -> None:
    script = Script([said(status, {"message": "no"}), FINE])
    with pytest.raises(ApiError) as caught:
        await script.client().request(method, "/things", QUOTAS)
    assert caught.value.status == status
    assert script.count == 1


async def test_a_request_that_keeps_failing_is_given_up_after_the_budget() -> None:
    script = Script([httpx.Response(503)])
    started = script.clock.now()
    with pytest.raises(ServerFault):
        await script.client(retry_seconds=60).request("GET", "/things", QUOTAS)
    assert 60 <= script.clock.now() - started <= 70
    assert script.count > 5


async def test_a_short_budget_means_few_repetitions() -> None:
    script = Script([httpx.ConnectError("refused")])
    with pytest.raises(Unreachable):
        await script.client(retry_seconds=0.01).request("GET", "/things", QUOTAS)
    assert script.count <= 5


async def test_the_pauses_grow_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "uniform", lambda _least, most: most)
    script = Script([httpx.ReadError("reset")] * 7 + [said(200, {})])
    await script.client().request("GET", "/1", [])
    assert script.clock.slept == [0.5, 1, 2, 4, 8, 10, 10]


async def test_a_whole_window_of_failures_is_outlasted_by_default() -> None:
    def until_a_minute_is_over(_request: httpx.Request) -> Trouble:
        return FINE if script.clock.now() >= over else httpx.Response(503)

    script = Script([until_a_minute_is_over])
    over = script.clock.now() + 61
    assert (await script.client().request("GET", "/things", QUOTAS)).body == {"id": "1"}


async def test_being_kept_out_by_others_is_borne_for_longer_than_failures_are() -> None:
    def until_others_are_done(_request: httpx.Request) -> Trouble:
        done = script.clock.now() >= over
        return FINE if done else httpx.Response(429, headers=limits(30, 0, 60))

    script = Script([until_others_are_done])
    over = script.clock.now() + 300
    answer = await script.client(retry_seconds=10).request("GET", "/things", QUOTAS)
    assert answer.body == {"id": "1"}
    assert script.count <= 6


async def test_being_kept_out_for_ever_ends_in_an_error() -> None:
    """Peer row 4: after retries the body is drained, and the message a bare code."""
    told = {"message": "come back later", "status": 429}
    script = Script([httpx.Response(429, json=told, headers=limits(30, 0, 60))])
    with pytest.raises(RateLimited, match="come back later"):
        await script.client().request("GET", "/things", QUOTAS)


async def test_waiting_for_the_rate_limit_uses_up_nothing_of_the_budget() -> None:
    replies: Sequence[Trouble | Callable[[httpx.Request], Trouble]] = [
        httpx.Response(200, json={}, headers=limits(30, 0, 300)),
        httpx.Response(503),
        FINE,
    ]
    script = Script(replies)
    client = script.client(retry_seconds=90)
    await client.request("GET", "/things", QUOTAS)
    assert (await client.request("GET", "/things", QUOTAS)).body == {"id": "1"}


async def test_a_repetition_is_told_without_the_key() -> None:
    script = Script([httpx.ReadError(f"Bearer {SECRET}"), FINE])
    with listening() as listener:
        await script.client().request("GET", "/things", QUOTAS)
    (told,) = listener.statuses
    assert told.startswith("ReadError")
    assert "(GET /things), trying again" in told
    assert SECRET not in told


async def test_a_request_ends_at_once_when_it_is_cancelled() -> None:
    script = Script([httpx.Response(503)])
    request = asyncio.create_task(script.client(1e9).request("GET", "/things", QUOTAS))
    await script.clock.sleep(5)
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    count = script.count
    await script.clock.sleep(100)
    assert script.count == count


async def test_the_credential_goes_with_every_request() -> None:
    script = Script([FINE])
    await script.client().request("GET", "/things", QUOTAS, params={"limit": 100, "offset": 0})
    (request,) = script.requests
    assert request.headers["authorization"] == f"Bearer {SECRET}"
    assert str(request.url) == "http://api.test/v3/things?limit=100&offset=0"


async def test_the_key_does_not_show_when_a_client_is_printed() -> None:
    assert SECRET not in repr(Script([FINE]).client())
