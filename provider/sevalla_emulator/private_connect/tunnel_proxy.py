"""The URLs of shares and public tunnels: what is asked there goes through the tunnel."""

from collections.abc import Callable
from typing import TypeAlias

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import ApiError, error_body, not_found
from sevalla_emulator.http_proxy import proxy_request
from sevalla_emulator.json_types import number, text
from sevalla_emulator.limits.limiter import Limiter
from sevalla_emulator.private_connect.refusals import TunnelsErrorBody
from sevalla_emulator.private_connect.shares import SHARED, find_by_token
from sevalla_emulator.private_connect.tunnels import (
    PUBLIC,
    endpoint,
    find_anywhere,
    is_public,
    unavailable_reason,
)
from sevalla_emulator.record import Record
from sevalla_emulator.settings import Limit

_MINUTE = 60
# Gets what stands in the URL and the method; returns the tunnel, or raises an ApiError.
Admit: TypeAlias = Callable[[str, str], Record]


def tunnel_proxies(backend: Backend, limiter: Limiter) -> list[Mount]:
    """Return what answers at the URLs of shares and of public tunnels."""

    def by_share(token: str, method: str) -> Record:
        share = find_by_token(backend, token)
        allowed = share.body.get("allowedMethods")
        if isinstance(allowed, list) and method not in allowed:
            listed = ", ".join(str(one) for one in allowed)
            raise ApiError(405, "err-method", f"{method}: not shared", {"allow": listed})
        limit = Limit(limit=number(share.body, "rateLimitPerMin", 0) or None, window=_MINUTE)
        if not limiter.passes(share.id, limit, backend.settings, backend.clock.now()):
            raise ApiError(429, "err-too-many-requests", "Too many requests to this share")
        return _require(backend.store.get(share.owner))

    def by_tunnel(tunnel_id: str, _method: str) -> Record:
        tunnel = _require(find_anywhere(backend, tunnel_id))
        if not is_public(tunnel):
            raise not_found("Tunnel")
        return tunnel

    return [
        Mount(SHARED, _TunnelProxy(backend, by_share)),
        Mount(PUBLIC, _TunnelProxy(backend, by_tunnel)),
    ]


def _require(tunnel: Record | None) -> Record:
    if tunnel is None or tunnel.deleting:
        raise not_found("Tunnel")
    return tunnel


class _TunnelProxy:
    """An ASGI application below ``/NAME/KEY``, which hands on all that it is asked."""

    def __init__(self, backend: Backend, admit: Admit) -> None:
        self._backend = backend
        self._admit = admit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        # As it was sent: what the client has escaped stays escaped.
        _, _, key, *rest = scope["raw_path"].split(b"/", 3)
        try:
            self._backend.settle()
            tunnel = self._admit(key.decode("latin-1"), request.method)
            url = _target_url(self._backend, tunnel)
        except ApiError as refusal:
            await _refusal(refusal)(scope, receive, send)
            return
        path = b"/" + b"".join(rest) + (b"?" if scope["query_string"] else b"")
        there = url.copy_with(raw_path=path + scope["query_string"])
        host = f"{text(tunnel.body, 'targetHost')}:{url.port}"
        unreachable = ApiError(502, "err-target", "Target of the tunnel does not answer")
        await proxy_request(request, there, host, send, _refusal(unreachable))


def _target_url(backend: Backend, tunnel: Record) -> httpx.URL:
    reason = unavailable_reason(backend, tunnel)
    if not backend.relays.on:
        reason = "Forwarding is switched off"
    if reason:
        raise ApiError(503, "err-unavailable", reason)
    protocol = text(tunnel.body, "protocol")
    if protocol in {"tcp", "udp"}:
        raise ApiError(502, "err-protocol", f"A tunnel of protocol {protocol} speaks no HTTP")
    target = endpoint(backend, tunnel)
    scheme = "https" if protocol == "https" else "http"
    return httpx.URL(scheme=scheme, host=target.host, port=target.port)


def _refusal(refusal: ApiError) -> Response:
    return JSONResponse(error_body(TunnelsErrorBody, refusal), refusal.status, refusal.headers)
