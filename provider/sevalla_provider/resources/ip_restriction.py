"""Who may enter what: one restriction for each application, and for each database.

Source: `docs/contract/applications.md`, IP restriction; `docs/contract/databases-and-storage.md`,
IP restriction of a database.
"""

from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Delete, List, Update
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.networks import Networks
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, OneOf, wrong

NEVER_CONFIGURED: JsonObject = {"type": "deny", "is_enabled": False, "ip_list": []}
"""What the API shows where nobody has touched a restriction."""


class RestrictionInputs(InputModel):
    """What a program says of a restriction, beside what it is of."""

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


def normalize_response(shown: JsonObject) -> JsonObject:
    """What is null is as if nobody had configured it."""
    silent = {name: each for name, each in NEVER_CONFIGURED.items() if shown.get(name) is None}
    return {**shown, **silent}


def ip_restriction(
    child: Operations,
    *,
    token: str,
    noun: str,
    plural: str,
    description: str,
    inputs: type[RestrictionInputs],
    outputs: type[OutputModel],
) -> Resource[Any]:
    """Describe the restriction of one kind of parent.

    `child`: what the API can do with what belongs to that parent, at the parent's own path.
    """
    parent = str(child.parent)

    return Resource(
        token=token,
        noun=noun,
        plural=plural,
        description=description,
        inputs=inputs,
        outputs=outputs,
        id_output=parent,
        operations=replace(
            child,
            path=f"{child.path}/ip-restriction",
            single=True,
            list=List.NONE,
            create=Create(method="PUT", repeatable=True, whole=True),
            update=Update(method="PUT", whole=True),
            delete=Delete(default=NEVER_CONFIGURED),
        ),
        normalize_response=normalize_response,
        conflicts=alike_in(parent),
    )
