"""Ports of 127.0.0.1 that relay to somewhere on this machine."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from sevalla_emulator.sockets import let_reuse

LOOPBACK = "127.0.0.1"
_CHUNK = 65_536
_PAUSE = 0.05  # seconds between two tries to connect
_PORTS = range(1, 65_536)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Endpoint:
    """A place on this machine that connections may go to.

    Where nobody listens at its port the ``others`` are tried, and all of them again for as many
    seconds as ``patience`` says: what listens there may only be starting.
    """

    host: str
    port: int
    others: tuple[int, ...] = ()
    patience: float = 0.0


# Where a connection goes at this moment; nowhere while what it belongs to is not ready.
TargetOf: TypeAlias = Callable[[], Endpoint | None]


class Relays:
    """Ports that are held, each by one object, and relay when switched on.

    Listeners need a running event loop; ``switch(on=True)`` is called inside it. ``target_of``
    is asked with the holder's id at each connection.
    """

    def __init__(self, target_of: Callable[[str], Endpoint | None]) -> None:
        self._target_of = target_of
        self._on = False
        self._held: dict[str, int] = {}
        self._listeners: dict[str, _Listener] = {}
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def on(self) -> bool:
        """Whether ports listen."""
        return self._on

    def hold(self, holder: str, number: int) -> None:
        """Remember a port; it does not listen when another program has it."""
        if not self.try_to_hold(holder, number):
            self._stop(holder)
            self._held[holder] = number

    def try_to_hold(self, holder: str, number: int) -> bool:
        """Remember a port, unless it cannot be listened at: then all stays as it was."""
        there = self._held.get(holder) == number and self.listens(holder)
        if self._on and not there and not self._listen(holder, number):
            return False
        self._held[holder] = number
        return True

    def release(self, holder: str) -> None:
        """Free a port at once; its open connections end."""
        self._held.pop(holder, None)
        self._stop(holder)

    def listens(self, holder: str) -> bool:
        """Whether connections to the holder's port arrive here."""
        return holder in self._listeners

    def port_of(self, holder: str) -> int | None:
        """Return the port that an object holds, whether it listens or not."""
        return self._held.get(holder)

    def switch(self, *, on: bool) -> None:
        """Begin or stop to listen on all ports that are held."""
        if on == self._on:
            return
        self._on = on
        for holder, number in self._held.items():
            if on and not self._listen(holder, number):
                _log.warning("port %d is taken: %s does not forward", number, holder)
            elif not on:
                self._stop(holder)

    def close(self) -> None:
        """Free all ports."""
        for holder in list(self._held):
            self.release(holder)

    async def aclose(self) -> None:
        """Free all ports and wait until the last connection is closed."""
        self.close()
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _listen(self, holder: str, number: int) -> bool:
        bound = _bound(number)
        if bound is not None:
            self._stop(holder)
            self._listeners[holder] = _Listener(bound, partial(self._target_of, holder))
        return bound is not None

    def _stop(self, holder: str) -> None:
        listener = self._listeners.pop(holder, None)
        for connection in listener.close() if listener else ():
            self._ending.add(connection)
            connection.add_done_callback(self._ending.discard)


class _Listener:
    """One bound port, and its connections."""

    def __init__(self, bound: socket.socket, target_of: TargetOf) -> None:
        self._target_of = target_of
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
            await _relay(reader, writer, self._target_of)


async def first_open(target_of: TargetOf) -> Endpoint | None:
    """Return where somebody listens, as soon as one does; nowhere once patience has an end."""
    try:
        _, writer = await _connected(target_of)
    except OSError:
        return None
    host, port, *_ = writer.get_extra_info("peername")
    writer.close()
    return Endpoint(host, port)


async def _connected(target_of: TargetOf) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect to where a connection goes at this moment, or a moment later.

    Raises:
        OSError: nobody listens.
    """
    clock = asyncio.get_running_loop()
    begun = clock.time()
    while (target := target_of()) is not None:
        for port in (target.port, *target.others):
            with contextlib.suppress(OSError):
                return await asyncio.open_connection(target.host, port)
        if clock.time() - begun >= target.patience:
            raise ConnectionRefusedError(f"nobody listens at port {target.port}")
        await asyncio.sleep(_PAUSE)
    raise ConnectionRefusedError("it leads nowhere now")


async def _relay(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target_of: TargetOf
) -> None:
    try:
        target_reader, target_writer = await _connected(target_of)
        with closing(target_writer):
            async with asyncio.TaskGroup() as both_ways:
                both_ways.create_task(_pump(reader, target_writer))
                both_ways.create_task(_pump(target_reader, writer))
    except* OSError as broken:
        _log.debug("a connection ended: %s", broken.exceptions)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(_CHUNK):
        writer.write(chunk)
        await writer.drain()
    # The other direction may go on: only this one has ended.
    writer.write_eof()


def _bound(number: int) -> socket.socket | None:
    """Listen on this port of 127.0.0.1; ``None`` when it is taken, or is no port."""
    if number not in _PORTS:
        return None
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    let_reuse(bound)
    try:
        bound.bind((LOOPBACK, number))
        bound.listen()
    except OSError:
        bound.close()
        return None
    bound.settimeout(0)
    return bound
