"""An emulator that is about to serve, as the options say; and one that serves until it is told."""

import errno
import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import typer
from starlette.applications import Starlette

from sevalla_emulator.app import create_app
from sevalla_emulator.cli.failure import Failure
from sevalla_emulator.cli.options import ServingOptions
from sevalla_emulator.cli.output import EXPOSED, announce, banner, seeded
from sevalla_emulator.cli.runtime import runtime_of
from sevalla_emulator.runtime.options import RuntimeOptions
from sevalla_emulator.serving.addresses import Addresses, is_loopback, listening_socket
from sevalla_emulator.serving.server import Certificates, EmulatorServer, temporary_certificates
from sevalla_emulator.settings import Settings
from sevalla_emulator.store import UnusableDatabaseError

PORT = 8787


@dataclass(frozen=True)
class Emulator:
    """One whose socket is bound; whoever serves `app` on it lets clients in."""

    options: ServingOptions
    app: Starlette
    bound: socket.socket
    addresses: Addresses
    certificates: Certificates | None

    def tell(self, *, err: bool = False) -> None:
        """Say where it listens, once it does."""
        if self.options.announce:
            announce(self.options.announce, self.addresses, self.certificates)
        typer.echo(banner(self.options, self.addresses, self.certificates), err=err)
        if self.options.seed:
            typer.echo(seeded(self.app.state.seeded), err=err)
        if not is_loopback(self.bound):
            typer.echo(EXPOSED, err=err)


@contextmanager
def opened(options: ServingOptions, port: int) -> Iterator[Emulator]:
    """Make an emulator, at `port` unless the options name another.

    Raises:
        Failure: it cannot listen there, or keep its objects where it should.
    """
    logging.basicConfig(level=options.log_level.upper())
    wanted = options.tls or options.tls_ca_file is not None
    with ExitStack() as cleanup:
        bound = _bound(cleanup, options.host, port if options.port is None else options.port)
        certificates = (
            cleanup.enter_context(temporary_certificates(options.tls_ca_file)) if wanted else None
        )
        addresses = Addresses.of(bound, tls=wanted)
        runs = runtime_of(options, origin=addresses.url, loopback=is_loopback(bound), say=_say)
        yield Emulator(options, _app(options, runs), bound, addresses, certificates)


def serve_until_stopped(options: ServingOptions) -> None:
    """Serve until SIGINT or SIGTERM."""
    with opened(options, PORT) as emulator:
        server = EmulatorServer(
            emulator.app, emulator.certificates, options.log_level, emulator.tell
        )
        server.run(sockets=[emulator.bound])


def _say(sentence: str) -> None:
    """Tell of what is about to be run, where it is not in the way of a command's own output."""
    typer.echo(f"sevalla-emulator: {sentence}", err=True)


def _app(options: ServingOptions, runs: RuntimeOptions | None) -> Starlette:
    try:
        return create_app(
            database=options.database,
            api_key=options.api_key,
            read_only_key=options.read_only_key,
            private_connect_key=options.private_connect_key,
            other_api_key=options.other_api_key,
            other_private_connect_key=options.other_private_connect_key,
            settings=Settings(forwarding=options.forwarding),
            allowed_hosts=options.allow_host or (),
            seed=options.seed,
            runs=runs,
        )
    except UnusableDatabaseError as problem:
        raise Failure(f"cannot keep objects in {problem}") from None


def _bound(cleanup: ExitStack, host: str, port: int) -> socket.socket:
    try:
        return cleanup.enter_context(listening_socket(host, port))
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            reason = f"{host}:{port} is in use; name another port, or any free one by --port 0"
        else:
            reason = f"cannot listen at {host}:{port}: {problem.strerror or problem}"
        raise Failure(reason) from None
