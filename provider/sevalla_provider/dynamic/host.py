"""The core inside Pulumi's dynamic provider process.

That process serves calls on four worker threads, blocking. All of them hand their work to one event
loop in one background thread, so that they share connections, pacing, reads and pollers.
"""

import asyncio
import atexit
import os
import sys
import threading
import time
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

from sevalla_provider.engine_watch import INTERVAL, engine_watch
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.settings import load

T = TypeVar("T")


class Host:
    """One event loop in a thread of its own, and the session that lives there."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._configuration: Mapping[str, str] = {}
        self._session: Session | None = None
        self._opening = threading.Lock()
        self._cancels = 0
        self._cut_off = False
        self._under_way = 0
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

    def cancelled(self) -> None:
        """Note that the engine said `Cancel`: while a call is under way, that is no orderly end."""
        with self._opening:
            self._cancels += 1
            self._cut_off |= self._under_way > 0

    def ended(self) -> None:
        """Take the end of this process, when no call is under way any more.

        At the end of its run the engine says `Cancel` once, and interrupts us: by then it has
        written its state. Whoever cancels the run makes it say `Cancel` once more, before; that one
        may wait behind the calls of all our threads until the engine is gone, and never be heard.
        """
        in_order = self._cancels == 1 and not self._cut_off and self._under_way == 0
        if self._session is not None and in_order:
            self._session.intent_log.ended_in_order()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` on the loop, and block until it is done."""
        with self._opening:
            self._under_way += 1
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop).result()
        finally:
            with self._opening:
                self._under_way -= 1


@cache
def host() -> Host:
    """The one host of this process."""
    return Host()


@cache
def end_with_the_engine() -> None:
    """Watch the engine, and end when it dies: nobody would hear what goes on here.

    A create that is cut off by this is found again by its intent at the next run. An engine that
    ends its run in order interrupts us; then Python comes to its end, and so does the session.
    """
    engine = engine_watch(sys.argv[-1])  # its address, which stands last

    def follow() -> None:
        while not engine.gone:
            time.sleep(INTERVAL)
        os._exit(1)

    threading.Thread(target=follow, name="sevalla-watch", daemon=True).start()
    hear_cancel()
    atexit.register(lambda: host().ended())


def hear_cancel() -> None:
    """Hear the engine's `Cancel`, which Pulumi's dynamic host answers and does not hand on.

    Its method is bound by then; what can still be changed is what the method does. Where the host
    is another, nothing is heard, and intents stay until the engine asks about their objects.
    """

    def cancel(self, request, context):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        from google.protobuf.empty_pb2 import Empty  # noqa: PLC0415 - it runs in another module

        from sevalla_provider.dynamic.host import host  # noqa: PLC0415

        host().cancelled()
        return Empty()

    servicer = getattr(sys.modules["__main__"], "DynamicResourceProviderServicer", None)
    with suppress(AttributeError, ValueError):  # another version may have wrapped it
        servicer.Cancel.__code__ = cancel.__code__  # type: ignore[union-attr]


def hide_tracebacks() -> None:
    """Make the host show errors by their words.

    Pulumi's dynamic host sends `traceback.format_exc()` to the user; without frames that is the
    name of the class and the message.
    """
    sys.tracebacklimit = 0
