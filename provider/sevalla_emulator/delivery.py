"""How an answer reaches the client, or does not."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol, TypeAlias

import httpx
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sevalla_emulator.reply import Manner, Reply

CONNECTION = "sevalla_emulator.connection"  # the ASGI extension that `serving` provides


class Connection(Protocol):
    """The client's connection, below HTTP."""

    def close(self) -> None:
        """Send what is written, then close."""

    def abort(self) -> None:
        """Reset: drop what is written and tell the client so."""

    def waiting(self) -> None:
        """Say that the request will not be answered, so that a shutdown need not wait."""


async def deliver(reply: Reply, scope: Scope, receive: Receive, send: Send) -> None:
    """Send the answer in its manner.

    In process there is no connection to break: what a client would raise is raised here.

    Raises:
        httpx.TransportError: in process only, for any manner but ``whole``.
    """
    if reply.manner == "whole":
        await Response(reply.content, reply.status, reply.headers)(scope, receive, send)
        return
    connection: Connection | None = scope.get("extensions", {}).get(CONNECTION)
    if connection is None:
        broken = _IN_PROCESS[reply.manner]
        raise broken()
    connection.waiting()
    await _SENDERS[reply.manner](reply, connection, receive, send)


async def _truncated(reply: Reply, connection: Connection, receive: Receive, send: Send) -> None:
    headers = {**reply.headers, "content-length": str(len(reply.content))}
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": raw})
    half = reply.content[: len(reply.content) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    connection.close()
    await _until_gone(receive)


async def _reset(_reply: Reply, connection: Connection, receive: Receive, _send: Send) -> None:
    connection.abort()
    await _until_gone(receive)


async def _hang(reply: Reply, connection: Connection, receive: Receive, _send: Send) -> None:
    try:
        async with asyncio.timeout(reply.seconds):
            await _until_gone(receive)
    except TimeoutError:
        connection.abort()
        await _until_gone(receive)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


_Sender: TypeAlias = Callable[[Reply, Connection, Receive, Send], Awaitable[None]]
_SENDERS: dict[Manner, _Sender] = {"truncated": _truncated, "reset": _reset, "hang": _hang}
_IN_PROCESS: dict[Manner, Callable[[], httpx.TransportError]] = {
    "truncated": partial(httpx.RemoteProtocolError, "emulated fault: the body was cut short"),
    "reset": partial(httpx.ReadError, "emulated fault: the connection was reset"),
    "hang": partial(httpx.ReadTimeout, "emulated fault: no answer"),
}
