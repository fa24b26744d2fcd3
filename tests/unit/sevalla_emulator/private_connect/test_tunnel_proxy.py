"""The URLs of shares and public tunnels, in front of a real server."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from pydantic import JsonValue

from sevalla_emulator.serving.server import temporary_certificates
from sevalla_emulator.testing import (
    Control,
    EmulatedObject,
    ManualClock,
    RunningEmulator,
    running_emulator,
)
from unit.sevalla_emulator.private_connect.support import (
    TUNNELS,
    calling_tunnels,
    refusal,
    tunnel,
)
from unit.sevalla_emulator.support import UNLIMITED, Api


class _Telling(BaseHTTPRequestHandler):
    """Tells what it was asked."""

    protocol_version = "HTTP/1.1"

    def _tell(self) -> None:
        if self.path == "/broken":
            self.send_response(200)
            self.send_header("content-length", "100")
            self.end_headers()
            self.wfile.write(b"only so much")
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        told = f"{self.command} {self.path} {self.headers['host']} {body.decode()}".encode()
        self.send_response(207)
        self.send_header("set-cookie", "a=1")
        self.send_header("set-cookie", "b=2")
        self.send_header("content-length", str(len(told)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(told)

    do_GET = do_HEAD = do_POST = do_DELETE = _tell  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True)
class Site:
    """A tunnel to a server that tells what it was asked."""

    path: str
    port: int
    tunnels: Api

    def share_url(self, **more: JsonValue) -> str:
        share = self.tunnels.made(f"{self.path}/share", {"name": "x", **more})["share"]
        assert isinstance(share, dict)
        return str(share["shareUrl"])


@contextmanager
def telling(tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server that tells what it was asked; its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Telling) as server:
        server.daemon_threads = True
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def target() -> Iterator[int]:
    with telling() as port:
        yield port


@pytest.fixture(scope="module")
def relaying() -> Iterator[RunningEmulator]:
    with running_emulator(settings=UNLIMITED, forwarding=True, clock=ManualClock()) as running:
        yield running


@pytest.fixture
def emulator(relaying: RunningEmulator) -> RunningEmulator:
    relaying.control.reset()
    return relaying


@pytest.fixture
def site(emulator: RunningEmulator, agent: EmulatedObject, target: int) -> Iterator[Site]:
    with calling_tunnels(emulator) as tunnels:
        body = tunnel(agent, name="site", target=f"site.internal:{target}", protocol="http")
        path = f"{TUNNELS}/{tunnels.made(TUNNELS, body)['id']}"
        tunnels.seen(path)
        yield Site(path, target, tunnels)


def test_a_share_hands_on_what_it_is_asked(site: Site) -> None:
    url = site.share_url()

    answer = httpx.post(f"{url}/a%20b/c?x=1&y=%2F", content=b"hello")

    host = f"site.internal:{site.port}"
    assert answer.status_code == 207
    assert answer.text == f"POST /a%20b/c?x=1&y=%2F {host} hello"
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert httpx.get(url).text == f"GET / {host} "
    assert httpx.head(url).headers["content-length"] == str(len(f"HEAD / {host} "))


def test_a_target_may_speak_tls(site: Site, agent: EmulatedObject) -> None:
    with temporary_certificates() as certificates, telling(certificates.server) as port:
        body = tunnel(agent, name="site", target=f"localhost:{port}", protocol="https")
        site.tunnels.made(TUNNELS, body)
        site.tunnels.seen(site.path)

        assert httpx.get(site.share_url()).text == f"GET / localhost:{port} "


def test_only_the_methods_that_were_shared(site: Site) -> None:
    url = site.share_url(allowedMethods=["GET", "HEAD"])

    refused = httpx.post(url)

    assert httpx.get(url).status_code == 207
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")
    assert refusal(refused)


def test_only_so_many_a_minute(site: Site, control: Control) -> None:
    url, other = site.share_url(rateLimitPerMin=2), site.share_url(rateLimitPerMin=2)

    answers = [httpx.get(url) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [207, 207, 429]
    assert refusal(answers[2])
    assert httpx.get(other).status_code == 207
    control.advance(60)
    assert httpx.get(url).status_code == 207


def test_only_for_its_time(site: Site, control: Control) -> None:
    url = site.share_url(expiresIn="1h")

    control.advance(3599)
    assert httpx.get(url).status_code == 207
    control.advance(1)
    assert httpx.get(url).status_code == 410


def test_a_revoked_share_is_not_found(site: Site, control: Control) -> None:
    url = site.share_url()
    site.tunnels.delete(f"/v1/shares/{control.objects().shares[0].id}")

    assert httpx.get(url).status_code == 404


def test_what_the_tunnel_cannot_carry_is_said(
    site: Site, control: Control, agent: EmulatedObject
) -> None:
    url = site.share_url()

    control.set_online(agent.id, online=False)
    assert httpx.get(url).status_code == 503
    control.set_online(agent.id, online=True)
    site.tunnels.patch(site.path, {"status": "paused"})
    assert refusal(httpx.get(url)) == "Tunnel is paused"
    site.tunnels.patch(site.path, {"status": "active"})
    control.change_settings(forwarding=False)
    assert httpx.get(url).status_code == 503
    control.change_settings(forwarding=True)
    control.change_object(site.path.rpartition("/")[2], {"protocol": "tcp"})
    assert httpx.get(url).status_code == 502


def test_a_target_that_is_not_there_is_said(site: Site, agent: EmulatedObject) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        body = tunnel(agent, name="site", target=f"x:{taken.getsockname()[1]}", protocol="http")
        site.tunnels.made(TUNNELS, body)
        site.tunnels.seen(site.path)

        assert httpx.get(site.share_url()).status_code == 502


def test_an_answer_that_breaks_off_breaks_off_here_too(site: Site) -> None:
    url = site.share_url()

    with pytest.raises(httpx.TransportError):
        httpx.get(f"{url}/broken")


def test_a_public_tunnel_answers_at_its_url(site: Site, agent: EmulatedObject) -> None:
    public = site.tunnels.made(
        TUNNELS, tunnel(agent, name="public", target=f"x:{site.port}", isPublic=True)
    )
    site.tunnels.seen(f"{TUNNELS}/{public['id']}")

    assert httpx.get(f"{public['publicUrl']}/y").text.startswith("GET /y x:")
    private = str(public["publicUrl"]).replace(str(public["id"]), site.path.rpartition("/")[2])
    assert httpx.get(private).status_code == 404
    site.tunnels.delete(f"{TUNNELS}/{public['id']}")
    assert httpx.get(str(public["publicUrl"])).status_code == 404


@pytest.mark.parametrize("path", ["/shared", "/shared/", "/shared/nobody", "/public/nobody/x"])
def test_nothing_else_is_there(emulator: RunningEmulator, path: str) -> None:
    origin = emulator.url.removesuffix("/v3")

    assert httpx.get(origin + path).status_code == 404
