"""The end of a log, in whatever form it comes: help, and never a trouble of its own."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.lifecycle.object_log import LINES, WITHIN, end_of_log, lines_of
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.redaction import keeping
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from sevalla_provider.resources.applications.environment_variable import ENVIRONMENT_VARIABLE
from sevalla_provider.resources.applications.process import PROCESS
from unit.emulated import Bench, bench
from unit.samples import APP, Inputs

pytestmark = pytest.mark.anyio

ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456722"


class Answering(httpx.AsyncBaseTransport):
    """Answers every request alike."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self._answer = answer
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path}")
        return self._answer(request)


def server(there: Bench, answer: httpx.Response) -> Answering:
    """Let every answer be this one."""
    content, headers = answer.content, answer.headers

    def again(request: httpx.Request) -> httpx.Response:
        return httpx.Response(answer.status_code, headers=headers, content=content, request=request)

    there.carrier = Answering(again)
    there.session = there.another_session()
    return there.carrier


async def told(there: Bench) -> str:
    place = there.session.place(DEPLOYMENT, APP)
    return await end_of_log(there.session, place.collection, ID)


@pytest.mark.parametrize(
    "log",
    [
        "first\nlast\n",
        ["first", "last"],
        {"data": ["first", "last"]},
        {"logs": "first\nlast"},
        {"data": [{"message": "first"}, {"message": "last"}]},
        {"logs": [{"line": "first"}, {"log": "last", "stream": "stderr"}]},
        [{"message": "first\n"}, {"timestamp": 1}, None, 7, {"message": None}, {"message": "last"}],
    ],
)
def test_the_lines_of_every_form(log: JsonValue) -> None:
    assert lines_of(log) == ["first", "last"]


@pytest.mark.parametrize(
    "log", [None, 7, True, "", "  \n", "<!doctype html><p>no</p>", [], {}, {"data": {"a": "b"}}]
)
def test_what_is_no_log_has_no_lines(log: JsonValue) -> None:
    assert lines_of(log) == []


async def test_plain_text_is_a_log(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        line = server(there, httpx.Response(200, text="one\n{not json\n"))
        assert await told(there) == "The end of its log:\n  one\n  {not json"
        assert line.asked == [f"GET /v3/applications/{APP}/deployments/{ID}/logs"]


async def test_it_is_the_end_that_is_told_and_it_does_no_harm(tmp_path: Path) -> None:
    lines = [f"line {number}" for number in range(100)]
    lines[-1] = "the key is open-sesame\x1b[2J" + "x" * 1000
    async with bench(tmp_path) as there:
        server(there, httpx.Response(200, json={"data": lines}))
        with keeping(["open-sesame"]):
            words = (await told(there)).splitlines()
    assert len(words) == LINES + 1
    assert words[1] == f"  line {100 - LINES}"
    assert "open-sesame" not in words[-1]
    assert "\x1b" not in words[-1]
    assert len(words[-1]) < 400


async def test_no_secret_of_another_resource_leaves_by_it(tmp_path: Path) -> None:
    """A build may print the variables that it is given."""
    operations = ResourceOperations(
        lambda: there.session, ENVIRONMENT_VARIABLE, "it", "it", OSError, lambda _, error: OSError()
    )
    variable: Inputs = {"app_id": APP, "key": "KEY", "value": "the-value-of-a-variable"}
    async with bench(tmp_path) as there:
        with operations.attempt("compare", PropertySet(variable)):
            pass
        server(there, httpx.Response(200, text="KEY=the-value-of-a-variable"))
        assert await told(there) == "The end of its log:\n  KEY=[secret]"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, json={"status": 404, "message": "no"}),
        httpx.Response(403, json={"status": 403, "message": "no"}),
        httpx.Response(204),
        httpx.Response(502, html="<p>proxy</p>"),
        httpx.Response(200, html="<p>proxy</p>"),
        httpx.Response(200, content=b""),
    ],
)
async def test_without_a_log_there_is_none(tmp_path: Path, answer: httpx.Response) -> None:
    async with bench(tmp_path) as there:
        server(there, answer)
        began = there.clock.now()
        assert await told(there) == ""
        assert there.clock.now() - began <= WITHIN + 1


async def test_what_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.Event().wait()
            raise AssertionError

    async with bench(tmp_path) as there:
        there.carrier = Silent()
        there.session = there.another_session()
        assert await told(there) == ""


async def test_what_keeps_no_log_is_not_asked(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        line = server(there, httpx.Response(200, text="one"))
        collection = there.session.place(PROCESS, APP).collection
        assert await end_of_log(there.session, collection, ID) == ""
        assert line.asked == []
