"""External ports: their numbers, and the bytes that go through them."""

import asyncio
import logging
import os
import secrets
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

EXTERNAL_PORTS = range(30_000, 31_000)  # contract, section "TCP proxies"
LOOPBACK = "127.0.0.1"
_CHUNK = 65_536

_log = logging.getLogger(__name__)


class Forwarder:
    """Gives out external ports and, when switched on, forwards what arrives there.

    Listeners need a running event loop; ``switch(on=True)`` is called inside it. A port that
    another program holds is passed over. When none can be bound the number is given out
    without a listener, see `listens`. ``is_ready`` is asked at each connection.
    """

    def __init__(self, is_ready: Callable[[str], bool]) -> None:
        self._is_ready = is_ready
        self._on = False
        self._claims: dict[str, tuple[int, int]] = {}
        self._listeners: dict[str, _Listener] = {}
        self._begin = secrets.randbelow(len(EXTERNAL_PORTS))
        self._ending: set[asyncio.Task[None]] = set()

    def claim(self, proxy_id: str, target_port: int) -> int:
        """Choose an external port for connections to this port of 127.0.0.1."""
        bindable = (one for one in self._unused() if self._listen(proxy_id, one, target_port))
        number = next(bindable, None) if self._on else None
        if number is None:
            number = self._least_used()
        self._claims[proxy_id] = (number, target_port)
        return number

    def take_up(self, proxy_id: str, number: int, target_port: int) -> None:
        """Remember a port that was given out before."""
        self._claims[proxy_id] = (number, target_port)
        if self._on:
            self._listen(proxy_id, number, target_port)

    def release(self, proxy_id: str) -> None:
        """Free a port at once; its open connections end."""
        self._claims.pop(proxy_id, None)
        self._stop(proxy_id)

    def listens(self, proxy_id: str) -> bool:
        """Whether connections to the proxy's external port arrive here."""
        return proxy_id in self._listeners

    def switch(self, *, on: bool) -> None:
        """Begin or stop to listen on all ports that are given out."""
        if on == self._on:
            return
        self._on = on
        for proxy_id, (number, target_port) in self._claims.items():
            if on and not self._listen(proxy_id, number, target_port):
                _log.warning("port %d is taken: proxy %s does not forward", number, proxy_id)
            elif not on:
                self._stop(proxy_id)

    def close(self) -> None:
        """Free all ports."""
        for proxy_id in list(self._claims):
            self.release(proxy_id)

    async def aclose(self) -> None:
        """Free all ports and wait until the last connection is closed."""
        self.close()
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _listen(self, proxy_id: str, number: int, target_port: int) -> bool:
        bound = _bound(number) if number in EXTERNAL_PORTS else None
        if bound is not None:
            ready = partial(self._is_ready, proxy_id)
            self._listeners[proxy_id] = _Listener(bound, target_port, ready)
        return bound is not None

    def _stop(self, proxy_id: str) -> None:
        listener = self._listeners.pop(proxy_id, None)
        for connection in listener.close() if listener else ():
            self._ending.add(connection)
            connection.add_done_callback(self._ending.discard)

    def _unused(self) -> Iterator[int]:
        used = {number for number, _ in self._claims.values()}
        # Other emulators on this machine begin elsewhere, and seldom get in the way.
        order = (*EXTERNAL_PORTS[self._begin :], *EXTERNAL_PORTS[: self._begin])
        return (number for number in order if number not in used)

    def _least_used(self) -> int:
        uses = Counter(number for number, _ in self._claims.values())
        return min(EXTERNAL_PORTS, key=lambda number: uses[number])


class _Listener:
    """One bound port, and its connections."""

    def __init__(
        self, bound: socket.socket, target_port: int, is_ready: Callable[[], bool]
    ) -> None:
        self._target_port = target_port
        self._is_ready = is_ready
        self._connections: set[asyncio.Task[None]] = set()
        # The socket listens already, so nobody is turned away until the task has run.
        self._serving = asyncio.get_running_loop().create_task(
            asyncio.start_server(self._serve, sock=bound)
        )

    def close(self) -> set[asyncio.Task[None]]:
        """Stop to listen and end all connections; return the tasks that still do so."""
        if self._serving.done():
            self._serving.result().close()
        else:
            self._serving.add_done_callback(lambda serving: serving.result().close())
        for connection in self._connections:
            connection.cancel()
        return self._connections

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.current_task()
        assert connection is not None  # noqa: S101 - asyncio runs this in a task
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)
        with closing(writer):
            if self._is_ready():
                await _forward(reader, writer, self._target_port)


async def _forward(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target_port: int
) -> None:
    try:
        target_reader, target_writer = await asyncio.open_connection(LOOPBACK, target_port)
        with closing(target_writer):
            async with asyncio.TaskGroup() as both_ways:
                both_ways.create_task(_pump(reader, target_writer))
                both_ways.create_task(_pump(target_reader, writer))
    except* OSError as broken:
        _log.debug("connection to port %d ended: %s", target_port, broken.exceptions)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(_CHUNK):
        writer.write(chunk)
        await writer.drain()
    # The other direction may go on: only this one has ended.
    writer.write_eof()


def _bound(number: int) -> socket.socket | None:
    """Listen on this port of 127.0.0.1; ``None`` when it is taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere the option would let two programs share the port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((LOOPBACK, number))
        bound.listen()
    except OSError:
        bound.close()
        return None
    bound.settimeout(0)
    return bound
