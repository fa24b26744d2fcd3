"""Web processes under their own names: `http://<name>.apps.localhost:<the emulator's port>/`.

What comes under the name of an application goes to that application and nowhere else, before the
emulator itself looks at it: a page from there is no more to its APIs than any other page.
"""

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sevalla_emulator.backend import Backend
from sevalla_emulator.http_proxy import proxy_request
from sevalla_emulator.json_types import number, text
from sevalla_emulator.kinds.process_rules import WEB_PORT
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import Endpoint, first_open
from sevalla_emulator.serving.browser import is_address


class ApplicationHosts:
    """Hands on what is asked of an application's name; all else is the emulator's."""

    def __init__(self, app: ASGIApp, backend: Backend) -> None:
        self._app = app
        self._backend = backend

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        application = self._named(Request(scope)) if scope["type"] == "http" else None
        if application is None:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        name = text(application.body, "display_name")
        reason = self._refusal(application)
        there = None if reason else await first_open(lambda: self._endpoint(application.id))
        if there is None:
            reason = (
                reason or "its web process does not answer; GET /_emulator/processes may tell why"
            )
            await _unavailable(f"{name}: {reason}")(scope, receive, send)
            return
        query = scope["query_string"]
        url = httpx.URL(
            scheme="http",
            host=there.host,
            port=there.port,
            raw_path=scope["raw_path"] + (b"?" + query if query else b""),
        )
        gone = _unavailable(f"{name}: its web process has ended the connection")
        await proxy_request(request, url, request.headers["host"], send, gone)

    def _named(self, request: Request) -> Record | None:
        """Return the application with the name by which we are asked."""
        host = (request.url.hostname or "").lower()
        if is_address(host):
            return None  # as clients of the APIs mostly ask
        for domain in self._backend.store.of_kind("domains"):
            same = text(domain.body, "name").lower() == host and not domain.deleting
            if same and domain.body.get("is_enabled") is not False:
                return self._backend.store.get(domain.scope)
        return None

    def _refusal(self, application: Record) -> str:
        web = self._web(application.id)
        if application.body.get("is_suspended") is True:
            return "it is suspended"
        if web is None or web.body.get("is_ingress_enabled") is not True:
            return "it has no web process that is open to the outside"
        return ""

    def _web(self, app_id: str) -> Record | None:
        processes = self._backend.store.members("processes", app_id)
        return next((one for one in processes if one.body.get("type") == "web"), None)

    def _endpoint(self, app_id: str) -> Endpoint | None:
        web = self._web(app_id)
        if web is None:
            return None
        return self._backend.workload.endpoint(web.id, number(web.body, "port", WEB_PORT))


def _unavailable(reason: str) -> Response:
    return PlainTextResponse(f"sevalla-emulator: {reason}\n", 503)
