import socket
import threading
from collections.abc import Iterator

import pytest

from sevalla_provider import engine_watch as module
from sevalla_provider.engine_watch import AddressWatch, ParentWatch, engine_watch

PATIENCE = 10.0


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0.01)


@pytest.fixture
def engine() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(PATIENCE)
        yield listening


def watch_of(engine: socket.socket) -> AddressWatch:
    return AddressWatch(f"127.0.0.1:{engine.getsockname()[1]}")


def ended(watch: AddressWatch) -> bool:
    return watch._gone.wait(PATIENCE)


@pytest.mark.parametrize("goodbye", [b"", b"what an engine says first"])
def test_an_engine_is_gone_when_its_connection_ends_and_it_takes_no_other(
    engine: socket.socket, goodbye: bytes
) -> None:
    watch = watch_of(engine)
    connection, _ = engine.accept()
    connection.sendall(goodbye)
    assert not watch.gone
    engine.close()
    connection.close()
    assert ended(watch)
    assert watch.gone


def test_an_engine_that_ends_a_silent_connection_is_still_there(engine: socket.socket) -> None:
    watch = watch_of(engine)
    for _ in range(3):
        engine.accept()[0].close()
    last, _ = engine.accept()
    assert not watch.gone
    last.close()


def test_a_reset_is_an_end_like_any_other(engine: socket.socket) -> None:
    watch = watch_of(engine)
    connection, _ = engine.accept()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()
    again, _ = engine.accept()
    engine.close()
    again.close()
    assert ended(watch)


def test_the_machine_s_own_trouble_says_nothing_of_the_engine(
    engine: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = socket.create_connection, threading.Semaphore(0)

    def troubled(address: tuple[str, int]) -> socket.socket:
        tries.release()
        raise OSError("no buffer space")

    monkeypatch.setattr(socket, "create_connection", troubled)
    watch = watch_of(engine)
    for _ in range(3):
        assert tries.acquire(timeout=PATIENCE)
    assert not watch.gone
    monkeypatch.setattr(socket, "create_connection", real)
    connection, _ = engine.accept()
    engine.close()
    connection.close()
    assert ended(watch)


@pytest.mark.parametrize("address", ["", "--logtostderr", "127.0.0.1:9"])
def test_an_engine_that_never_answered_is_not_missed(address: str) -> None:
    watch = AddressWatch(address)
    for thread in threading.enumerate():
        if thread.name.endswith("(_watch)"):
            thread.join(PATIENCE)
    assert not watch.gone


def test_a_parent_is_gone_when_another_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = ParentWatch()
    assert not watch.gone
    monkeypatch.setattr("os.getppid", lambda: 1)
    assert watch.gone


@pytest.mark.parametrize(("system", "kind"), [("posix", ParentWatch), ("nt", AddressWatch)])
def test_each_system_has_its_way(
    monkeypatch: pytest.MonkeyPatch, system: str, kind: type[object]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("os.name", system)
        watch = engine_watch("")
    assert type(watch) is kind
