import gzip

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.clients import sevalla
from sevalla_provider.http.errors import (
    ApiError,
    ErrorForm,
    Executed,
    Forbidden,
    InvalidResponse,
    NotFound,
    PlanLimitReached,
    RateLimited,
    RequestRejected,
    ResponseLost,
    ServerFault,
    Unauthorized,
    UndocumentedNotFound,
    Unreachable,
    says_message,
)
from sevalla_provider.http.limits import Limit
from sevalla_provider.http.transport import Exchange, Response, Transport
from unit.clocks import FakeClock
from unit.web import ADDRESS, SECRET, Script, limits, said

pytestmark = pytest.mark.anyio

HTML = "<html><body>Bad gateway</body></html>"


async def exchange(
    reply: httpx.Response | Exception, method: str = "GET", documented: ErrorForm = says_message
) -> Exchange:
    carrier = httpx.MockTransport(Script([reply]))
    async with httpx.AsyncClient(base_url=ADDRESS, transport=carrier) as client:
        transport = Transport(client, SECRET, FakeClock(), documented=documented)
        return await transport.send(method, "/things")


async def error(
    reply: httpx.Response | Exception, method: str = "GET", documented: ErrorForm = says_message
) -> ApiError:
    outcome = (await exchange(reply, method, documented)).outcome
    assert isinstance(outcome, ApiError)
    return outcome


@pytest.mark.parametrize(
    ("status", "kind", "executed", "retry"),
    [
        (302, InvalidResponse, Executed.PERHAPS, True),
        (400, RequestRejected, Executed.NO, False),
        (401, Unauthorized, Executed.NO, False),
        (402, PlanLimitReached, Executed.NO, False),
        (403, Forbidden, Executed.NO, False),
        (404, NotFound, Executed.NO, False),
        (409, RequestRejected, Executed.NO, False),
        (410, NotFound, Executed.NO, False),
        (418, RequestRejected, Executed.NO, False),
        (422, RequestRejected, Executed.NO, False),
        (429, RateLimited, Executed.NO, True),
        (500, ServerFault, Executed.PERHAPS, True),
        (502, ServerFault, Executed.PERHAPS, True),
        (503, ServerFault, Executed.PERHAPS, True),
        (504, ServerFault, Executed.PERHAPS, True),
    ],
)
async def test_a_status_says_what_went_wrong(
    status: int, kind: type[ApiError], executed: Executed, retry: bool
) -> None:
    found = await error(said(status, {"message": "no", "status": status}))
    assert type(found) is kind
    assert (found.executed, found.retry, found.status) == (executed, retry, status)


ROUTE = "Route GET:/things not found"

OF_SOMEBODY_ELSE = {
    "a proxy's page": httpx.Response(404, html="<h1>404 Not Found</h1><hr>nginx"),
    "nothing at all": httpx.Response(404),
    "FastAPI": said(404, {"detail": "Not Found"}),
    "an error": said(404, {"error": {"message": "no", "status": 404}}),
    "a word": said(404, "not found"),
    "a list": said(404, ["not found"]),
    "null": said(404, None),
    "no words": said(404, {"message": None, "status": 404}),
    "another status": said(404, {"message": "no", "status": 400}),
    "a status in words": said(404, {"message": "no", "status": "404"}),
    "an unknown route": said(404, {"message": ROUTE, "error": "Not Found", "statusCode": 404}),
    "a message alone": said(404, {"message": "Not Found"}),
    "cut off": httpx.Response(404, content=b'{"message": "no", "status": 404'),
}


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("reply", OF_SOMEBODY_ELSE.values(), ids=OF_SOMEBODY_ELSE)
async def test_a_404_in_another_form_than_the_api_s_is_no_absence(
    reply: httpx.Response, status: int, method: str
) -> None:
    reply = httpx.Response(status, content=reply.content, headers=reply.headers)
    found = await error(reply, method, sevalla.documented)
    assert type(found) is UndocumentedNotFound
    # Whoever answered may have handed the request on before.
    assert (found.executed, found.retry) == (Executed.PERHAPS, False)
    for named in ("sevalla:apiUrl", "SEVALLA_API_URL", "/v3", "PRIVATE_CONNECT_API_URL"):
        assert named in str(found)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize(
    "more", [{}, {"data": {"code": "err-not-found", "message": "no"}}, {"data": None, "new": 1}]
)
async def test_a_404_in_the_documented_form_is_an_absence(
    more: dict[str, JsonValue], status: int, method: str
) -> None:
    reply = said(status, {"message": "process not found", "status": status, **more})
    found = await error(reply, method, sevalla.documented)
    assert type(found) is NotFound
    assert found.executed is Executed.NO


@pytest.mark.parametrize(
    "body",
    [
        {"message": "Tunnel not found"},
        {"statusCode": 404, "message": "Tunnel not found", "error": "Not Found"},
    ],
    ids=str,
)
async def test_words_are_the_form_of_private_connect(body: dict[str, JsonValue]) -> None:
    assert type(await error(said(404, body))) is NotFound


@pytest.mark.parametrize(
    "reply",
    [
        httpx.Response(404, html="<h1>404</h1>"),
        httpx.Response(404),
        said(404, {"detail": "Not Found"}),
        said(404, {"message": ["Not Found"]}),
    ],
    ids=["a page", "nothing", "FastAPI", "a list"],
)
async def test_without_words_it_is_not_private_connect(reply: httpx.Response) -> None:
    assert type(await error(reply)) is UndocumentedNotFound


@pytest.mark.parametrize(
    ("broken", "kind", "executed"),
    [
        (httpx.ConnectError("refused"), Unreachable, Executed.NO),
        (httpx.ConnectTimeout("no answer"), Unreachable, Executed.NO),
        (httpx.PoolTimeout("busy"), Unreachable, Executed.NO),
        (httpx.ReadTimeout("silence"), ResponseLost, Executed.PERHAPS),
        (httpx.WriteTimeout("stuck"), ResponseLost, Executed.PERHAPS),
        (httpx.ReadError("reset"), ResponseLost, Executed.PERHAPS),
        (httpx.WriteError("reset"), ResponseLost, Executed.PERHAPS),
        (httpx.RemoteProtocolError("closed"), ResponseLost, Executed.PERHAPS),
    ],
)
async def test_a_broken_connection_says_whether_the_request_may_have_been_carried_out(
    broken: Exception, kind: type[ApiError], executed: Executed
) -> None:
    found = await error(broken)
    assert type(found) is kind
    assert (found.executed, found.retry) == (executed, True)
    assert type(broken).__name__ in found.message


async def test_the_documented_error_body_is_told_in_full() -> None:
    """Peer row 5: `x-request-id` is never shown."""
    body: JsonValue = {
        "message": "Unprocessable",
        "status": 422,
        "data": {"code": "err-web-process-exists", "message": "there is a web process already"},
    }
    found = await error(said(422, body, x_request_id="r-1"), "POST")
    assert (found.code, found.request_id) == ("err-web-process-exists", "r-1")
    assert str(found) == (
        "POST /things: there is a web process already "
        "(status 422, code err-web-process-exists, request id r-1)"
    )


async def test_an_error_body_without_data_is_told_by_its_message() -> None:
    found = await error(said(404, {"message": "no such application", "status": 404}))
    assert (found.message, found.code) == ("no such application", None)


@pytest.mark.parametrize("data", [None, "err-odd", [], {}, {"code": 7, "message": None}])
async def test_an_error_body_with_odd_data_is_told_by_its_message(data: object) -> None:
    content = {"message": "no such application", "status": 404, "data": data}
    found = await error(httpx.Response(404, json=content))
    assert (found.message, found.code) == ("no such application", None)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (httpx.Response(502, html=HTML), f"Bad Gateway: {HTML!r}"),
        (httpx.Response(502), "Bad Gateway: nothing at all"),
        (httpx.Response(500, json=["boom"]), "Internal Server Error: '[\"boom\"]'"),
        (httpx.Response(500, json="boom"), "Internal Server Error: '\"boom\"'"),
        (httpx.Response(599), "no reason given: nothing at all"),
        (httpx.Response(500, json={}), "Internal Server Error"),
    ],
)
async def test_an_error_in_another_form_is_told_as_far_as_it_goes(
    reply: httpx.Response, message: str
) -> None:
    """Peer row 5: an answer in HTML becomes a bare code."""
    assert (await error(reply)).message == message


async def test_a_long_page_is_quoted_by_its_beginning() -> None:
    found = await error(httpx.Response(502, html="<p>" + "x" * 5000))
    assert len(found.message) < 200


@pytest.mark.parametrize(
    "reply",
    [
        httpx.Response(200, html=HTML),
        httpx.Response(200, content=b'{"id": "1"'),
        httpx.Response(200),
        httpx.Response(201, content=b"\xff\xfe\x00"),
        httpx.Response(200, content=b"[" * 100_000),
    ],
    ids=["html", "cut off", "empty", "no text", "a hundred thousand deep"],
)
async def test_an_answer_that_is_not_json_is_nonsense(reply: httpx.Response) -> None:
    found = await error(reply)
    assert isinstance(found, InvalidResponse)
    assert "not JSON" in found.message


@pytest.mark.parametrize(
    ("method", "reply"),
    [
        ("DELETE", httpx.Response(204)),
        ("DELETE", httpx.Response(200)),
        ("PATCH", httpx.Response(204)),
    ],
)
async def test_nothing_is_an_answer_where_that_is_documented(
    method: str, reply: httpx.Response
) -> None:
    assert (await exchange(reply, method)).outcome == Response(None, None)


async def test_an_answer_carries_its_request_id_and_its_word_on_the_limit() -> None:
    reply = httpx.Response(200, json={"id": "1"}, headers={"x-request-id": "r-2"} | limits(9, 8, 7))
    found = await exchange(reply)
    assert found == Exchange(Response({"id": "1"}, "r-2"), Limit(9, 8, 7.0))


async def test_a_429_carries_when_to_come_back_and_its_word_on_the_limit() -> None:
    found = await exchange(
        httpx.Response(429, json={}, headers={"retry-after": "9"} | limits(30, 0, 5))
    )
    assert found.limit == Limit(30, 0, 5.0)
    assert isinstance(found.outcome, RateLimited)
    assert found.outcome.retry_after == 9.0


@pytest.mark.parametrize(
    "reply",
    [
        said(401, {"message": f"the key {SECRET} is not valid"}),
        said(401, {"message": "no", "data": {"code": f"err-{SECRET}", "message": SECRET}}),
        said(401, {"message": "no"}, x_request_id=SECRET),
        said(401, {"message": {"headers": {"authorization": f"Bearer {SECRET}"}}}),
        httpx.Response(502, html=f"<p>Bearer {SECRET}</p>"),
        httpx.Response(200, html=f"<p>Bearer {SECRET}</p>"),
        httpx.Response(502, html="x" * 100 + SECRET),
        httpx.Response(502, extensions={"reason_phrase": SECRET.encode()}),
        httpx.ReadError(f"while sending Bearer {SECRET}"),
        httpx.ConnectError(f"while sending Bearer {SECRET}"),
    ],
    ids=[
        "message",
        "code",
        "request id",
        "message that is no text",
        "page",
        "page with a good status",
        "page, cut off within the key",
        "reason",
        "read error",
        "connect error",
    ],
)
async def test_the_key_is_in_no_error_even_when_the_server_repeats_it(
    reply: httpx.Response | Exception,
) -> None:
    found = await error(reply)
    shown = f"{found} {found!r} {vars(found)}"
    assert SECRET[:12] not in shown
    assert found.__cause__ is None


async def test_a_body_is_sent_as_json() -> None:
    script = Script([said(201, {"id": "1"})])
    async with httpx.AsyncClient(base_url=ADDRESS, transport=httpx.MockTransport(script)) as client:
        await Transport(client, SECRET, FakeClock()).send("POST", "/things", json={"name": "ä"})
    (request,) = script.requests
    assert request.headers["content-type"] == "application/json"
    assert request.content == b'{"name": "\\u00e4"}'


async def test_a_broken_compression_is_nonsense() -> None:
    half = gzip.compress(b'{"id": "1"}' * 100)[:40]
    carrier = httpx.MockTransport(
        lambda _: httpx.Response(
            200,
            stream=httpx.ByteStream(half[:10] + b"?" * 20),
            headers={"content-encoding": "gzip"},
        )
    )
    async with httpx.AsyncClient(base_url=ADDRESS, transport=carrier) as client:
        found = await Transport(client, SECRET, FakeClock()).send("GET", "/things")
    assert isinstance(found.outcome, InvalidResponse)
