"""HTTP that is handed on to a server of this machine, and its answer back."""

from collections.abc import Iterable

import httpx
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Send

from sevalla_emulator.delivery import CONNECTION

# What is said between two neighbours, not between client and target.
_HOP_BY_HOP = frozenset(
    {
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
# By these a page that is shared would get at the emulator's own pages, whose origin it has: hold on
# to a window of the console that it opens, or answer in the name of all paths.
_WIDENING = frozenset({"cross-origin-opener-policy", "service-worker-allowed"})


async def proxy_request(
    request: Request, url: httpx.URL, host: str, send: Send, unreachable: Response
) -> None:
    """Ask at `url` for what is asked of us, as `host`; answer `unreachable` where nobody does."""
    headers = [("host", host), *_end_to_end(request.headers.items())]
    # A target on this machine has no certificate that anybody would vouch for.
    async with httpx.AsyncClient(verify=False, trust_env=False) as client:  # noqa: S501
        asked = client.build_request(
            request.method, url, headers=headers, content=await request.body()
        )
        try:
            answer = await client.send(asked, stream=True)
        except httpx.TransportError:
            await unreachable(request.scope, request.receive, send)
            return
        await _streamed(answer, request, send)


async def _streamed(answer: httpx.Response, request: Request, send: Send) -> None:
    response = StreamingResponse(answer.aiter_raw(), answer.status_code)
    length = answer.headers.get("content-length")
    response.raw_headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in (
            *_own_pages_only(_end_to_end(answer.headers.multi_items())),
            *([("content-length", length)] if length is not None else []),
        )
    ]
    try:
        await response(request.scope, request.receive, send)
    except httpx.TransportError:
        # It has begun already: all that is left to say is that this is not the end.
        connection = request.scope.get("extensions", {}).get(CONNECTION)
        if connection is None:
            raise
        connection.abort()
    finally:
        await answer.aclose()


def _end_to_end(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in _HOP_BY_HOP]


def _own_pages_only(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in _WIDENING]
