"""GlobalEnvironmentVariable (`docs/contract/company.md`, Global environment variables)."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Get, List, Update
from sevalla_provider.resources.applications.environment_variable import (
    IsBuildtime,
    IsRuntime,
    Key,
    Value,
    normalize_response,
    warnings,
)
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.properties import HashedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.values import InputModel


class GlobalEnvironmentVariableInputs(InputModel):
    """What a program says of a variable of the company."""

    key: Annotated[
        Key, Field(description="Its name: letters, digits and `_`, one of a name in a company.")
    ]
    value: Value
    is_runtime: IsRuntime = None
    is_buildtime: IsBuildtime = None


class GlobalEnvironmentVariableOutputs(HashedOutputs):
    """What the API adds to a variable."""

    env_var_id: Annotated[str, Field(description="The API's own id of the variable.")]


GLOBAL_ENVIRONMENT_VARIABLE = Resource(
    token="sevalla:index:GlobalEnvironmentVariable",  # noqa: S106 - a name, no password
    noun="global environment variable",
    plural="GlobalEnvironmentVariables",
    description=(
        "An environment variable of every application of the company, also of those that are in "
        "no stack, or in another one: to make, change or delete it changes what all of them are "
        "deployed with next. An application's own variable of the same key wins."
    ),
    inputs=GlobalEnvironmentVariableInputs,
    outputs=GlobalEnvironmentVariableOutputs,
    id_output="env_var_id",
    operations=Operations(
        path="/applications/global-env-vars",
        limits=sevalla.LIMITS,
        list=List.EITHER,
        get=Get.FROM_LIST,
        update=Update(method="PUT"),
    ),
    normalize_response=normalize_response,
    conflicts=alike_in("key"),  # a key is taken once in a company
    unique="key",
    warnings=warnings,
    account_wide=True,
)
