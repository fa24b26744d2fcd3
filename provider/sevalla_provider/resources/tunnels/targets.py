"""Where a tunnel leads: `host:port`, written in one way or the other, and how it is reached."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field
from pydantic_core import PydanticCustomError
from typing_extensions import override

from sevalla_provider.resources.values import InputModel, Port, Rule, Text, Whole, shown, wrong

EXAMPLE = "`db.internal:5432`, or `[::1]:5432` for an IPv6 address"

LONGEST_NAME = 253
"""Characters of a host name."""

BY_PORT: Mapping[int, str] = {
    5432: "postgres://localhost:{}/postgres",
    3306: "mysql://localhost:{}",
    6379: "redis://localhost:{}",
    27017: "mongodb://localhost:{}",
}
BY_PROTOCOL: Mapping[object, str] = {
    "http": "http://localhost:{}",
    "https": "https://localhost:{}",
}
OTHERWISE = "tcp://localhost:{}"


def connection_string(protocol: object, target_port: int, local_port: int) -> str:
    """What a program gives to its driver, by the documented rules."""
    by_protocol = BY_PROTOCOL.get(protocol, OTHERWISE)
    return BY_PORT.get(target_port, by_protocol).format(local_port)


def joined(host: str, port: int) -> str:
    """`host:port`, with an IPv6 address in brackets, whether it came in them or not."""
    bare = host.removeprefix("[").removesuffix("]")
    return f"[{bare}]:{port}" if ":" in bare else f"{host}:{port}"


class TargetAddress(InputModel):
    """Host and port apart."""

    host: Annotated[
        Annotated[str, Text(1, LONGEST_NAME)], Field(description="A name or an address.")
    ]
    port: Annotated[Port, Field(description="The port, from 1 to 65535.")]


@dataclass(frozen=True)
class TargetForm(Rule):
    """Targets in normal form: `host:port` in lower case, an IPv6 address in brackets."""

    name: ClassVar[re.Pattern[str]] = re.compile(r"(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
    digits: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{1,9}")

    @override
    def check(self, value: object) -> str:
        host, port = self._parts(value)
        return f"{self._host(host)}:{self._port(port)}"

    def _parts(self, value: object) -> tuple[object, object]:
        if isinstance(value, dict) and set(value) == {"host", "port"}:
            return value["host"], value["port"]
        if not isinstance(value, str):
            raise wrong(f"must be {EXAMPLE}, or an object of `host` and `port`")
        host, colon, port = value.strip().rpartition(":")
        bare = ":" in host and not host.startswith("[")
        if not colon or bare or not self.digits.fullmatch(port):
            raise wrong(f"must be {EXAMPLE}, not {shown(value)}")
        return host, int(port)

    def _port(self, port: object) -> int:
        try:
            return Whole(1, 65535).check(port)
        except PydanticCustomError:
            raise wrong(f"must have a port from 1 to 65535, not {shown(port)}") from None

    def _host(self, host: object) -> str:
        text = host.lower() if isinstance(host, str) else ""
        inner = text[1:-1] if text.startswith("[") and text.endswith("]") else text
        if ":" in inner:
            return f"[{self._ipv6(inner)}]"
        if inner != text or len(text) > LONGEST_NAME or not self.name.fullmatch(text):
            raise wrong(
                f"must have a host name or an address of 1 to {LONGEST_NAME} characters before "
                f"the port, not {shown(host)}"
            )
        return text

    def _ipv6(self, text: str) -> str:
        try:
            return str(ipaddress.IPv6Address(text))
        except ValueError:
            raise wrong(f"has {shown(text)}, which is no IPv6 address") from None


Target = Annotated[str | TargetAddress, TargetForm()]
