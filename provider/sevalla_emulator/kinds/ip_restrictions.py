"""Who may enter an application (`docs/contract/applications.md`, IP restriction)."""

from ipaddress import ip_network
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications
from sevalla_emulator.verbs import Update
from sevalla_emulator.wire import Body


def _network(text: str) -> str:
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise ValueError("neither an address nor a CIDR") from None
    return text


_Type: TypeAlias = Literal["allow", "deny"]
_Network: TypeAlias = Annotated[str, StringConstraints(max_length=45), AfterValidator(_network)]


class ChangeIpRestriction(Body):
    """PUT /applications/{app_id}/ip-restriction, which takes the whole."""

    type: _Type
    is_enabled: bool
    ip_list: Annotated[list[_Network], Field(max_length=500)]


class IpRestriction(BaseModel):
    """The one restriction of an application, as it is until somebody configures it."""

    type: _Type = "deny"
    is_enabled: bool = False
    ip_list: list[str] = []


KIND = Kind(
    name="ip_restrictions",
    noun="ip restriction",
    path="/applications/{app_id}/ip-restriction",
    shown=IpRestriction,
    parent=applications.KIND,
    always=True,
    update=Update(body=ChangeIpRestriction, method="PUT"),
)
