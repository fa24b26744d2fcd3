"""The way to an API: proxies and certificates of this machine, and what is wrong with them."""

import asyncio
import gc
import os
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import certifi
import httpx
import pytest
import trustme

from sevalla_provider.http import ApiError, BadEnvironment, HttpClient, Unreachable
from sevalla_provider.http.route import Route, route_to
from sevalla_provider.lifecycle.errors import explain
from unit.clocks import FakeClock

pytestmark = pytest.mark.anyio

API = "https://api.test/v3"
HERE = "http://127.0.0.1:9/v3"
PASSWORD = "pa55w0rd"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith(("SSL", "OPENSSL")):
            monkeypatch.delenv(name)
    return monkeypatch


def client(address: str = API) -> HttpClient:
    return HttpClient(address, {}, "svl_key", clock=FakeClock(), retry_seconds=0.0)


def told_by(address: str = API) -> str:
    """What a user reads whose environment leads nowhere, before anything is sent."""
    with pytest.raises(BadEnvironment) as caught:
        client(address)
    error = caught.value
    assert (error.retry, error.executed.value) == (False, "no")
    assert error.__suppress_context__  # the libraries' words may repeat a password
    text = explain("create it", error)
    assert "please report it" not in text
    assert "how this machine is set up" in text
    assert PASSWORD not in text
    return text


def proxied(address: str = API) -> httpx.URL | None:
    route = route_to(address)
    return None if route.proxy is None else route.proxy.url


# --- proxies -----------------------------------------------------------------------------------


async def test_without_a_word_of_the_environment_the_way_is_straight() -> None:
    found = route_to(API)
    assert (found.proxy, found.told) == (None, API)
    await client().close()


@pytest.mark.parametrize(
    ("variable", "address"),
    [
        ("HTTPS_PROXY", API),
        ("https_proxy", API),
        ("ALL_PROXY", API),
        ("all_proxy", API),
        ("HTTP_PROXY", "http://emulator.test/v3"),
    ],
)
@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("http://proxy.test:3128", "http://proxy.test:3128"),
        (" http://proxy.test:3128/\n", "http://proxy.test:3128"),
        ("proxy.test:3128", "http://proxy.test:3128"),
        ("https://proxy.test", "https://proxy.test"),
        ("HTTP://proxy.test", "http://proxy.test"),
        ("socks5://127.0.0.1:1080", "socks5://127.0.0.1:1080"),
        ("socks5h://[::1]:1080", "socks5h://[::1]:1080"),
        (f"http://user:{PASSWORD}@proxy.test:3128", "http://proxy.test:3128"),
        (f"user:{PASSWORD}@proxy.test:3128", "http://proxy.test:3128"),
    ],
)
async def test_a_proxy_is_used_and_told_without_its_password(
    environment: pytest.MonkeyPatch, variable: str, address: str, value: str, meant: str
) -> None:
    environment.setenv(variable, value)
    found = route_to(address)
    assert found.proxy is not None
    assert str(found.proxy.url) == meant
    assert found.proxy.auth == (("user", PASSWORD) if "@" in value else None)
    assert f"through {variable}='" in found.told
    assert PASSWORD not in found.told
    await client(address).close()


def test_a_proxy_of_another_scheme_is_not_judged(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HTTP_PROXY", "nonsense")
    environment.setenv("FTP_PROXY", "://")
    assert proxied() is None


def test_the_scheme_s_own_proxy_wins_and_small_letters_win(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ALL_PROXY", "http://all.test")
    environment.setenv("HTTPS_PROXY", "http://large.test")
    environment.setenv("https_proxy", "http://small.test")
    assert proxied() == "http://small.test"


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
@pytest.mark.parametrize(
    "value",
    [
        "http://",
        "http://:3128",
        "http://proxy.test:99999",
        "http://proxy.test:abc",
        "http://proxy.test:0",
        "http://[::1",
        "http://[::g]:1",
        "http://a..b",
        "http://pro xy.test",
        "http://proxy.test:3128:3128",
        "http://proxy\x01.test",
        "socks4://proxy.test",
        "ftp://proxy.test",
        "nonsense://proxy.test",
        "proxy.test:abc",
        f"http://user:{PASSWORD}@proxy.test:abc",
        f"http://user:x#{PASSWORD}@proxy.test:3128",
        f"http://user:x/{PASSWORD}@proxy.test:3128",
        f"http://user:{PASSWORD}\x01@proxy.test:3128",
        f"socks9://user:{PASSWORD}@proxy.test",
    ],
    ids=ascii,
)
def test_a_proxy_that_is_none_is_told_by_variable_and_value(
    environment: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    environment.setenv(variable, value)
    text = told_by()
    assert f"{variable}='" in text
    assert value.rpartition("@")[2] in text.replace("\\x01", "\x01")


@pytest.mark.parametrize(
    "entries",
    [
        "*",
        "other.test,*",
        "api.test",
        ".test",
        "*.test",
        "test",
        "API.Test",
        "other.test, api.test",
        "api.test:443",
        "https://api.test",
        "all://api.test",
        "fd00::/8,api.test",
        "api.test,[::1]",
    ],
)
@pytest.mark.parametrize("variable", ["NO_PROXY", "no_proxy"])
def test_exceptions_from_the_proxy_hold(
    environment: pytest.MonkeyPatch, variable: str, entries: str
) -> None:
    environment.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    environment.setenv(variable, entries)
    assert proxied() is None


@pytest.mark.parametrize(
    "entries", ["other.test", "pi.test", "api.test:8443", "http://api.test", "10.0.0.0/8", ","]
)
def test_exceptions_of_others_do_not(environment: pytest.MonkeyPatch, entries: str) -> None:
    environment.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    environment.setenv("NO_PROXY", entries)
    assert proxied() == "http://proxy.test:3128"


@pytest.mark.parametrize(
    ("entries", "address", "excepted"),
    [
        ("fd00::/8", "https://[fd00::12]/v3", True),
        ("fd00::/8", "https://[fe00::12]/v3", False),
        ("fd00::12", "https://[fd00::12]/v3", True),
        ("[fd00::12]", "https://[fd00::12]/v3", True),
        ("[fd00::12]:443", "https://[fd00::12]/v3", True),
        ("[fd00::12]:8443", "https://[fd00::12]/v3", False),
        ("10.0.0.0/8", "https://10.1.2.3/v3", True),
        ("10.1.2.3/8", "https://10.9.9.9/v3", True),
        ("10.0.0.0/8", "https://11.1.2.3/v3", False),
        ("10.1.2.3", "https://10.1.2.3/v3", True),
        ("::1", "https://[::1]/v3", True),
        ("[::1]", "https://[::1]/v3", True),
    ],
)
def test_networks_are_excepted_as_elsewhere(
    environment: pytest.MonkeyPatch, entries: str, address: str, excepted: bool
) -> None:
    environment.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    environment.setenv("NO_PROXY", entries)
    assert (proxied(address) is None) is excepted


@pytest.mark.parametrize("entries", ["[::1", "[::1]x", "fd00::/999", "10.0.0.0/33", "a:b", "a/b"])
def test_exceptions_that_make_no_sense_are_told(
    environment: pytest.MonkeyPatch, entries: str
) -> None:
    environment.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    environment.setenv("NO_PROXY", f"api.test,{entries}")
    assert f"NO_PROXY='api.test,{entries}' holds something else" in told_by()


@pytest.mark.parametrize("entries", ["fd00::/8", "[::1]", "[::1", "::1,10.0.0.0/8"])
async def test_exceptions_without_a_proxy_do_no_harm(
    environment: pytest.MonkeyPatch, entries: str
) -> None:
    environment.setenv("NO_PROXY", entries)
    await client().close()


def test_a_key_in_clear_for_this_machine_does_not_leave_it(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HTTP_PROXY", "http://proxy.test:3128")
    assert proxied(HERE) is None
    assert proxied("http://emulator.test/v3") == "http://proxy.test:3128"
    environment.setenv("HTTP_PROXY", "http://127.0.0.1:3128")
    assert proxied(HERE) == "http://127.0.0.1:3128"


@asynccontextmanager
async def answering(*replies: bytes) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that hears something and answers in this way, each time; its port, what it heard."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for reply in replies:
            heard.append(await reader.read(4096))
            writer.write(reply)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], heard


# httpcore leaves the connection to a SOCKS proxy open that refused it.
leaves_open = pytest.mark.filterwarnings(
    "ignore:.*unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


async def error_of(there: HttpClient, method: str = "POST") -> ApiError:
    try:
        with pytest.raises(ApiError) as caught:
            await there.request(method, "/things", ())
        return caught.value
    finally:
        await there.close()
        gc.collect()


@leaves_open
@pytest.mark.parametrize(
    ("proxy", "replies", "kind", "words"),
    [
        ("http", [b"HTTP/1.1 407 No\r\n\r\n"], BadEnvironment, "407"),
        ("http", [b"HTTP/1.1 403 Forbidden\r\n\r\n"], BadEnvironment, "403"),
        ("http", [b"HTTP/1.1 502 Bad Gateway\r\n\r\n"], Unreachable, "502"),
        ("socks5", [b"\x05\xff"], BadEnvironment, "Requested"),
        ("socks5", [b"\x05\x02", b"\x01\x01"], BadEnvironment, "Invalid username/password"),
        (
            "socks5h",
            [b"\x05\x02", b"\x01\x00", b"\x05\x04\x00\x01\x00\x00\x00\x00\x00\x00"],
            Unreachable,
            "could not connect",
        ),
    ],
    ids=["407", "403", "502", "no method", "password", "no host"],
)
async def test_a_proxy_that_lets_nobody_through_is_told(
    environment: pytest.MonkeyPatch,
    proxy: str,
    replies: Sequence[bytes],
    kind: type[ApiError],
    words: str,
) -> None:
    async with answering(*replies) as (port, heard):
        environment.setenv("HTTPS_PROXY", f"{proxy}://user:{PASSWORD}@127.0.0.1:{port}")
        error = await error_of(client())
    assert type(error) is kind
    assert error.executed.value == "no"
    assert words in str(error)
    assert f"through HTTPS_PROXY='{proxy}://…@127.0.0.1:{port}'" in str(error)
    assert PASSWORD not in str(error)
    assert heard
    assert b"svl_key" not in b"".join(heard)


@leaves_open
async def test_a_proxy_that_speaks_another_language_is_told(
    environment: pytest.MonkeyPatch,
) -> None:
    async with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as (port, _):
        environment.setenv("HTTPS_PROXY", f"socks5://127.0.0.1:{port}")
        error = await error_of(client())
    assert isinstance(error, Unreachable)
    assert f"through HTTPS_PROXY='socks5://127.0.0.1:{port}'" in str(error)


async def test_a_request_goes_by_a_socks_proxy(environment: pytest.MonkeyPatch) -> None:
    connected = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"
    async with answering(b"\x05\x00", connected, answer) as (port, heard):
        environment.setenv("HTTP_PROXY", f"socks5://127.0.0.1:{port}")
        there = client("http://emulator.test/v3")
        assert (await there.request("GET", "/things", ())).body == {}
        await there.close()
    assert b"emulator.test" in heard[1]
    assert heard[2].startswith(b"GET /v3/things HTTP/1.1\r\n")


async def test_a_proxy_that_is_not_there_is_told(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    error = await error_of(client())
    assert isinstance(error, Unreachable)
    assert f"({API}, through HTTPS_PROXY='http://127.0.0.1:9')" in str(error)


# --- certificates ------------------------------------------------------------------------------


def no_certificates(folder: Path) -> dict[str, tuple[str, str]]:
    """By name: a variable's value, and what is to be read of it."""
    empty, text, key = (folder / name for name in ("empty.pem", "text.pem", "key.pem"))
    empty.touch()
    text.write_text("no certificate at all")
    key.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    return {
        "missing": (str(folder / "missing.pem"), "cannot be read: No such file"),
        "empty": (str(empty), "holds no certificate"),
        "text": (str(text), "holds no certificate"),
        "damaged": (str(key), "holds no certificate"),
        "folder": (str(folder), "is a folder"),
    }


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "damaged", "folder"])
@pytest.mark.parametrize("address", [API, HERE])
def test_a_file_of_certificates_that_is_none_is_told(
    environment: pytest.MonkeyPatch, tmp_path: Path, kind: str, address: str
) -> None:
    value, words = no_certificates(tmp_path)[kind]
    environment.setenv("SSL_CERT_FILE", value)
    assert f"SSL_CERT_FILE='{value}' {words}" in told_by(address)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("missing", "is no folder of certificates"),
        ("file", "is no folder of certificates"),
        ("empty", "holds no certificate under a name by which one is found"),
        ("unhashed", "holds no certificate under a name by which one is found"),
    ],
)
def test_a_folder_of_certificates_that_is_none_is_told(
    environment: pytest.MonkeyPatch, tmp_path: Path, named: str, words: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "unhashed").mkdir()
    (tmp_path / "unhashed" / "ca.pem").write_bytes(Path(certifi.where()).read_bytes())
    environment.setenv("SSL_CERT_DIR", str(tmp_path / named))
    text = told_by()
    assert f"SSL_CERT_DIR='{tmp_path / named}' {words}" in text


async def test_certificates_that_are_well_are_used_and_told(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "5ed36f99.0").symlink_to(certifi.where())
    environment.setenv("SSL_CERT_DIR", str(tmp_path))
    assert f"SSL_CERT_DIR='{tmp_path}'" in route_to(API).told
    environment.setenv("SSL_CERT_FILE", certifi.where())
    found = route_to(API)
    assert found.told == f"{API}, by the certificates of SSL_CERT_FILE='{certifi.where()}'"
    assert isinstance(found.certificates, ssl.SSLContext)
    assert found.certificates.cert_store_stats()["x509_ca"] > 10
    await client().close()


def test_a_log_of_keys_that_cannot_be_written_is_told(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("SSLKEYLOGFILE", str(tmp_path / "no" / "log"))
    assert f"SSLKEYLOGFILE='{tmp_path}/no/log'" in told_by()


@asynccontextmanager
async def secured(authority: trustme.CA) -> AsyncIterator[str]:
    """A server that answers `{}` by TLS; its address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/v3"


async def test_a_server_is_trusted_by_the_certificates_of_the_environment_alone(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours, others = trustme.CA(), trustme.CA()
    ours.cert_pem.write_to_path(tmp_path / "ours.pem")
    others.cert_pem.write_to_path(tmp_path / "others.pem")
    async with secured(ours) as address:
        environment.setenv("SSL_CERT_FILE", str(tmp_path / "ours.pem"))
        there = client(address)
        assert (await there.request("GET", "/things", ())).body == {}
        await there.close()
        environment.setenv("SSL_CERT_FILE", str(tmp_path / "others.pem"))
        error = await error_of(client(address))
    assert isinstance(error, BadEnvironment)
    assert "CERTIFICATE_VERIFY_FAILED" in str(error)
    assert f"by the certificates of SSL_CERT_FILE='{tmp_path}/others.pem'" in str(error)


async def test_a_server_that_speaks_no_tls_is_told_at_once() -> None:
    async with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 20) as (port, _):
        error = await error_of(client(f"https://127.0.0.1:{port}/v3"))
    assert isinstance(error, BadEnvironment)
    assert f"(https://127.0.0.1:{port}/v3)" in str(error)


# --- whatever else -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.InvalidURL(f"Invalid port: '{PASSWORD}'"),
        ImportError("no socksio"),
        OSError(13, "Permission denied"),
        ValueError(PASSWORD),
        UnicodeError("no host"),
    ],
    ids=repr,
)
def test_whatever_else_the_libraries_refuse_is_told_with_all_that_is_set(
    environment: pytest.MonkeyPatch, trouble: Exception
) -> None:
    environment.setenv("HTTPS_PROXY", f"http://user:{PASSWORD}@proxy.test")
    environment.setenv("no_proxy", "other.test")

    def refused(**_: object) -> None:
        raise trouble

    environment.setattr(httpx, "AsyncClient", refused)
    text = told_by()
    assert type(trouble).__name__ in text
    assert "HTTPS_PROXY='http://…@proxy.test'" in text
    assert "no_proxy='other.test'" in text


def test_a_mistake_of_our_own_stays_one(environment: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise AttributeError("by hand")

    environment.setattr(httpx, "AsyncClient", broken)
    with pytest.raises(AttributeError):
        client()


def test_another_transport_needs_no_way(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HTTPS_PROXY", "nonsense://")
    assert Route().proxy is None
    HttpClient(API, {}, "", transport=httpx.MockTransport(lambda _: httpx.Response(200)))
