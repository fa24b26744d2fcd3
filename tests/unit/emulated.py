"""The emulator and a session of the core in one process, in one time that nobody waits for."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from pydantic import JsonValue, TypeAdapter
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Message

from sevalla_emulator import DEFAULT_API_KEY, DEFAULT_PRIVATE_CONNECT_KEY, create_app
from sevalla_emulator.app import CONTROL_PREFIX
from sevalla_emulator.control.messages import LogEntry
from sevalla_emulator.kinds.reference import RESOURCE_TYPES
from sevalla_provider.lifecycle.session import CLIENTS, Session
from sevalla_provider.settings import ALLOW_HTTP, load
from unit import samples
from unit.clocks import EmulatorTime, FakeClock
from unit.samples import APP, OTHER_APP, Inputs

SIZE = RESOURCE_TYPES[0].id
OTHER_SIZE = RESOURCE_TYPES[1].id
URL = "http://emulator/v3"
CONFIGURATION = {
    "sevalla:apiKey": DEFAULT_API_KEY,
    "sevalla:apiUrl": URL,
    "sevalla:privateConnectApiKey": DEFAULT_PRIVATE_CONNECT_KEY,
    "sevalla:privateConnectApiUrl": "http://emulator/private-connect",
}
SETTINGS = load(CONFIGURATION, {ALLOW_HTTP: "1"})
LOG = TypeAdapter(list[LogEntry])


@dataclass
class Bench:
    """An emulator with two applications without web process, and a session that talks to it.

    `posts`: how many POSTs of sessions it has carried out.
    """

    app: Starlette
    clock: FakeClock
    folder: Path
    session: Session
    control: ASGIApp
    posts: int = 0
    carrier: httpx.AsyncBaseTransport | None = None

    def another_session(self, **changed: Any) -> Session:
        """As a later run of the same program has one; the present one has come to its end."""
        if self.session:  # not yet at the very beginning
            self.session.intent_log.leave()
        settings = replace(
            SETTINGS,
            retry_seconds=30.0,
            intents=self.folder / "intents",
        )
        carrier = self.carrier or Counting(self)
        return Session(
            replace(settings, **changed),
            self.clock,
            lambda chosen, api, time: CLIENTS[api](
                chosen.key(api),
                chosen.url(api),
                clock=time,
                retry_seconds=chosen.retry_seconds,
                transport=carrier,
            ),
        )

    async def call(self, method: str, path: str, body: object = None) -> Any:
        """Call the control API, past the client and the guard that take longer than the call."""
        said = b"" if body is None else json.dumps(body).encode()
        answer: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": said}

        async def send(message: Message) -> None:
            answer.append(message)

        scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
        await self.control(scope, receive, send)
        content = b"".join(each.get("body", b"") for each in answer)
        assert httpx.codes.is_success(answer[0]["status"]), content
        return json.loads(content) if content else None

    async def settings(self, **change: object) -> None:
        await self.call("PATCH", "/settings", change)

    async def fault(self, kind: str, **fields: object) -> None:
        await self.call("POST", "/faults", {"kind": kind, **fields})

    async def mend(self) -> None:
        await self.call("DELETE", "/faults")

    async def make(self, kind: str, **fields: JsonValue) -> str:
        return str((await self.call("POST", f"/objects/{kind}", fields))["id"])

    async def change(self, object_id: str, **fields: JsonValue) -> None:
        await self.call("PATCH", f"/objects/{object_id}", fields)

    async def remove(self, object_id: str) -> None:
        await self.call("DELETE", f"/objects/{object_id}")

    async def objects(self, kind: str) -> list[Inputs]:
        found: list[Inputs] = (await self.call("GET", "/objects"))[kind]
        return found

    async def requests(self, *methods: str) -> list[LogEntry]:
        entries = LOG.validate_python(await self.call("GET", "/requests"))
        return [entry for entry in entries if not methods or entry.method in methods]

    async def forget_requests(self) -> None:
        await self.call("DELETE", "/requests")


class Counting(httpx.ASGITransport):
    """Counts the POSTs that the emulator has carried out; each way takes a turn of the loop."""

    def __init__(self, there: Bench) -> None:
        super().__init__(there.app)
        self._there = there

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        response = await super().handle_async_request(request)
        self._there.posts += request.method == "POST"
        await asyncio.sleep(0)
        return response


@asynccontextmanager
async def bench(folder: Path) -> AsyncIterator[Bench]:
    """Set up; `folder` holds the intent log."""
    clock = FakeClock()
    app = create_app(clock=EmulatorTime(clock), allowed_hosts=["emulator", "elsewhere"])
    (control,) = (
        route.app
        for route in app.routes
        if isinstance(route, Mount) and route.path == CONTROL_PREFIX
    )
    async with app.router.lifespan_context(app):
        ready = Bench(app, clock, folder, None, control)  # type: ignore[arg-type] # just below
        ready.session = ready.another_session()
        await ready.settings(web_process=False, web_delete="remove")
        for app_id in (APP, OTHER_APP):
            await ready.make("applications", id=app_id, display_name="app")
        await ready.settings(web_process=True)
        yield ready


def web(**more: Any) -> Inputs:
    return samples.web(resource_type_id=SIZE) | more


def worker(**more: Any) -> Inputs:
    return samples.worker(resource_type_id=SIZE) | more
