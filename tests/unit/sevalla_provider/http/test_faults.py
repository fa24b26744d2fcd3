"""Whatever an exchange ends in is an error of the tree."""

import ssl

import httpx
import pytest

from sevalla_provider.http.errors import (
    ApiError,
    BadEnvironment,
    Executed,
    InvalidResponse,
    ResponseLost,
    Unreachable,
)
from sevalla_provider.http.transport import Transport
from unit.clocks import FakeClock
from unit.web import ADDRESS, SECRET, Script, said

pytestmark = pytest.mark.anyio


def because(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


UNTRUSTED = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] self-signed")
PLAIN = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number")


async def ended(error: Exception, way: str = "") -> ApiError:
    script = Script([error])
    async with httpx.AsyncClient(base_url=ADDRESS, transport=httpx.MockTransport(script)) as client:
        sent = await Transport(client, SECRET, FakeClock(), way=way).send("POST", "/things")
    assert isinstance(sent.outcome, ApiError)
    return sent.outcome


@pytest.mark.parametrize(
    ("error", "kind", "executed", "retry"),
    [
        (httpx.InvalidURL("too long"), BadEnvironment, Executed.NO, False),
        (httpx.UnsupportedProtocol("none"), BadEnvironment, Executed.NO, False),
        (UnicodeError("label too long"), BadEnvironment, Executed.NO, False),
        (OverflowError("port must be 0-65535"), BadEnvironment, Executed.NO, False),
        (httpx.ProxyError("407 Authentication Required"), BadEnvironment, Executed.NO, False),
        (httpx.ProxyError("403 Forbidden"), BadEnvironment, Executed.NO, False),
        (httpx.ProxyError("Invalid username/password"), BadEnvironment, Executed.NO, False),
        (httpx.ProxyError("503 Service Unavailable"), Unreachable, Executed.NO, True),
        (
            httpx.ProxyError("Proxy Server could not connect: Host unreachable."),
            Unreachable,
            Executed.NO,
            True,
        ),
        (because(httpx.ConnectError("x"), UNTRUSTED), BadEnvironment, Executed.NO, False),
        (because(httpx.ConnectError("x"), PLAIN), BadEnvironment, Executed.NO, False),
        (
            because(httpx.ConnectError("x"), ssl.SSLEOFError(8, "[SSL: UNEXPECTED_EOF]")),
            Unreachable,
            Executed.NO,
            True,
        ),
        (httpx.ConnectError("refused"), Unreachable, Executed.NO, True),
        (httpx.LocalProtocolError("odd"), ResponseLost, Executed.PERHAPS, True),
        (ssl.SSLError(1, "bad record mac"), ResponseLost, Executed.PERHAPS, True),
        (OSError(9, "bad file"), ResponseLost, Executed.PERHAPS, True),
        (EOFError(), ResponseLost, Executed.PERHAPS, True),
        (ValueError("odd"), ResponseLost, Executed.PERHAPS, True),
        (AssertionError(), ResponseLost, Executed.PERHAPS, True),
        (httpx.DecodingError("bad gzip"), InvalidResponse, Executed.PERHAPS, True),
    ],
    ids=repr,
)
async def test_an_exchange_that_ends_in_anything_is_an_error_for_people(
    error: Exception, kind: type[ApiError], executed: Executed, retry: bool
) -> None:
    found = await ended(error)
    assert type(found) is kind
    assert (found.executed, found.retry) == (executed, retry)
    assert type(error).__name__ in str(found)


WAY = "https://api.test, through HTTPS_PROXY='http://proxy.test:3128'"


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ProxyError("407 No")])
async def test_where_no_connection_comes_about_the_way_is_told(error: Exception) -> None:
    assert WAY in str(await ended(error, WAY))


async def test_where_one_was_lost_the_way_is_no_matter() -> None:
    assert WAY not in str(await ended(httpx.ReadTimeout("silence"), WAY))


@pytest.mark.parametrize("status", [200, 404, 500])
@pytest.mark.parametrize("charset", ["nonsense", "hex", "base64", "idna", "utf-16", "", '"'])
async def test_a_character_set_that_nobody_knows_harms_nothing(status: int, charset: str) -> None:
    page = httpx.Response(
        status, content=b"<p>caf\xe9</p>", headers={"content-type": f"text/html; charset={charset}"}
    )
    json = httpx.Response(
        200,
        content=b'{"id": "1"}',
        headers={"content-type": f"application/json; charset={charset}"},
    )
    carrier = httpx.MockTransport(lambda request: page if request.method == "GET" else json)
    async with httpx.AsyncClient(base_url=ADDRESS, transport=carrier) as client:
        transport = Transport(client, SECRET, FakeClock())
        told = (await transport.send("GET", "/things")).outcome
        assert isinstance(told, ApiError)
        assert "<p>caf" in told.message
        assert (await transport.send("POST", "/things")).response_or_raise().body == {"id": "1"}


async def test_a_url_that_is_too_long_is_no_crash() -> None:
    script = Script([said(200)])
    async with httpx.AsyncClient(base_url=ADDRESS, transport=httpx.MockTransport(script)) as client:
        sent = await Transport(client, SECRET, FakeClock()).send("GET", f"/{'x' * 70_000}")
    assert type(sent.outcome) is BadEnvironment
    assert script.count == 0
