"""StaticSiteEnvironmentVariable.

Source: `docs/contract/sites-balancers-pipelines.md`, Static sites, Environment variables.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.verbs import Get, List, Shows, Update
from sevalla_provider.resources.applications.environment_variable import Value
from sevalla_provider.resources.properties import HashedOutputs, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.sites.common import SITE_CHILD, StaticSiteId
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, Text

STAGES = ("is_production", "is_preview")


class StaticSiteEnvironmentVariableInputs(InputModel):
    """What a program says of a variable."""

    static_site_id: StaticSiteId
    key: Annotated[
        Annotated[str, Text(1, 255)],
        Field(
            description=(
                "Its name. Two variables of a site may share it where they are for different "
                "branches, or for different stages."
            )
        ),
    ]
    value: Value
    is_production: Annotated[
        Flag | None,
        Trait(default=True),
        Field(description="Whether it is there in production. Left out, it is."),
    ] = None
    is_preview: Annotated[
        Flag | None,
        Trait(default=True),
        Field(description="Whether it is there in previews. Left out, it is."),
    ] = None
    branch: Annotated[
        Annotated[str, Text(1, 255)] | None,
        Field(description="The branch that it is for. Left out: all of them."),
    ] = None


class StaticSiteEnvironmentVariableOutputs(HashedOutputs):
    """What the API adds to a variable."""

    env_var_id: Annotated[str, Field(description="The API's own id of the variable.")]


def conflicts(one: Properties, other: Properties) -> bool:
    """Whether two variables would be one: of a key, for one branch, and in one stage."""
    alike = all(one.get(name) == other.get(name) for name in ("static_site_id", "key", "branch"))
    return alike and any(one.get(name, True) and other.get(name, True) for name in STAGES)


def normalize_response(shown: JsonObject) -> JsonObject:
    """A flag that is null is as if nobody had said anything."""
    return {**shown, **{name: True for name in STAGES if shown.get(name) is None}}


def warnings(inputs: Properties) -> Sequence[str]:
    """Tell of a variable that is nowhere."""
    if any(inputs.get(name, True) is not False for name in STAGES):
        return ()
    return ["`is_production` and `is_preview` are both false: no build sees the variable"]


STATIC_SITE_ENVIRONMENT_VARIABLE = Resource(
    token="sevalla:index:StaticSiteEnvironmentVariable",  # noqa: S106 - a name, no password
    noun="static site environment variable",
    plural="StaticSiteEnvironmentVariables",
    description=(
        "An environment variable of a static site: what its builds see, in production, in "
        "previews, or in those of one branch. It takes effect at the next deployment, and its "
        "`config_hash` is a trigger for a `StaticSiteDeployment`."
    ),
    inputs=StaticSiteEnvironmentVariableInputs,
    outputs=StaticSiteEnvironmentVariableOutputs,
    id_output="env_var_id",
    operations=replace(
        SITE_CHILD,
        path=f"{SITE_CHILD.path}/env-vars",
        list=List.EITHER,
        get=Get.FROM_LIST,
        # What becomes of fields that a PUT leaves out is not known.
        update=Update(method="PUT", whole=True, shows=Shows.PERHAPS),
    ),
    normalize_response=normalize_response,
    conflicts=conflicts,
    unique="key",
    warnings=warnings,
)
