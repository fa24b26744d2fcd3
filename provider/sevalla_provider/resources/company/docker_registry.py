"""DockerRegistry: who may pull images (`docs/contract/company.md`, Docker registry credentials)."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.resources.properties import DatedOutputs, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, OneOf, Text

MOST = 65_536
"""Characters of a user name or a secret: far above any. The API's own bounds are advice alone."""

USERNAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,37}[A-Za-z0-9])?")
SECRET = re.compile(r"[^\r\n]{8,128}")
"""The forms of the API's reference. Some registries have credentials of other forms, such as
`_json_key` with a key file: the server has the last word."""


class DockerRegistryInputs(InputModel):
    """What a program says of a credential."""

    name: Annotated[
        Annotated[str, Text(1, 255)],
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard."),
    ]
    username: Annotated[
        Annotated[str, Text(1, MOST)], Field(description="Who signs in to the registry.")
    ]
    secret: Annotated[
        Annotated[str, Text(1, MOST)],
        Trait(secret=True, write_only=True),
        Field(
            description=(
                "The password or token. No call shows it again, so that a change by somebody else "
                "is not seen."
            )
        ),
    ]
    registry: Annotated[
        Annotated[
            Literal["dockerHub", "gcr", "ecr", "github", "gitlab", "digitalOcean", "custom"],
            OneOf(),
        ]
        | None,
        Trait(server_default=True),
        Field(description="Which registry. Left out, the server chooses."),
    ] = None


class DockerRegistryOutputs(DatedOutputs):
    """What the API adds to a credential."""

    docker_registry_id: Annotated[
        str, Field(description="The API's own id: what an application names the credential by.")
    ]
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None


def warnings(inputs: Properties) -> Sequence[str]:
    """Tell of values that the API's reference does not allow, and the server may refuse."""
    forms = (
        (
            "username",
            USERNAME,
            "1 to 39 letters, digits, `.`, `_` and `-`, none of these at an end",
        ),
        ("secret", SECRET, "one line of 8 to 128 characters"),
    )
    return [
        f"the API's reference wants `{name}` to be {form}: the server may refuse this one"
        for name, rule, form in forms
        if isinstance(value := inputs.get(name), str) and not rule.fullmatch(value)
    ]


DOCKER_REGISTRY = Resource(
    token="sevalla:index:DockerRegistry",  # noqa: S106 - a name, no password
    noun="Docker registry credential",
    plural="DockerRegistries",
    description=(
        "A credential of a Docker registry, with which applications pull private images. "
        "After an import `secret` is unknown: what a program says of it then is no difference, and "
        "what it says later is written."
    ),
    inputs=DockerRegistryInputs,
    outputs=DockerRegistryOutputs,
    id_output="docker_registry_id",
    operations=Operations(path="/docker-registries", limits=sevalla.LIMITS, whole_items=False),
    warnings=warnings,
    account_wide=True,
)
