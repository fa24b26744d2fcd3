"""Answers that cannot be written to the engine as they are: the object is kept, both ways in."""

import json
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import rpc

from sevalla_provider.dynamic.properties import Hidden, to_wire
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.applications.process import PROCESS
from unit.carriers import carried
from unit.emulated import worker
from unit.samples import APP
from unit.sevalla_provider.plugin.engine import PROCESS as PROCESS_TOKEN
from unit.sevalla_provider.plugin.engine import half_done
from unit.sevalla_provider.plugin.stage import process, staged
from unit.sevalla_provider.plugin.test_failure import MEBI

pytestmark = pytest.mark.anyio

DEEP = b"[" * 100_000 + b"]" * 100_000
ODD: dict[str, dict[str, bytes]] = {
    "half a character": {"internal_hostname": b'"half \\ud83d"', "\\ud83d": b"1"},
    "a number of 400 digits": {"port": b"9" * 400, "cpu_limit": b"9" * 5000},
    "infinity": {"cpu_limit": b"1e999", "memory_limit": b"Infinity"},
    "no number": {"cpu_limit": b"NaN"},
    "great depth": {"scaling_strategy": b'{"type": %b}' % DEEP, "new": DEEP},
    "bytes that are no text": {"internal_hostname": b'"\xff\xed\xa0\xbd"'},
}


@pytest.fixture(params=list(ODD.values()), ids=list(ODD))
def odd(request: pytest.FixtureRequest) -> dict[str, bytes]:
    found: dict[str, bytes] = request.param
    return found


def rewritten(content: bytes, news: dict[str, bytes]) -> bytes:
    """Put raw values into every object of an answer."""
    places = {f"raw-{number}": value for number, value in enumerate(news.values())}

    def spoiled(value: Any) -> Any:
        if isinstance(value, list):
            return [spoiled(each) for each in value]
        if not isinstance(value, dict):
            return value
        inside = {name: spoiled(each) for name, each in value.items()}
        return inside | dict(zip(news, places, strict=True)) if "id" in value else inside

    text = json.dumps(spoiled(json.loads(content))).replace("\\\\u", "\\u").encode()
    for place, value in places.items():
        text = text.replace(f'"{place}"'.encode(), value)
    return text


async def test_the_native_way_in_keeps_it(tmp_path: Path, odd: dict[str, bytes]) -> None:
    async with staged(tmp_path) as stage:
        carried(stage.there).rewrite = lambda _request, content: rewritten(content, odd)
        state = await stage.create(process())
        (there,) = await stage.there.objects("processes")
        assert state["processId"] == there["id"]
        assert (await stage.read(state, process())).id == state["id"]


async def test_the_dynamic_way_in_keeps_it(tmp_path: Path, odd: dict[str, bytes]) -> None:
    async with staged(tmp_path) as stage:
        carried(stage.there).rewrite = lambda _request, content: rewritten(content, odd)
        made = await create(stage.there.session, PROCESS, worker(), "project/stack/web", 600)
        (there,) = await stage.there.objects("processes")
        assert made.resource_id == f"{APP}/{there['id']}"
        # As the dynamic host does it.
        wired = await rpc.serialize_properties(
            to_wire(PROCESS, PropertySet(made.outputs), Hidden("", {})), {}
        )
        assert Struct.FromString(wired.SerializeToString()) == wired


@pytest.mark.parametrize("said", [b'"half \\ud83d"', b'"%b"' % (b"x" * 20 * MEBI), DEEP])
async def test_an_error_with_such_words_can_be_told(tmp_path: Path, said: bytes) -> None:
    async with staged(tmp_path) as stage:
        await stage.there.fault("status", method="POST", status=422)
        carried(stage.there).rewrite = lambda request, content: (
            b'{"message": %b, "data": {"code": %b}}' % (said, said)
            if request.method == "POST"
            else content
        )
        failure = await stage.failed_create(process(), PROCESS_TOKEN)
        assert "status 422" in str(failure)
        assert len(str(failure).encode()) < 20_000


async def test_a_status_with_such_words_is_waited_for_like_any_other(tmp_path: Path) -> None:
    """Nobody who waits in the same collection is harmed, nor is what is kept at the end."""
    odd = b'"half \\ud83d %b"' % (b"x" * 5 * MEBI)
    async with staged(tmp_path) as stage:
        await stage.there.settings(provisioning={"seconds": 1000})
        inputs = await stage.proxy()
        carried(stage.there).rewrite = lambda _request, content: content.replace(b'"creating"', odd)
        failure = await stage.failed_create(inputs, timeout=42)
        assert "waited 42 s for the TCP proxy to be ready" in str(failure)
        (there,) = await stage.there.objects("tcp_proxies")
        assert half_done(failure).id == f"{APP}/{there['id']}"
