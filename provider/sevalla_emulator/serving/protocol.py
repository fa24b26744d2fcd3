"""HTTP connections that the application can break."""

import asyncio
import socket
import struct

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from sevalla_emulator.delivery import CONNECTION

_LINGER_NO_TIME = struct.pack("ii", 1, 0)  # closing then resets instead of saying goodbye


class BreakableProtocol(H11Protocol):
    """Passes itself to the application, as the ASGI extension that `delivery` looks for."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.app = _Extended(self.app, self)
        self.is_waiting = False

    def waiting(self) -> None:
        """Remember that the request at hand will get no answer."""
        self.is_waiting = True

    def close(self) -> None:
        """Send what is written, then close."""
        self.transport.close()

    def abort(self) -> None:
        """Reset the connection."""
        raw = self.transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NO_TIME)
        self.transport.abort()


class _Extended:
    def __init__(self, app: ASGIApp, connection: BreakableProtocol) -> None:
        self._app = app
        self._connection = connection

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        extensions = {**scope.get("extensions", {}), CONNECTION: self._connection}
        await self._app({**scope, "extensions": extensions}, receive, send)
