"""Whether the engine that started this process is still there: nobody else would tell us to end."""

import os
import socket
import threading
import time
from typing import Protocol

INTERVAL = 1.0
"""Seconds between two looks, and between two connections."""

CHUNK = 4096


class EngineWatch(Protocol):
    """Tells whether the engine is gone."""

    @property
    def gone(self) -> bool:
        """Whether it is, for good."""


def engine_watch(engine: str) -> EngineWatch:
    """Begin to watch, as early as may be. `engine`: its address; empty where nobody told it."""
    return ParentWatch() if os.name == "posix" else AddressWatch(engine)


class ParentWatch:
    """Watches the parent: when it dies, the system gives us another."""

    def __init__(self) -> None:
        self._parent = os.getppid()

    @property
    def gone(self) -> bool:
        """Whether the parent is another one."""
        return os.getppid() != self._parent


class AddressWatch:
    """Holds a connection to the engine; whoever cannot get another one is alone.

    Windows tells for ever which process was the parent, and a launcher may stand between. An engine
    that never answered is not missed.
    """

    def __init__(self, engine: str) -> None:
        self._gone = threading.Event()
        host, _, port = engine.rpartition(":")
        if port.isdecimal():
            address = (host, int(port))
            watch = threading.Thread(target=self._watch, args=(address,), daemon=True)
            watch.start()

    @property
    def gone(self) -> bool:
        """Whether nobody listens any more where the engine did."""
        return self._gone.is_set()

    def _watch(self, address: tuple[str, int]) -> None:
        reached = False
        while True:
            try:
                _hold(address)
                reached = True
            except ConnectionRefusedError:
                break
            except OSError:
                pass  # the machine's own trouble says nothing of the engine
            time.sleep(INTERVAL)
        if reached:
            self._gone.set()


def _hold(address: tuple[str, int]) -> None:
    """Connect, say nothing, and wait for the end. An engine ends it after two minutes of silence.

    Raises `OSError`: there is no connection to be had.
    """
    with socket.create_connection(address) as held:
        try:
            while held.recv(CHUNK):
                pass
        except ConnectionError:
            return
