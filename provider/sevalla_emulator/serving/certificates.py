"""A certificate for this machine, from a certificate authority made for one run."""

import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Certificates:
    """``ca_file`` (PEM) is what clients must trust; ``server`` is what a server serves with."""

    ca_file: Path
    server: ssl.SSLContext


@contextmanager
def temporary_certificates(ca_file: Path | None = None) -> Iterator[Certificates]:
    """Make them; without a place for the authority's file it is gone at the end."""
    authority = trustme.CA(organization_name="sevalla-emulator")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES).configure_cert(server)
    with tempfile.TemporaryDirectory(prefix="sevalla-emulator-") as directory:
        path = ca_file or Path(directory) / "ca.pem"
        authority.cert_pem.write_to_path(str(path))
        yield Certificates(path, server)
