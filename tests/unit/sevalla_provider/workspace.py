"""A workspace of Private Connect in memory: as small as a test can read, unlike the emulator."""

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path
from typing import Any

import httpx
from pydantic import JsonValue

from sevalla_provider.clients import private_connect
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.resource import Api
from sevalla_provider.settings import ALLOW_HTTP, load
from unit.clocks import FakeClock
from unit.samples import SHARE_ID, Inputs
from unit.web import Reply, Script, said

KEY = "pc_5ecre7-5ecre7-5ecre7-5ecre7"
URL = "http://tunnels.test"
TOKEN = "t0k3n-t0k3n-t0k3n"
SHARE_URL = f"https://share.test/{TOKEN}"

OWN_WORDS = {"active": "OK", "error": "FAIL", "connecting": "UNKNOWN"}
"""What the open server says for what is documented."""


@dataclass
class Workspace:
    """Attributes:
    folder: of the intent log.
    open_server: whether it speaks as the open-source server does.
    statuses: what a tunnel is seen as, look by look, the last for ever; begins at its creation.
    trouble: what begins so is answered in this way, and not carried out.
    losing: methods of which the next answer is lost after the request was carried out.
    """

    folder: Path
    open_server: bool = False
    statuses: deque[str] = field(default_factory=lambda: deque(["active"]))
    trouble: dict[str, Reply] = field(default_factory=dict)
    losing: list[str] = field(default_factory=list)
    clock: FakeClock = field(default_factory=FakeClock)
    tunnels: dict[str, Inputs] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.script = Script([self._answer], self.clock)
        self.session = self.another_session()

    def another_session(self, key: str = KEY) -> Session:
        """As a later run has one."""
        keys = {"sevalla:privateConnectApiKey": key, "sevalla:privateConnectApiUrl": URL}
        settings = replace(
            load(keys, {ALLOW_HTTP: "1"}), retry_seconds=30.0, intents=self.folder / "intents"
        )
        return Session(settings, self.clock, self._connect)

    def asked(self, *methods: str) -> list[str]:
        """Method and path of the requests."""
        return [
            f"{each.method} {each.url.path}"
            for each in self.script.requests
            if not methods or each.method in methods
        ]

    def sent(self, method: str) -> list[Any]:
        """The bodies of the requests of one method."""
        bodies = (each.content for each in self.script.requests if each.method == method)
        return [json.loads(body) if body else None for body in bodies]

    def there_is(self, name: str, **more: JsonValue) -> str:
        """Put a tunnel there that somebody else made."""
        return str(self._put({"name": name, "target": "db.internal:5432", **more})["id"])

    def _connect(self, settings: Any, api: Api, clock: Any) -> Any:
        return private_connect.client(
            settings.key(api),
            settings.url(api),
            clock=clock,
            retry_seconds=settings.retry_seconds,
            transport=httpx.MockTransport(self.script),
        )

    def _answer(self, request: httpx.Request) -> Reply:
        asked = f"{request.method} {request.url.path}"
        for begins, reply in self.trouble.items():
            if asked.startswith(begins):
                return reply
        body = json.loads(request.content) if request.content else {}
        reply = self._serve(asked, body)
        if isinstance(reply, httpx.Response):
            reply.headers["date"] = formatdate(self.clock.wall(), usegmt=True)
        if request.method in self.losing:
            self.losing.remove(request.method)
            return httpx.ReadError("reset")
        return reply

    def _serve(self, asked: str, body: Inputs) -> Reply:
        for pattern, answer in ROUTES.items():
            found = re.fullmatch(pattern, asked)
            if found is not None:
                return answer(self, body, *found.groups())
        raise AssertionError(asked)

    def _list(self, _body: Inputs) -> Reply:
        return said(200, [self._shown(each) for each in self.tunnels.values()])

    def _make(self, body: Inputs) -> Reply:
        return said(201, self._shown(self._put(body)))

    def _get(self, _body: Inputs, tunnel_id: str) -> Reply:
        there = self.tunnels.get(tunnel_id)
        return said(200, self._shown(there)) if there else MISSING

    def _change(self, body: Inputs, tunnel_id: str) -> Reply:
        self.tunnels[tunnel_id] |= body
        shown = self._shown(self.tunnels[tunnel_id])
        return said(200, {"success": True} if self.open_server else shown)

    def _remove(self, _body: Inputs, tunnel_id: str) -> Reply:
        return said(200, {"success": True}) if self.tunnels.pop(tunnel_id, None) else MISSING

    def _connect_agent(self, body: Inputs, tunnel_id: str) -> Reply:
        tunnel = self.tunnels[tunnel_id]
        port = body.get("localPort", tunnel["targetPort"])
        names = ("id", "name", "targetHost", "targetPort", "tunnelPort")
        known = {name: tunnel[name] for name in names} | {"localPort": port}
        text = f"postgres://localhost:{port}/postgres"
        return said(200, {"success": True, "tunnel": known, "connectionString": text})

    def _share(self, _body: Inputs, _tunnel_id: str) -> Reply:
        self.tokens.add(TOKEN)
        told: Inputs = {"token": TOKEN, "shareUrl": SHARE_URL}
        own: Inputs = {"id": SHARE_ID, "name": "visitors", "expiresAt": "2026-01-02T00:00:00.000Z"}
        return said(201, told if self.open_server else {"success": True, "share": {**own, **told}})

    def _visit(self, _body: Inputs, token: str) -> Reply:
        if token in self.tokens:
            return said(200, {"name": "visitors"})
        return said(410, {"message": "Share has expired"})

    def _revoke(self, _body: Inputs, _share_id: str) -> Reply:
        if self.open_server:
            return said(401, {"message": "Sign in first"})
        self.tokens.clear()
        return said(200, {"success": True})

    def _put(self, body: Inputs) -> Inputs:
        host, _, port = str(body["target"]).rpartition(":")
        same = [each for each in self.tunnels.values() if each["name"] == body.get("name")]
        number = f"{len(self.tunnels) + 1:012}"
        tunnel_id = same[0]["id"] if same else f"0a1b2c3d-4e5f-6789-abcd-{number}"
        rest = {name: value for name, value in body.items() if name != "target"}
        target = {"targetHost": host, "targetPort": int(port), "tunnelPort": 23000}
        silence: Inputs = {"protocol": "auto", "isPublic": False, "metadata": {}}
        made = {"id": tunnel_id, **silence, **target, "createdAt": self._now(), **rest}
        self.tunnels[tunnel_id] = made
        return made

    def _now(self) -> str:
        return datetime.fromtimestamp(self.clock.wall(), UTC).isoformat()

    def _shown(self, tunnel: Inputs) -> Inputs:
        status = self.statuses[0] if len(self.statuses) == 1 else self.statuses.popleft()
        shown = {"status": status, **tunnel}
        if not self.open_server:
            return shown
        words = {"status": OWN_WORDS.get(shown["status"], shown["status"])}
        return {name: value for name, value in shown.items() if name != "metadata"} | words


MISSING = said(404, {"message": "Tunnel not found"})

ROUTES: Mapping[str, Callable[..., Reply]] = {
    "GET /v1/tunnels": Workspace._list,
    "POST /v1/tunnels": Workspace._make,
    "GET /v1/tunnels/([^/]+)": Workspace._get,
    "PATCH /v1/tunnels/([^/]+)": Workspace._change,
    "DELETE /v1/tunnels/([^/]+)": Workspace._remove,
    "POST /v1/tunnels/([^/]+)/connect": Workspace._connect_agent,
    "POST /v1/tunnels/([^/]+)/share": Workspace._share,
    "GET /v1/shared/([^/]+)/info": Workspace._visit,
    "DELETE /v1/shares/([^/]+)": Workspace._revoke,
}
