"""Who may enter what: one restriction for each service, which always exists.

Source: `docs/contract/applications.md`, IP restriction; `docs/contract/databases-and-storage.md`,
IP restriction of a database.
"""

from ipaddress import ip_network
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from sevalla_emulator.kind import Kind
from sevalla_emulator.verbs import Update
from sevalla_emulator.wire import Body


def _network(text: str) -> str:
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise ValueError("neither an address nor a CIDR") from None
    return text


RestrictionType: TypeAlias = Literal["allow", "deny"]
Network: TypeAlias = Annotated[str, StringConstraints(max_length=45), AfterValidator(_network)]


class ChangeIpRestriction(Body):
    """PUT …/ip-restriction, which takes the whole."""

    type: RestrictionType
    is_enabled: bool
    ip_list: Annotated[list[Network], Field(max_length=500)]


class IpRestriction(BaseModel):
    """The one restriction of a service, as it is until somebody configures it."""

    type: RestrictionType = "deny"
    is_enabled: bool = False
    ip_list: list[str] = []


def restriction(parent: Kind, name: str, change: type[Body] = ChangeIpRestriction) -> Kind:
    """Return the restrictions of one kind of service, and what their PUT takes."""
    return Kind(
        name=name,
        noun="ip restriction",
        path=f"{parent.one_path}/ip-restriction",
        shown=IpRestriction,
        parent=parent,
        always=True,
        update=Update(body=change, method="PUT"),
    )
