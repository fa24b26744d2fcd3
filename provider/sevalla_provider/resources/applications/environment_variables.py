"""EnvironmentVariables: many variables of an application as one resource.

Source: `docs/contract/applications.md`, Environment variables. There is no bulk call: each entry is
an object of its own, as `environment_variable` has it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.applications.common import AppId
from sevalla_provider.resources.applications.environment_variable import (
    BREAKS,
    ENVIRONMENT_VARIABLE,
    FLAGS,
    MOST,
    VariableKey,
)
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.entries import Entries
from sevalla_provider.resources.properties import HashedOutputs, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, Text


class EnvironmentVariablesInputs(InputModel):
    """What a program says of the variables."""

    app_id: AppId
    variables: Annotated[
        dict[Annotated[str, VariableKey()], Annotated[str, Text(0, MOST)]],
        Trait(secret=True),
        Field(
            description="The variables: keys of letters, digits and `_`, and their values, which "
            "may be empty."
        ),
    ]
    is_runtime: Annotated[
        Flag | None,
        Trait(default=True),
        Field(description="Whether processes see all of them. Left out, they do."),
    ] = None
    is_buildtime: Annotated[
        Flag | None,
        Trait(default=True),
        Field(description="Whether builds see all of them. Left out, they do."),
    ] = None
    exclusive: Annotated[
        Flag | None,
        Trait(provider_only=True, default=False),
        Field(
            description="Whether the application shall have no other variables: others are deleted "
            "then, also those that were there before. Left out, they are nobody's business."
        ),
    ] = None


class EnvironmentVariablesOutputs(HashedOutputs):
    """What the API adds to the variables: when the first was made, and when one last changed."""

    env_var_ids: Annotated[
        dict[str, str], Field(description="The API's own id of each variable, by its key.")
    ]


def warnings(inputs: Properties) -> Sequence[str]:
    """Tell of values that can break a rollout; older guides say so, and they may be right."""
    variables = inputs.get("variables")
    said = variables.items() if isinstance(variables, dict) else ()
    keys = [key for key, value in said if isinstance(value, str) and BREAKS.search(value)]
    if not keys:
        return ()
    named = ", ".join(f'"{key}"' for key in keys)
    advice = (
        f"`variables`: the values of {named} hold a parenthesis, or a comma or double quote that "
        "is not escaped: the platform's guide says that such a value can break a rollout"
    )
    return [advice]


ENVIRONMENT_VARIABLES = Resource(
    token="sevalla:index:EnvironmentVariables",  # noqa: S106 - a name, no password
    noun="set of environment variables",
    plural="EnvironmentVariables",
    description=(
        "Many environment variables of an application as one resource. They take effect at the "
        "next deployment, and win over global ones of the same key. What a program changes, adds "
        "and removes is an update in place: a variable that it does not name any more is gone "
        "before a deployment of the same `up` that depends on this resource, where a removed "
        "`EnvironmentVariable` is still there. Keys that the application has already, and that are "
        "not this resource's, are refused before anything is written. Its id is the application's. "
        "An import takes all variables that the application has; where their flags differ, it "
        "reads them as true, and the others are drift."
    ),
    inputs=EnvironmentVariablesInputs,
    outputs=EnvironmentVariablesOutputs,
    id_output="app_id",
    operations=replace(ENVIRONMENT_VARIABLE.operations, single=True),
    conflicts=alike_in("app_id"),
    warnings=warnings,
    entries=Entries(
        member=ENVIRONMENT_VARIABLE,
        key="key",
        value="value",
        shared=dict.fromkeys(FLAGS, True),
        of="variables",
        ids="env_var_ids",
    ),
)
"""It has no functions: `getEnvironmentVariables` answers the list of single variables."""
