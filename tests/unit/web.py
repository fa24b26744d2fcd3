"""A server of a few scripted answers, inside the process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx
from pydantic import JsonValue

from sevalla_provider.http import HttpClient
from unit.clocks import FakeClock

SECRET = "svl_5ecre7-5ecre7-5ecre7-5ecre7"
ADDRESS = "http://api.test/v3"

Reply = httpx.Response | Exception


def said(status: int, body: JsonValue = None, **headers: str) -> httpx.Response:
    """A JSON answer; header names with `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=body, headers=named)


def limits(limit: int, remaining: int, reset: float | str) -> dict[str, str]:
    """The headers that every answer carries."""
    return {
        "x-ratelimit-limit": str(limit),
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": str(reset),
    }


@dataclass
class Script:
    """Gives its answers in order, and the last one for ever; remembers what was asked and when."""

    replies: Sequence[Reply | Callable[[httpx.Request], Reply]]
    clock: FakeClock = field(default_factory=FakeClock)
    requests: list[httpx.Request] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        number = len(self.requests)
        self.requests.append(request)
        self.times.append(self.clock.now())
        reply = self.replies[min(number, len(self.replies) - 1)]
        if callable(reply):
            reply = reply(request)
        if isinstance(reply, Exception):
            raise reply
        # A fresh one each time: an answer belongs to one request.
        return httpx.Response(
            reply.status_code,
            content=reply.content,
            headers=reply.headers,
            extensions=reply.extensions,
        )

    @property
    def count(self) -> int:
        return len(self.requests)

    def client(self, retry_seconds: float = 90.0) -> HttpClient:
        return HttpClient(
            ADDRESS,
            {"authorization": f"Bearer {SECRET}"},
            SECRET,
            clock=self.clock,
            retry_seconds=retry_seconds,
            transport=httpx.MockTransport(self),
        )
