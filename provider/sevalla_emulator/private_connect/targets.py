"""What a tunnel leads to (`docs/contract/private-connect.md`, Tunnels)."""

import ipaddress
import re
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag

from sevalla_emulator.relaying import LOOPBACK, Endpoint
from sevalla_emulator.wire import CamelBody, Port

_NAME = "[A-Za-z0-9._-]{1,253}"
_LARGEST_PORT = 65_535


def _host(host: str) -> str:
    if ":" in host:
        ipaddress.IPv6Address(host)
    elif not re.fullmatch(_NAME, host):
        raise ValueError("not a host's name or address")
    return host


def _host_and_port(text: str) -> str:
    host, _, port = text.rpartition(":")
    if host.startswith("["):
        ipaddress.IPv6Address(host.strip("[]"))
    if not 1 <= int(port) <= _LARGEST_PORT:
        raise ValueError(f"the port must be from 1 to {_LARGEST_PORT}")
    return text


class TargetParts(CamelBody):
    """A host, an IPv6 address without brackets, and a port."""

    host: Annotated[str, Field(min_length=1, max_length=253), AfterValidator(_host)]
    port: Port


TargetText: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=rf"^(\[[0-9a-fA-F:.]+\]|{_NAME}):[0-9]{{1,5}}$"),
    AfterValidator(_host_and_port),
]
Target: TypeAlias = Annotated[
    Annotated[TargetText, Tag("text")] | Annotated[TargetParts, Tag("parts")],
    Discriminator(lambda given: "text" if isinstance(given, str) else "parts"),
]


def parts(target: str | TargetParts) -> tuple[str, int]:
    """Return the host, without brackets, and the port of a target that is valid."""
    if isinstance(target, TargetParts):
        return target.host, target.port
    host, _, port = target.rpartition(":")
    return host.strip("[]"), int(port)


def on_this_machine(host: str, port: int) -> Endpoint:
    """Return where a target is reached: a host elsewhere stands for this machine."""
    return Endpoint(host if _is_loopback(host) else LOOPBACK, port)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
