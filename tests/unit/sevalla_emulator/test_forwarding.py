"""Bytes through a TCP proxy, on real sockets."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sevalla_emulator.testing import Control, RunningEmulator, running_emulator
from unit.sevalla_emulator.support import UNLIMITED, Api, calling


@contextmanager
def shouting() -> Iterator[int]:
    """A server that answers each connection with all it sent, in capitals; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection, connection.makefile("rb") as heard:
                    connection.sendall(heard.read().upper())

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        # Closing alone would not wake the thread that accepts.
        server.shutdown(socket.SHUT_RDWR)


def shout(port: int, words: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(words)
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as answer:
            return answer.read()


def said_or_closed(port: int) -> bytes:
    try:
        return shout(port, b"hello")
    except OSError:  # reset before or while it was written to
        return b""


def is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def listens(port: int) -> bool:
    with closing(socket.socket()) as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def target() -> Iterator[int]:
    with shouting() as port:
        yield port


@pytest.fixture
def emulator() -> Iterator[RunningEmulator]:
    with running_emulator(settings=UNLIMITED, forwarding=True) as running:
        yield running


@pytest.fixture
def path(control: Control) -> str:
    process = control.seed(applications=1, processes=1).processes[0]
    return f"/applications/{process['app_id']}/tcp-proxies"


def external_port(api: Api, path: str, target: int) -> tuple[str, int]:
    """Make a proxy and wait until it is ready; its path and external port."""
    process_id = api.get(path.replace("tcp-proxies", "processes")).json()["data"][0]["id"]
    made = api.made(path, {"process_id": process_id, "port": target})
    assert made["hostname"] == "127.0.0.1"
    port = made["external_port"]
    assert isinstance(port, int)
    return f"{path}/{made['id']}", port


def test_bytes_go_both_ways(api: Api, path: str, target: int) -> None:
    _, port = external_port(api, path, target)

    many = b"hello " * 200_000
    assert shout(port, many) == many.upper()
    assert shout(port, b"again") == b"AGAIN"


def test_a_proxy_that_is_not_ready_forwards_nothing(
    api: Api, control: Control, path: str, target: int
) -> None:
    control.change_settings(provisioning={"seconds": 3600})
    _, port = external_port(api, path, target)

    assert said_or_closed(port) == b""
    control.advance(3600)
    assert said_or_closed(port) == b"HELLO"


def test_a_target_that_is_not_there_closes_the_connection(api: Api, path: str) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        _, port = external_port(api, path, taken.getsockname()[1])

        assert said_or_closed(port) == b""


def test_a_deleted_proxy_is_closed_at_once_with_its_connections(
    api: Api, control: Control, path: str, target: int
) -> None:
    control.change_settings(deletion={"seconds": 3600})
    at, port = external_port(api, path, target)
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(b"hello")
        api.delete(at)

        assert is_closed(connection)
    assert not listens(port)
    assert api.seen(at)["status"] == "deleting"


def test_deleting_the_application_closes_its_ports(api: Api, path: str, target: int) -> None:
    _, port = external_port(api, path, target)
    assert listens(port)

    api.delete(path.removesuffix("/tcp-proxies"))

    assert not listens(port)


def test_a_reset_closes_all_ports(api: Api, control: Control, path: str, target: int) -> None:
    _, port = external_port(api, path, target)

    control.reset()

    assert not listens(port)


def test_an_object_removed_behind_the_back_is_closed_too(
    api: Api, control: Control, path: str, target: int
) -> None:
    at, port = external_port(api, path, target)

    control.remove_object(at.rpartition("/")[2])

    assert not listens(port)


def test_forwarding_can_be_switched(api: Api, control: Control, path: str, target: int) -> None:
    _, port = external_port(api, path, target)

    control.change_settings(forwarding=False)
    assert not listens(port)
    control.change_settings(forwarding=True)
    assert shout(port, b"hello") == b"HELLO"


def test_a_port_that_another_program_holds_is_passed_over(api: Api, path: str, target: int) -> None:
    _, first = external_port(api, path, target)
    with running_emulator(settings=UNLIMITED, forwarding=True) as other, calling(other) as there:
        process = other.control.seed(applications=1, processes=1).processes[0]
        at = f"/applications/{process['app_id']}/tcp-proxies"
        _, second = external_port(there, at, target)

        assert first != second
        assert shout(first, b"first") == b"FIRST"
        assert shout(second, b"second") == b"SECOND"


def test_ports_come_back_after_a_restart(tmp_path: Path, target: int) -> None:
    database = tmp_path / "emulator.db"
    with (
        running_emulator(settings=UNLIMITED, forwarding=True, database=database) as before,
        calling(before) as api,
    ):
        process = before.control.seed(applications=1, processes=1).processes[0]
        at, port = external_port(api, f"/applications/{process['app_id']}/tcp-proxies", target)
        assert api.seen(at)["status"] == "ready"
    assert not listens(port)

    with running_emulator(settings=UNLIMITED, forwarding=True, database=database):
        assert shout(port, b"hello") == b"HELLO"
    assert not listens(port)


def test_without_forwarding_nothing_listens() -> None:
    with running_emulator(settings=UNLIMITED) as emulator:
        emulator.control.seed(processes=1, tcp_proxies=1)

        assert [proxy.forwarding for proxy in emulator.control.objects().tcp_proxies] == [False]


def test_what_listens_says_so(control: Control) -> None:
    control.seed(processes=1, tcp_proxies=1)

    assert [proxy.forwarding for proxy in control.objects().tcp_proxies] == [True]
