"""Sets of networks: IPv4 and IPv6 addresses and CIDRs, in one form and one order."""

import re
from collections.abc import Sequence
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

NOT_PUBLIC: Sequence[Network] = [
    ip_network(each)
    for each in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    )
]
"""Where no host of the Internet is, nor one that a packet from there could come from."""


@dataclass(frozen=True)
class NetworkForm(Rule):
    """Addresses, and CIDRs without the bits that they do not look at.

    `public`: of the Internet alone.
    """

    public: bool = False

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
        if self.public and any(_within(network, each) for each in NOT_PUBLIC):
            raise wrong(
                "must be public, such as 203.0.113.7: nobody comes from the Internet with an "
                f"address of {shown(value)}"
            )
        alone = network.prefixlen == network.max_prefixlen
        return str(network.network_address if alone else network)


def _within(network: Network, other: Network) -> bool:
    """Whether all of a network is part of another one."""
    first, last = network.network_address, network.broadcast_address
    return network.version == other.version and first in other and last in other


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

PublicNetworks = Annotated[list[Annotated[str, NetworkForm(public=True)]], AfterValidator(as_set)]
