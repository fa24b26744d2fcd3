"""Sets of networks: IPv4 and IPv6 addresses and CIDRs, in one form and one order."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, ClassVar, TypeAlias

from pydantic import AfterValidator
from typing_extensions import override

from sevalla_provider.resources.values import Rule, shown, wrong

MOST = 500
"""Networks of a list."""

LONGEST = 45
"""Characters of one."""

Network: TypeAlias = IPv4Network | IPv6Network


@dataclass(frozen=True)
class NetworkForm(Rule):
    """Addresses, and CIDRs without the bits that they do not look at."""

    form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9a-fA-F:.]+(/[0-9]{1,3})?")

    @override
    def check(self, value: object) -> str:
        fits = isinstance(value, str) and len(value) <= LONGEST and self.form.fullmatch(value)
        try:
            network = ip_network(str(value), strict=False) if fits else None
        except ValueError:
            network = None
        if network is None:
            raise wrong(
                f"must be an IPv4 or IPv6 address or CIDR of at most {LONGEST} characters, such as "
                f"203.0.113.7 or 2001:db8::/32, not {shown(value)}"
            )
        alone = network.prefixlen == network.max_prefixlen
        return str(network.network_address if alone else network)


def as_set(networks: list[str]) -> list[str]:
    """Bring networks into one order, each once. Raises the error of `wrong`."""
    distinct = sorted(set(networks), key=_place)
    if len(distinct) > MOST:
        raise wrong(f"must hold at most {MOST} networks, and holds {len(distinct)}")
    return distinct


def _place(text: str) -> tuple[int, int, int]:
    network: Network = ip_network(text)
    return network.version, int(network.network_address), network.prefixlen


Networks = Annotated[list[Annotated[str, NetworkForm()]], AfterValidator(as_set)]
