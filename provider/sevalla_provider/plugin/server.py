"""The process: a port for the engine, and an end with it."""

import asyncio
import os
import signal
from contextlib import suppress

import grpc.aio

from sevalla_provider.plugin.routes import LazyProvider, routes

WATCH_INTERVAL = 1.0
"""Seconds between two looks whether the engine is still alive."""

OPTIONS = (
    ("grpc.max_send_message_length", -1),
    ("grpc.max_receive_message_length", -1),
)


def main(engine: str, parent: int) -> None:
    """Serve until the engine ends.

    Args:
        engine: its address, or an empty text.
        parent: the process that started us, as it was at the very beginning.
    """
    asyncio.run(serve(engine, parent))


async def serve(engine: str, parent: int) -> None:
    """Print the port, as the engine expects; then answer until the process is told to end."""
    provider = LazyProvider(engine)
    server = grpc.aio.server(options=OPTIONS)
    server.add_generic_rpc_handlers((routes(provider),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)  # noqa: T201 - the one line that the engine reads
    provider.load()
    await _end(provider, parent)
    await server.stop(grace=0)


async def _end(provider: LazyProvider, parent: int) -> None:
    """Wait until there is nobody left to serve."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()

    def interrupted() -> None:
        loaded = provider.loaded()
        if loaded is not None:
            loaded.interrupted()
        told.set()

    # Ctrl-C in a terminal is the engine's business, which says `Cancel` then. SIGINT is its own
    # last word, and it waits until we are gone; SIGTERM is somebody else's.
    loop.add_signal_handler(signal.SIGINT, interrupted)
    loop.add_signal_handler(signal.SIGTERM, told.set)
    while not told.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), WATCH_INTERVAL)
        loaded = provider.loaded()
        attached = loaded is not None and loaded.attached
        if os.getppid() != parent and not attached:
            return
