import asyncio
import os
import sys
import threading
import time
import types
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from google.protobuf.empty_pb2 import Empty

from sevalla_provider.dynamic import host as module
from sevalla_provider.dynamic.host import (
    Host,
    end_with_the_engine,
    hear_cancel,
    hide_tracebacks,
    host,
)
from sevalla_provider.settings import Settings, SettingsError, load


async def where() -> tuple[int, str]:
    await asyncio.sleep(0)
    return id(asyncio.get_running_loop()), threading.current_thread().name


def test_all_threads_share_one_loop() -> None:
    one = Host()
    with ThreadPoolExecutor(4) as threads:
        found = set(threads.map(lambda _: one.run(where()), range(8)))
    assert [name for _, name in found] == ["sevalla"]


def test_an_error_reaches_the_thread_that_called() -> None:
    async def break_down() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Host().run(break_down())


def test_all_threads_share_one_session(monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(configuration: Mapping[str, str]) -> Settings:
        time.sleep(0.05)
        return load(configuration, {})

    monkeypatch.setattr(module, "load", slowly)
    one = Host()
    with ThreadPoolExecutor(4) as threads:
        sessions = set(threads.map(lambda _: one.session(), range(4)))
    assert len(sessions) == 1


def test_a_session_is_set_up_by_the_stack_s_configuration() -> None:
    one = Host()
    one.configure({"sevalla:apiKey": "key", "sevalla:pollInterval": "3"})
    assert one.session().settings.key() == "key"
    assert one.session().settings.poll_interval == 3.0


def test_a_setting_that_makes_no_sense_is_an_error_at_the_first_use() -> None:
    one = Host()
    one.configure({"sevalla:pollInterval": "often"})
    with pytest.raises(SettingsError):
        one.session()


def test_there_is_one_host_in_a_process() -> None:
    assert host() is host()


def test_tracebacks_are_hidden_from_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "tracebacklimit", 1000, raising=False)
    hide_tracebacks()
    assert sys.tracebacklimit == 0


def test_the_process_ends_when_the_engine_does(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([7, 7, 7])
    ended = threading.Event()
    monkeypatch.setattr(module, "INTERVAL", 0.001)
    monkeypatch.setattr(os, "getppid", lambda: next(parents, 1))
    monkeypatch.setattr(os, "_exit", lambda _code: ended.set())
    end_with_the_engine.cache_clear()
    end_with_the_engine()
    assert ended.wait(5)
    assert next(parents, None) is None


class Servicer:
    """As Pulumi's dynamic host has it: its methods are bound before ours is heard of."""

    def Cancel(self, _request: object, _context: object) -> str:  # noqa: N802 - the protocol's name
        return "nobody was told"


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Host]:
    """The one host of this process, anew."""
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))
    host.cache_clear()
    yield host()
    host.cache_clear()


@pytest.mark.parametrize("servicer", [None, object, Servicer])
def test_cancel_is_heard_where_the_host_is_the_one_we_know(
    monkeypatch: pytest.MonkeyPatch, fresh: Host, servicer: type[object] | None
) -> None:
    main = types.ModuleType("__main__")
    vars(main)["DynamicResourceProviderServicer"] = servicer
    monkeypatch.setitem(sys.modules, "__main__", main)
    bound = Servicer().Cancel
    before = Servicer.Cancel.__code__
    try:
        hear_cancel()
        assert bound(None, None) == ("nobody was told" if servicer is not Servicer else Empty())
    finally:
        Servicer.Cancel.__code__ = before
    assert fresh._cancels == (servicer is Servicer)


@pytest.mark.parametrize(("cancels", "left"), [(0, 1), (1, 0), (2, 1)])
def test_a_run_ends_in_order_that_says_cancel_once(fresh: Host, cancels: int, left: int) -> None:
    intent_log = fresh.session().intent_log
    intent = intent_log.answered(
        intent_log.begin("id", "process", "there", "d", frozenset()), "made"
    )
    assert intent is not None
    fresh.session().intent_log.replied(intent)
    for _ in range(cancels):
        fresh.cancelled()
    fresh.ended()
    assert len(intent_log.open()) == left


def test_who_is_cancelled_at_work_does_not_end_in_order(fresh: Host) -> None:
    """The second `Cancel` waits behind the calls of all threads, and is never heard."""
    intent_log = fresh.session().intent_log
    intent = intent_log.answered(
        intent_log.begin("id", "process", "there", "d", frozenset()), "made"
    )
    assert intent is not None

    async def make() -> None:
        fresh.cancelled()

    fresh.run(make())
    fresh.session().intent_log.replied(intent)
    fresh.ended()
    assert len(intent_log.open()) == 1


def test_a_run_does_not_end_in_order_while_a_call_is_under_way(fresh: Host) -> None:
    intent_log = fresh.session().intent_log
    intent = intent_log.answered(
        intent_log.begin("id", "process", "there", "d", frozenset()), "made"
    )
    assert intent is not None
    fresh.session().intent_log.replied(intent)
    fresh.cancelled()
    going, may_go = threading.Event(), threading.Event()

    async def wait() -> None:
        going.set()
        await asyncio.to_thread(may_go.wait, 10)

    with ThreadPoolExecutor(1) as threads:
        threads.submit(fresh.run, wait())
        assert going.wait(10)
        fresh.ended()
        may_go.set()
    assert len(intent_log.open()) == 1
