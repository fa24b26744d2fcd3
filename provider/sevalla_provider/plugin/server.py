"""The process: a port for the engine, and an end with it."""

import asyncio
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType

import grpc.aio

from sevalla_provider.engine_watch import INTERVAL, EngineWatch
from sevalla_provider.plugin.routes import LazyProvider, routes

LAST_WORDS = ("SIGINT", "SIGBREAK")
"""What the engine says last, on POSIX and on Windows, and then it waits until we are gone. Ctrl-C
in a terminal is the engine's business, which says `Cancel` then."""

SOMEBODY_ELSES = ("SIGTERM",)

OPTIONS = (
    ("grpc.max_send_message_length", -1),
    ("grpc.max_receive_message_length", -1),
)


def main(engine: str, watch: EngineWatch) -> None:
    """Serve until the engine ends. `engine`: its address; empty where it is told later."""
    asyncio.run(serve(engine, watch))


async def serve(engine: str, watch: EngineWatch) -> None:
    """Print the port, as the engine expects; then answer until the process is told to end."""
    provider = LazyProvider(engine)
    server = grpc.aio.server(options=OPTIONS)
    server.add_generic_rpc_handlers((routes(provider),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)  # noqa: T201 - the one line that the engine reads
    provider.load()
    await _end(provider, watch)
    await server.stop(grace=0)


async def _end(provider: LazyProvider, watch: EngineWatch) -> None:
    """Wait until there is nobody left to serve."""
    told = asyncio.Event()

    def interrupted() -> None:
        loaded = provider.loaded()
        if loaded is not None:
            loaded.interrupted()
        told.set()

    heard = dict.fromkeys(LAST_WORDS, interrupted) | dict.fromkeys(SOMEBODY_ELSES, told.set)
    with _hearing(heard):
        while not told.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(told.wait(), INTERVAL)
            loaded = provider.loaded()
            attached = loaded is not None and loaded.attached
            if watch.gone and not attached:
                return


@contextmanager
def _hearing(actions: Mapping[str, Callable[[], None]]) -> Iterator[None]:
    """Do something in the running loop at each signal that this system knows."""
    loop = asyncio.get_running_loop()  # its own handlers of signals are for POSIX alone
    known: dict[int, Callable[[], None]] = {
        getattr(signal, name): action for name, action in actions.items() if hasattr(signal, name)
    }

    def hear(number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(known[number])

    before = {number: signal.signal(number, hear) for number in known}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
