"""The core inside Pulumi's dynamic provider process.

That process serves calls on four worker threads, blocking. All of them hand their work to one event
loop in one background thread, so that they share connections, pacing, reads and pollers.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Coroutine, Mapping
from functools import cache
from typing import Any, TypeVar

from sevalla_provider.lifecycle.session import Session
from sevalla_provider.settings import load

T = TypeVar("T")

WATCH_INTERVAL = 1.0
"""Seconds between two looks whether the engine is still alive."""


class Host:
    """One event loop in a thread of its own, and the session that lives there."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._configuration: Mapping[str, str] = {}
        self._session: Session | None = None
        self._opening = threading.Lock()
        threading.Thread(target=self._loop.run_forever, name="sevalla", daemon=True).start()

    def configure(self, configuration: Mapping[str, str]) -> None:
        """Take the stack's configuration; the engine gives each process one."""
        self._configuration = configuration

    def session(self) -> Session:
        """Open the session, at the first call. Raises `SettingsError`."""
        with self._opening:
            if self._session is None:
                self._session = Session(load(self._configuration))
            return self._session

    def engine_died(self) -> None:
        """Keep what the engine may not have written down."""
        if self._session is not None:
            self._session.engine_died()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` on the loop, and block until it is done."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


@cache
def host() -> Host:
    """The one host of this process."""
    return Host()


@cache
def end_with_the_engine() -> None:
    """Watch the engine, and end when it dies: nobody would hear what goes on here.

    A create that is cut off by this is found again by its intent at the next run.
    """
    engine = os.getppid()

    def watch() -> None:
        while os.getppid() == engine:
            time.sleep(WATCH_INTERVAL)
        try:
            host().engine_died()
        finally:
            os._exit(1)

    threading.Thread(target=watch, name="sevalla-watch", daemon=True).start()


def hide_tracebacks() -> None:
    """Make the host show errors by their words.

    Pulumi's dynamic host sends `traceback.format_exc()` to the user; without frames that is the
    name of the class and the message.
    """
    sys.tracebacklimit = 0
