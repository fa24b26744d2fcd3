"""What a browser on this machine may ask: nothing on behalf of a page that is not the emulator's.

A page may make the browser send requests to 127.0.0.1, under a name of its own that leads there
(DNS rebinding), or from one that a share shows, which has the emulator's own address. Clients of
the APIs are no browsers: they send neither `Origin` nor `Sec-Fetch-Site`.
"""

import ipaddress
from collections.abc import Collection
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCALHOST: Final = "localhost"
CONTROL: Final = "/_emulator"
CONSOLE: Final = f"{CONTROL}/console"
"""Where what the console's page asks for is served; the page itself is at ``/``."""
OWN_PAGE: Final = frozenset({"none", "same-origin"})
"""`Sec-Fetch-Site` of what a person typed or opened, and of a page of the same address."""


class BrowserGuard:
    """Refuses what a browser asks for a foreign page, before anything else is done.

    The control API wants JSON to be called JSON: a form of a page cannot say so.

    Args:
        proxied: the prefixes of paths that hand on what others serve. A page may come from there,
            so that nothing but these answers a page at all.
        names: by which the emulator may be called, beside addresses and `localhost`.
    """

    def __init__(self, app: ASGIApp, proxied: Collection[str], names: Collection[str] = ()) -> None:
        self._app = app
        self._proxied = tuple(proxied)
        self._names = {LOCALHOST, *(name.lower() for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        refusal = self._refusal(Request(scope)) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            status, reason = refusal
            words = f"sevalla-emulator: {reason}\n"
            await PlainTextResponse(words, status)(scope, receive, send)

    def _refusal(self, request: Request) -> tuple[int, str] | None:
        host = request.url.hostname or ""
        if not (host.lower() in self._names or is_address(host)):
            return 421, f"{host} is not its name; it is by --allow-host {host}"
        path = request.url.path
        # Which page of the same address it is, the console finds out by its token.
        of_console = path in ("/", CONTROL, f"{CONTROL}/") or path.startswith(f"{CONSOLE}/")
        if _is_for_a_page(request, own_pages=of_console or path.startswith(self._proxied)):
            return 403, "not for a page in a browser"
        if of_console:
            return None
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        has_body = request.headers.get("content-length", "0") != "0" or (
            "transfer-encoding" in request.headers
        )
        if path.startswith(CONTROL) and has_body and kind != "application/json":
            return 415, "the body must be called application/json"
        return None


def _is_for_a_page(request: Request, *, own_pages: bool) -> bool:
    """Whether a page asks, and not a person; `own_pages`: other than one of the same address."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "none")
    if not own_pages:
        return site != "none" or origin is not None
    if request.headers.get("sec-fetch-mode") == "navigate" and request.method in ("GET", "HEAD"):
        return False  # a link that somebody follows; what it shows, no foreign page gets to see
    own = f"{request.url.scheme}://{request.url.netloc}"
    return site not in OWN_PAGE or origin not in (None, own)


def is_address(host: str) -> bool:
    """Whether a host is named by its number, and not by a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
