"""IpRestriction: who may enter an application (`docs/contract/applications.md`, IP restriction)."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Create, Delete, List, Update
from sevalla_provider.resources.applications.common import (
    APPLICATION_CHILD,
    AppId,
    same_application,
)
from sevalla_provider.resources.networks import Networks
from sevalla_provider.resources.resource import OutputModel, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, OneOf, wrong

NEVER_CONFIGURED: JsonObject = {"type": "deny", "is_enabled": False, "ip_list": []}
"""What the API shows of an application whose restriction nobody has touched."""


class IpRestrictionInputs(InputModel):
    """What a program says of a restriction."""

    app_id: AppId
    type: Annotated[
        Annotated[Literal["allow", "deny"], OneOf()],
        Field(description="`allow`: only these may enter. `deny`: these may not."),
    ]
    is_enabled: Annotated[
        Flag | None,
        Trait(default=True),
        Field(description="Whether it has an effect. Left out, it has."),
    ] = None
    ip_list: Annotated[
        Networks,
        Field(
            description=(
                "IPv4 and IPv6 addresses and CIDRs, at most 500. Their order means nothing, and "
                "`10.1.2.3/8` is the same as `10.0.0.0/8`."
            )
        ),
    ]

    @field_validator("ip_list")
    @classmethod
    def _somebody_may_enter(cls, value: list[str], info: ValidationInfo) -> list[str]:
        # What is wrong, or not known yet, is not among the data.
        enabled = info.data.get("is_enabled", False) is not False
        if enabled and not value and info.data.get("type") == "allow":
            raise wrong(
                "must hold at least one network where an enabled restriction is of the type allow: "
                "an empty one shuts everybody out"
            )
        return value


class IpRestrictionOutputs(OutputModel):
    """What the API adds to a restriction: nothing."""


def normalize_response(shown: JsonObject) -> JsonObject:
    """What is null is as if nobody had configured it."""
    silent = {name: each for name, each in NEVER_CONFIGURED.items() if shown.get(name) is None}
    return {**shown, **silent}


IP_RESTRICTION = Resource(
    token="sevalla:index:IpRestriction",  # noqa: S106 - a name, no password
    noun="IP restriction",
    plural="IpRestrictions",
    description=(
        "The addresses from which an application may be entered, or may not. Every application has "
        "one restriction; its id is the application's. One that somebody else has set already, and "
        "not as the program says, is not overwritten: the error tells how to import it. A destroy "
        "puts back what there was before anybody configured it: nobody is kept out."
    ),
    inputs=IpRestrictionInputs,
    outputs=IpRestrictionOutputs,
    id_output="app_id",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/ip-restriction",
        single=True,
        list=List.NONE,
        create=Create(method="PUT", repeatable=True, whole=True),
        update=Update(method="PUT", whole=True),
        delete=Delete(default=NEVER_CONFIGURED),
    ),
    normalize_response=normalize_response,
    conflicts=same_application,
)
