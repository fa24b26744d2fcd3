"""Where the emulator listens, and how clients name that place."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sevalla_emulator.app import CONTROL_PREFIX
from sevalla_emulator.catalogue import PRIVATE_CONNECT, SEVALLA
from sevalla_emulator.sockets import let_reuse


@contextmanager
def listening_socket(host: str, port: int) -> Iterator[socket.socket]:
    """Bind a host and port (0 for any free one), and close it at the end.

    Raises:
        OSError: the port is taken, or the host is not this machine's.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as bound:
        let_reuse(bound)
        bound.bind(address)
        yield bound


@dataclass(frozen=True)
class Addresses:
    """``url`` is the Sevalla API's base, ``control_url`` that of ``/_emulator``.

    ``console_url`` is what a person opens in a browser.
    """

    url: str
    private_connect_url: str
    control_url: str
    console_url: str

    @classmethod
    def of(cls, bound: socket.socket, *, tls: bool) -> "Addresses":
        """Name the place where a socket is bound; all addresses are named by loopback."""
        address = ipaddress.ip_address(bound.getsockname()[0])
        port = bound.getsockname()[1]
        named = "127.0.0.1" if address.is_unspecified else str(address)
        host = f"[{named}]" if ":" in named else named
        origin = f"{'https' if tls else 'http'}://{host}:{port}"
        return cls(
            url=f"{origin}{SEVALLA.prefix}",
            private_connect_url=f"{origin}{PRIVATE_CONNECT.prefix}",
            control_url=f"{origin}{CONTROL_PREFIX}",
            console_url=f"{origin}/",
        )


def is_loopback(bound: socket.socket) -> bool:
    """Whether only this machine can reach the socket."""
    return ipaddress.ip_address(bound.getsockname()[0]).is_loopback
