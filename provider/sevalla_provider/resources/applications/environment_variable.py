"""EnvironmentVariable (`docs/contract/applications.md`, Environment variables)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Field
from typing_extensions import override

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.verbs import Get, List, Update
from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.properties import HashedOutputs, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, Rule, Text, shown, wrong

MOST = 32_768
"""Characters of a value."""

BREAKS = re.compile(r'[()]|(?<!\\)(?:\\\\)*[,"]')
"""What the platform's guide says can break a rollout: parentheses, and commas and double quotes
before which there is no backslash, or one that is escaped itself."""

ADVICE = (
    "`value` holds a parenthesis, or a comma or double quote that is not escaped: the platform's "
    "guide says that such a value can break a rollout"
)

FLAGS = ("is_runtime", "is_buildtime")


@dataclass(frozen=True)
class VariableKey(Rule):
    """Names of environment variables."""

    form: ClassVar[re.Pattern[str]] = re.compile(r"[A-Za-z0-9_]{1,255}")

    @override
    def check(self, value: object) -> str:
        if not isinstance(value, str) or not self.form.fullmatch(value):
            raise wrong(f"must be 1 to 255 letters, digits and `_`, not {shown(value)}")
        return value


Key = Annotated[str, VariableKey()]
Value = Annotated[
    Annotated[str, Text(0, MOST)],
    Trait(secret=True),
    Field(description="Its value, which may be empty."),
]
IsRuntime = Annotated[
    Flag | None,
    Trait(default=True),
    Field(description="Whether processes see it. Left out, they do."),
]
IsBuildtime = Annotated[
    Flag | None,
    Trait(default=True),
    Field(description="Whether builds see it. Left out, they do."),
]


class EnvironmentVariableInputs(InputModel):
    """What a program says of a variable."""

    app_id: AppId
    key: Annotated[
        Key,
        Field(description="Its name: letters, digits and `_`, one of a name in an application."),
    ]
    value: Value
    is_runtime: IsRuntime = None
    is_buildtime: IsBuildtime = None


class EnvironmentVariableOutputs(HashedOutputs):
    """What the API adds to a variable."""

    env_var_id: Annotated[str, Field(description="The API's own id of the variable.")]


def warnings(inputs: Properties) -> Sequence[str]:
    """Tell of values that can break a rollout; older guides say so, and they may be right."""
    value = inputs.get("value")
    if not isinstance(value, str) or not BREAKS.search(value):
        return ()
    return [ADVICE]


def normalize_response(shown: JsonObject) -> JsonObject:
    """A flag that is null is as if nobody had said anything."""
    return {**shown, **{name: True for name in FLAGS if shown.get(name) is None}}


ENVIRONMENT_VARIABLE = Resource(
    token="sevalla:index:EnvironmentVariable",  # noqa: S106 - a name, no password
    noun="environment variable",
    plural="EnvironmentVariables",
    description=(
        "An environment variable of an application. It takes effect at the next deployment, and "
        "wins over a global one of the same key. Pulumi deletes last: one that a program does not "
        "declare any more is still there when a deployment of the same `up` runs."
    ),
    inputs=EnvironmentVariableInputs,
    outputs=EnvironmentVariableOutputs,
    id_output="env_var_id",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/env-vars",
        list=List.EITHER,
        get=Get.FROM_LIST,
        update=Update(method="PUT"),
    ),
    normalize_response=normalize_response,
    conflicts=alike_in("app_id", "key"),  # a key is taken once in an application
    unique="key",
    warnings=warnings,
)
