import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import engine_pb2

from sevalla_provider.dynamic import narration
from sevalla_provider.dynamic.narration import EngineNarrator


@pytest.fixture(autouse=True)
def _no_engine_remembered() -> Iterator[None]:
    narration._engine.cache_clear()
    yield
    narration._engine.cache_clear()


class Call:
    """A message on its way to the engine."""

    def __init__(self, request: Any, timeout: float) -> None:
        self.request = request
        self.timeout = timeout
        self._when_done: list[Callable[[Call], object]] = []

    def add_done_callback(self, work: Callable[["Call"], object]) -> None:
        self._when_done.append(work)

    def arrive(self) -> None:
        for work in self._when_done:
            work(self)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Call]]:
    calls: list[Call] = []

    def future(request: object, timeout: float) -> Call:
        calls.append(Call(request, timeout))
        return calls[-1]

    engine = SimpleNamespace(Log=SimpleNamespace(future=future))
    monkeypatch.setattr(narration, "_engine", lambda: engine)
    yield calls
    for call in calls:
        call.arrive()


def test_words_begin_with_the_resource_s_name(told: list[Call]) -> None:
    speaker = EngineNarrator("web", "")
    speaker.status("waiting")
    speaker.note("adopted")
    speaker.warn("odd")
    requests = [call.request for call in told]
    assert [(each.message, each.severity, each.ephemeral) for each in requests] == [
        ("web: waiting", engine_pb2.INFO, True),
        ("web: adopted", engine_pb2.INFO, False),
        ("web: odd", engine_pb2.WARNING, False),
    ]


def test_words_stand_on_the_resource_s_own_row_where_its_urn_is_known(told: list[Call]) -> None:
    EngineNarrator("web", "urn:web").status("waiting")
    (call,) = told
    assert (call.request.urn, call.request.message) == ("urn:web", "waiting")


def test_no_word_marks_the_resource_as_failed(told: list[Call]) -> None:
    EngineNarrator("web", "").warn("odd")
    assert all(call.request.severity != engine_pb2.ERROR for call in told)


def test_nobody_waits_for_the_engine_to_listen(told: list[Call]) -> None:
    EngineNarrator("web", "").status("waiting")
    assert [call.timeout for call in told] == [narration.TELL_TIMEOUT]


def test_a_message_is_held_until_it_has_arrived_and_no_longer(told: list[Call]) -> None:
    EngineNarrator("web", "").status("waiting")
    (call,) = told
    assert call in on_their_way()
    call.arrive()
    assert call not in on_their_way()


def on_their_way() -> set[object]:
    """The messages that are on their way."""
    return set(narration._on_their_way)


@pytest.mark.parametrize("arguments", [["python"], ["python", "-c"], ["python", "a:b"], [""]])
def test_outside_of_a_plugin_words_go_nowhere(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", arguments)
    assert narration._engine() is None
    EngineNarrator("web", "").status("waiting")


def test_the_engine_is_found_by_the_last_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["plugin", "127.0.0.1:65001"])
    monkeypatch.setattr(grpc, "insecure_channel", Channel)
    engine = narration._engine()
    assert engine is not None
    assert Channel.opened == ["127.0.0.1:65001"]


class Channel:
    """Opens nothing."""

    opened: list[str] = []  # noqa: RUF012 - one test looks at it

    def __init__(self, address: str, options: object) -> None:
        assert options == (("grpc.enable_http_proxy", 0),)
        self.opened.append(address)

    def unary_unary(self, *_args: object, **_options: object) -> None:
        return None

    stream_stream = unary_stream = stream_unary = unary_unary
