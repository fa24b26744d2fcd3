import asyncio
import os
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from sevalla_provider.dynamic import host as module
from sevalla_provider.dynamic.host import Host, end_with_the_engine, hide_tracebacks, host
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
    monkeypatch.setattr(module, "WATCH_INTERVAL", 0.001)
    monkeypatch.setattr(os, "getppid", lambda: next(parents, 1))
    monkeypatch.setattr(os, "_exit", lambda _code: ended.set())
    end_with_the_engine.cache_clear()
    end_with_the_engine()
    assert ended.wait(5)
    assert next(parents, None) is None
