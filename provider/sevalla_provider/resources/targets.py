"""Where a tunnel leads: `host:port`, written in one way or the other."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field

from sevalla_provider.resources.values import InputModel, Port, Rule, Text, Whole, shown, wrong

EXAMPLE = "`db.internal:5432`, or `[::1]:5432` for an IPv6 address"


class TargetAddress(InputModel):
    """Host and port apart."""

    host: Annotated[Annotated[str, Text(1, 253)], Field(description="A name or an address.")]
    port: Annotated[Port, Field(description="The port, from 1 to 65535.")]


@dataclass(frozen=True)
class TargetForm(Rule):
    """Targets in normal form: `host:port` in lower case, an IPv6 address in brackets."""

    name: ClassVar[re.Pattern[str]] = re.compile(r"(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")

    def check(self, value: object) -> str:
        host, port = self._parts(value)
        return f"{self._host(host)}:{Whole(1, 65535).check(port)}"

    def _parts(self, value: object) -> tuple[object, object]:
        if isinstance(value, dict) and set(value) == {"host", "port"}:
            return value["host"], value["port"]
        if not isinstance(value, str):
            raise wrong(f"must be {EXAMPLE}, or an object of `host` and `port`")
        host, colon, port = value.strip().rpartition(":")
        bare = ":" in host and not host.startswith("[")
        if not colon or bare or not port.isascii() or not port.isdigit():
            raise wrong(f"must be {EXAMPLE}, not {shown(value)}")
        return host, int(port)

    def _host(self, host: object) -> str:
        text = Text(1, 253).check(host).lower()
        inner = text.removeprefix("[").removesuffix("]")
        if ":" in inner:
            return f"[{self._ipv6(inner)}]"
        if inner != text or not self.name.fullmatch(text):
            raise wrong(f"must have a host name or an address before the port, not {shown(text)}")
        return text

    def _ipv6(self, text: str) -> str:
        try:
            return str(ipaddress.IPv6Address(text))
        except ValueError:
            raise wrong(f"has {shown(text)}, which is no IPv6 address") from None


Target = Annotated[str | TargetAddress, TargetForm()]
