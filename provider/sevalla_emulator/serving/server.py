"""uvicorn, as the emulator needs it, and a certificate for this machine."""

import signal
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
import uvicorn
from starlette.types import ASGIApp

from sevalla_emulator.serving.protocol import BreakableProtocol

NAMES = ("localhost", "127.0.0.1", "::1")
_ENDS = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last one on Windows alone
_PATIENCE = 2  # seconds that a shutdown waits for answers under way


@dataclass(frozen=True)
class Certificates:
    """``ca_file`` (PEM) is what clients must trust; ``server`` is what a server serves with."""

    ca_file: Path
    server: ssl.SSLContext


@contextmanager
def temporary_certificates(ca_file: Path | None = None) -> Iterator[Certificates]:
    """Make them, from an authority for one run; without ``ca_file`` its own is a temporary one."""
    authority = trustme.CA(organization_name="sevalla-emulator")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES).configure_cert(server)
    with tempfile.TemporaryDirectory(prefix="sevalla-emulator-") as directory:
        path = ca_file or Path(directory) / "ca.pem"
        authority.cert_pem.write_to_path(str(path))
        yield Certificates(path, server)


class EmulatorServer(uvicorn.Server):
    """Serves one application; ``on_listening`` is called once clients can connect."""

    def __init__(
        self,
        app: ASGIApp,
        certificates: Certificates | None = None,
        log_level: str = "warning",
        on_listening: Callable[[], None] = lambda: None,
    ) -> None:
        config = uvicorn.Config(
            app,
            http=BreakableProtocol,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            log_level=log_level,
            access_log=False,
            server_header=False,
            date_header=False,  # the API's own tells the emulator's time
            timeout_graceful_shutdown=_PATIENCE,
            ssl_context_factory=(lambda *_: certificates.server) if certificates else None,
        )
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._on_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, without waiting for requests that are to hang."""
        for connection in self.server_state.connections:
            if isinstance(connection, BreakableProtocol) and connection.is_waiting:
                connection.abort()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """End on each of `_ENDS` as on any other wish to end: with success."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        wanted = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]
        before = {number: signal.signal(number, self.handle_exit) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextmanager
def serve_in_thread(
    app: ASGIApp, bound: socket.socket, certificates: Certificates | None = None
) -> Iterator[None]:
    """Serve from a thread of its own until the block is left.

    Raises:
        RuntimeError: the server ended before it listened.
    """
    listening = threading.Event()
    server = EmulatorServer(app, certificates, on_listening=listening.set)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="sevalla-emulator") as thread:
        ended = thread.submit(server.run, sockets=[bound])
        ended.add_done_callback(lambda _: listening.set())
        try:
            listening.wait()
            if not server.started:
                raise RuntimeError("the emulator did not start") from ended.exception()
            yield
        finally:
            server.should_exit = True
        ended.result()
