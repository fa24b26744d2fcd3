"""What lies between a session and the emulator: it holds up requests, and rewrites answers."""

from collections.abc import Awaitable, Callable

import httpx

from unit.emulated import Bench

Hold = Callable[[httpx.Request], Awaitable[None]]
Rewrite = Callable[[httpx.Request, bytes], bytes]


async def at_once(_request: httpx.Request) -> None:
    """Hold nothing up."""


def as_it_is(_request: httpx.Request, content: bytes) -> bytes:
    return content


class Carrier(httpx.AsyncBaseTransport):
    """Carries requests to the emulator.

    Attributes:
        before: awaited before a request reaches the server.
        after: awaited before its answer goes back.
        rewrite: what becomes of the body of an answer.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.before: Hold = at_once
        self.after: Hold = at_once
        self.rewrite: Rewrite = as_it_is

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self.before(request)
        answer = await self._inner.handle_async_request(request)
        content = await answer.aread()
        await self.after(request)
        headers = [(name, value) for name, value in answer.headers.items() if "length" not in name]
        return httpx.Response(
            answer.status_code, headers=headers, content=self.rewrite(request, content)
        )


def carried(there: Bench) -> Carrier:
    """Put a carrier between a new session and the emulator."""
    carrier = Carrier(httpx.ASGITransport(there.app))
    there.carrier = carrier
    there.session = there.another_session()
    return carrier
