"""What the command says of an emulator, to people and to programs."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from sevalla_emulator.cli.options import ServingOptions
from sevalla_emulator.json_types import text
from sevalla_emulator.kinds.reference import CLUSTERS, DATABASE_RESOURCE_TYPES, RESOURCE_TYPES
from sevalla_emulator.record import Record
from sevalla_emulator.serving.addresses import Addresses
from sevalla_emulator.serving.server import Certificates

EXPOSED = """
This is not a loopback address. Anyone who reaches this machine can control the emulator
(/_emulator asks for no key) and, through TCP proxies and tunnels, reach this machine's own
ports on 127.0.0.1. Use it in a network you trust, or leave --host away."""

_RUNS = "deployments from folders of this machine, with your rights"


def banner(options: ServingOptions, addresses: Addresses, certificates: Certificates | None) -> str:
    """Return where it is, and by which keys."""
    lines = {
        "API": addresses.url,
        "key": options.api_key,
        "read-only key": options.read_only_key,
        "tunnels API": addresses.private_connect_url,
        "tunnels key": options.private_connect_key,
        "control API": addresses.control_url,
        "console": addresses.console_url,
        "database": str(options.database or "memory"),
        "runs": _RUNS if options.run else "",
        "CA to trust": f"{certificates.ca_file}  (SSL_CERT_FILE)" if certificates else "",
    }
    return "\n".join(["sevalla-emulator", *_table(lines)])


def seeded(records: Iterable[Record]) -> str:
    """Return the ids of what it has begun with, and of a place and a size for more."""
    cluster, size, database = CLUSTERS[0], RESOURCE_TYPES[1], DATABASE_RESOURCE_TYPES[0]
    named = {
        "cluster": f"{cluster.id}  {cluster.name}",
        "process size": f"{size.id}  {size.name}",
        "database size": f"{database.id}  {database.name}",
    }
    return "\n".join(_table({**{_called(one): one.id for one in records}, **named}))


def announce(place: Path, addresses: Addresses, certificates: Certificates | None) -> None:
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


def _table(lines: Mapping[str, str]) -> list[str]:
    return [f"  {name:<14} {value}" for name, value in lines.items() if value]


def _called(record: Record) -> str:
    kind = record.kind.removesuffix("s")
    return text(record.body, "type") if record.kind == "processes" else kind
