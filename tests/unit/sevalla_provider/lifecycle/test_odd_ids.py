"""A server whose ids are no UUIDs: nothing that it makes is lost, and no request goes astray."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.clients import sevalla
from sevalla_provider.http import UnusableId
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.settings import load
from unit.samples import APP, worker
from unit.web import Reply, Script, said

pytestmark = pytest.mark.anyio

HOME = f"/v3/applications/{APP}/processes"


@dataclass
class Server:
    """Keeps one process, under an id of its own."""

    odd: JsonValue
    folder: Path
    there: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.script = Script([self._answer])
        keys = {"sevalla:apiKey": "svl_key", "sevalla:apiUrl": "https://api.test/v3"}
        settings = replace(load(keys, {}), intents=self.folder / "intents")
        self.session = Session(
            settings,
            self.script.clock,
            lambda chosen, api, clock: sevalla.client(
                chosen.key(api),
                chosen.url(api),
                clock=clock,
                transport=httpx.MockTransport(self.script),
            ),
        )

    def _answer(self, request: httpx.Request) -> Reply:
        path = request.url.raw_path.decode().partition("?")[0]
        if path == HOME:
            if request.method == "POST":
                self.there = {"id": self.odd, "type": "worker", "display_name": "worker"}
                return said(201, self.there)
            return said(200, {"data": [self.there] if self.there else [], "total": 1})
        assert path.startswith(f"{HOME}/"), path
        own = path.removeprefix(f"{HOME}/")
        assert "/" not in own
        if not self.there or unquote(own) != str(self.odd):
            return said(404, {"message": "no such process", "status": 404})
        if request.method == "DELETE":
            self.there = {}
            return said(204)
        return said(200, self.there)

    def asked(self, method: str) -> int:
        return sum(request.method == method for request in self.script.requests)


@pytest.mark.parametrize(
    ("told", "own"),
    [(7, "7"), ("7", "7"), ("a b", "a b"), ("A/B?c#d", "A/B?c#d"), ("%2e%2e", "%2e%2e")],
    ids=repr,
)
async def test_what_has_an_odd_id_lives_like_everything_else(
    tmp_path: Path, told: JsonValue, own: str
) -> None:
    server = Server(told, tmp_path)
    made = await create(server.session, PROCESS, worker(), "it", 600)
    assert (made.resource_id, made.outputs["process_id"]) == (f"{APP}/{own}", own)
    assert server.asked("POST") == 1
    for _ in range(2):  # by the list, and alone
        found = await read(server.session, PROCESS, made.resource_id, made.outputs, ["type"])
        assert found is not None
        assert found.outputs["process_id"] == own
        await server.script.clock.sleep(60)
    changed = worker(display_name="other")
    await update(server.session, PROCESS, made.resource_id, made.outputs, changed, 600)
    assert server.asked("PATCH") == 1
    await delete(server.session, PROCESS, made.resource_id, made.outputs, 600)
    assert server.there == {}


@pytest.mark.parametrize("odd", [".", ".."])
async def test_what_no_request_can_name_is_kept_and_told_and_made_but_once(
    tmp_path: Path, odd: str
) -> None:
    server = Server(odd, tmp_path)
    made = await create(server.session, PROCESS, worker(), "it", 600)
    assert made.resource_id == f"{APP}/{odd}"
    verbs = (
        read(server.session, PROCESS, made.resource_id, made.outputs, ["type"]),
        update(server.session, PROCESS, made.resource_id, made.outputs, worker(port=80), 600),
        delete(server.session, PROCESS, made.resource_id, made.outputs, 600),
    )
    for work in verbs:
        with pytest.raises(UnusableId, match="Look for the object in the dashboard"):
            await work
    assert (server.asked("POST"), server.asked("PATCH"), server.asked("DELETE")) == (1, 0, 0)
    assert server.there
