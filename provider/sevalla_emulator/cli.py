"""The command ``sevalla-emulator``."""

import json
import logging
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

import typer

from sevalla_emulator.app import (
    DEFAULT_API_KEY,
    DEFAULT_OTHER_API_KEY,
    DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    DEFAULT_PRIVATE_CONNECT_KEY,
    DEFAULT_READ_ONLY_KEY,
    create_app,
)
from sevalla_emulator.serving.addresses import Addresses, is_loopback, listening_socket
from sevalla_emulator.serving.server import Certificates, EmulatorServer, temporary_certificates
from sevalla_emulator.settings import Settings
from sevalla_emulator.store import UnusableDatabaseError

_EXPOSED = """
This is not a loopback address. Anyone who reaches this machine can control the emulator
(/_emulator asks for no key) and, through TCP proxies and tunnels, reach this machine's own
ports on 127.0.0.1. Use it in a network you trust, or leave --host away."""

_LogLevel = Literal["critical", "error", "warning", "info", "debug"]

_command = typer.Typer(add_completion=False)


@_command.command()
def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0: any free port.")] = 8787,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name that it may be called by; may be repeated."),
    ] = None,
    database: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Keep the objects here, not in memory.")
    ] = None,
    api_key: Annotated[str, typer.Option(help="Key that may do all.")] = DEFAULT_API_KEY,
    read_only_key: Annotated[
        str, typer.Option(help="Key that may only read.")
    ] = DEFAULT_READ_ONLY_KEY,
    private_connect_key: Annotated[
        str, typer.Option(help="Key of the Private Connect API.")
    ] = DEFAULT_PRIVATE_CONNECT_KEY,
    other_api_key: Annotated[
        str, typer.Option(help="Key of another company, which sees nothing of the first.")
    ] = DEFAULT_OTHER_API_KEY,
    other_private_connect_key: Annotated[
        str, typer.Option(help="Key of another workspace of the Private Connect API.")
    ] = DEFAULT_OTHER_PRIVATE_CONNECT_KEY,
    tls: Annotated[
        bool, typer.Option("--tls", help="Serve HTTPS with a certificate made for this run.")
    ] = False,
    tls_ca_file: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Where to put what clients must trust.")
    ] = None,
    forwarding: Annotated[
        bool, typer.Option("--forwarding/--no-forwarding", help="Let TCP proxies forward.")
    ] = True,
    announce: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write url, pid … here once it listens.")
    ] = None,
    log_level: Annotated[_LogLevel, typer.Option(help="How much to log.")] = "warning",
) -> None:
    """Serve the Sevalla and Private Connect APIs on this machine, for trying programs on.

    Its console is at its own address, http://127.0.0.1:8787/: open that in a browser.
    """
    logging.basicConfig(level=log_level.upper())
    with ExitStack() as cleanup:
        wanted = tls or tls_ca_file is not None
        certificates = (
            cleanup.enter_context(temporary_certificates(tls_ca_file)) if wanted else None
        )
        try:
            app = create_app(
                database=database,
                api_key=api_key,
                read_only_key=read_only_key,
                private_connect_key=private_connect_key,
                other_api_key=other_api_key,
                other_private_connect_key=other_private_connect_key,
                settings=Settings(forwarding=forwarding),
                allowed_hosts=allow_host or (),
            )
            bound = cleanup.enter_context(listening_socket(host, port))
        except (UnusableDatabaseError, OSError) as problem:
            typer.echo(f"sevalla-emulator cannot start: {problem}", err=True)
            raise typer.Exit(1) from None
        addresses = Addresses.of(bound, tls=wanted)

        def listening() -> None:
            if announce:
                _announce(announce, addresses, certificates)
            keys = (api_key, read_only_key, private_connect_key)
            typer.echo(_banner(addresses, certificates, keys, database))
            if not is_loopback(bound):
                typer.echo(_EXPOSED)

        EmulatorServer(app, certificates, log_level, listening).run(sockets=[bound])


def main() -> None:
    """Run the command."""
    _command()


def _banner(
    addresses: Addresses,
    certificates: Certificates | None,
    keys: tuple[str, str, str],
    database: Path | None,
) -> str:
    api_key, read_only_key, private_connect_key = keys
    lines = {
        "API": addresses.url,
        "key": api_key,
        "read-only key": read_only_key,
        "tunnels API": addresses.private_connect_url,
        "tunnels key": private_connect_key,
        "control API": addresses.control_url,
        "console": addresses.console_url,
        "database": str(database or "memory"),
        "CA to trust": f"{certificates.ca_file}  (SSL_CERT_FILE)" if certificates else "",
    }
    shown = [f"  {name:<14} {value}" for name, value in lines.items() if value]
    return "\n".join(["sevalla-emulator", *shown])


def _announce(place: Path, addresses: Addresses, certificates: Certificates | None) -> None:
    """Write where the emulator is; whoever sees the file sees all of it."""
    told = {
        "url": addresses.url,
        "private_connect_url": addresses.private_connect_url,
        "control_url": addresses.control_url,
        "pid": os.getpid(),
        **({"ca_file": str(certificates.ca_file)} if certificates else {}),
    }
    with tempfile.NamedTemporaryFile(
        "w", dir=place.parent, prefix=f".{place.name}.", delete=False
    ) as unfinished:
        json.dump(told, unfinished)
    Path(unfinished.name).replace(place)
