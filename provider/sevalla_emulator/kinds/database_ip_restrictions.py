"""Who may connect to a database from outside.

Source: `docs/contract/databases-and-storage.md`, IP restriction of a database.
"""

from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, Field

from sevalla_emulator.kinds import databases
from sevalla_emulator.kinds.restrictions import ChangeIpRestriction, Network, restriction

# Those of documentation stand for public ones.
_PUBLIC = [ip_network(each) for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
_PUBLIC_V6 = ip_network("2001:db8::/32")


def _public(text: str) -> str:
    network = ip_network(text, strict=False)
    examples = _PUBLIC if network.version == 4 else [_PUBLIC_V6]
    if any(network.subnet_of(each) for each in examples):  # type: ignore[arg-type]
        return text
    if network.is_private or network.is_multicast or network.is_reserved:
        raise ValueError("public unicast addresses only")
    return text


class ChangeDatabaseIpRestriction(ChangeIpRestriction):
    """PUT /databases/{database_id}/ip-restriction, which takes the whole."""

    ip_list: Annotated[list[Annotated[Network, AfterValidator(_public)]], Field(max_length=500)]


KIND = restriction(databases.KIND, "database_ip_restrictions", ChangeDatabaseIpRestriction)
