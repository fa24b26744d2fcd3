"""The emulator inside a test process: served on a real port, from a thread of its own."""

import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sevalla_emulator.app import create_app
from sevalla_emulator.clock import Clock, ManualClock, WallClock
from sevalla_emulator.control.client import Control, ControlError
from sevalla_emulator.control.messages import Counters, EmulatedObject, LogEntry, Objects
from sevalla_emulator.default_keys import (
    DEFAULT_API_KEY,
    DEFAULT_OTHER_API_KEY,
    DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    DEFAULT_PRIVATE_CONNECT_KEY,
    DEFAULT_READ_ONLY_KEY,
)
from sevalla_emulator.faults import Fault, FaultReport
from sevalla_emulator.runtime.options import RuntimeOptions
from sevalla_emulator.serving.addresses import Addresses, listening_socket
from sevalla_emulator.serving.server import Certificates, serve_in_thread, temporary_certificates
from sevalla_emulator.settings import Settings

__all__ = [
    "Control",
    "ControlError",
    "Counters",
    "EmulatedObject",
    "Fault",
    "FaultReport",
    "LogEntry",
    "ManualClock",
    "Objects",
    "RunningEmulator",
    "RuntimeOptions",
    "Settings",
    "WallClock",
    "running_emulator",
]


@dataclass(frozen=True)
class RunningEmulator:
    """An emulator that listens. ``url`` ends in ``/v3``; ``ca_file`` is set with TLS only.

    Paths below ``private_connect_url`` begin with ``/v1``. The ``other`` keys belong to another
    company and another workspace, which see nothing of the first.
    """

    url: str
    control_url: str
    api_key: str
    read_only_key: str
    private_connect_url: str
    private_connect_key: str
    control: Control
    ca_file: Path | None = None
    other_api_key: str = DEFAULT_OTHER_API_KEY
    other_private_connect_key: str = DEFAULT_OTHER_PRIVATE_CONNECT_KEY


@contextmanager
def running_emulator(
    *,
    database: Path | None = None,
    api_key: str = DEFAULT_API_KEY,
    read_only_key: str = DEFAULT_READ_ONLY_KEY,
    private_connect_key: str = DEFAULT_PRIVATE_CONNECT_KEY,
    other_api_key: str = DEFAULT_OTHER_API_KEY,
    other_private_connect_key: str = DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    forwarding: bool = False,
    tls: bool = False,
    settings: Settings | None = None,
    clock: Clock | None = None,
    runs: RuntimeOptions | None = None,
) -> Iterator[RunningEmulator]:
    """Serve an emulator on a free loopback port until the block is left.

    ``database`` keeps the objects in a file, else in memory. ``settings`` are those at the
    start and after each reset; ``forwarding`` is laid over them. ``runs`` lets processes run.
    Any number may run at once.
    """
    start = (settings or Settings()).model_copy(update={"forwarding": forwarding})
    app = create_app(
        database=database,
        api_key=api_key,
        read_only_key=read_only_key,
        private_connect_key=private_connect_key,
        other_api_key=other_api_key,
        other_private_connect_key=other_private_connect_key,
        settings=start,
        clock=clock,
        runs=runs,
    )
    with ExitStack() as cleanup:
        certificates = cleanup.enter_context(temporary_certificates()) if tls else None
        socket = cleanup.enter_context(listening_socket("127.0.0.1", 0))
        addresses = Addresses.of(socket, tls=tls)
        cleanup.enter_context(serve_in_thread(app, socket, certificates))
        control = cleanup.enter_context(
            Control(addresses.control_url, trust=_trusting(certificates))
        )
        yield RunningEmulator(
            url=addresses.url,
            control_url=addresses.control_url,
            api_key=api_key,
            read_only_key=read_only_key,
            private_connect_url=addresses.private_connect_url,
            private_connect_key=private_connect_key,
            control=control,
            ca_file=certificates.ca_file if certificates else None,
            other_api_key=other_api_key,
            other_private_connect_key=other_private_connect_key,
        )


def _trusting(certificates: Certificates | None) -> ssl.SSLContext | None:
    return ssl.create_default_context(cafile=str(certificates.ca_file)) if certificates else None
