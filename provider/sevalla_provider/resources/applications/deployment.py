"""Deployment: a new version goes live (`docs/contract/applications.md`, Deployments)."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.clients.models import WireModel
from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.deployment_models import (
    Branch,
    GitDeploymentOutputs,
    Reference,
    Triggers,
)
from sevalla_provider.resources.deployments import asked_for, deployment_of
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, wrong


class DeploymentInputs(InputModel):
    """What a program says of a deployment. Every change deploys again."""

    app_id: AppId
    branch: Annotated[
        Reference | None,
        Branch,
        Field(description="The branch; Git sources only. Left out: the application's own."),
    ] = None
    docker_image: Annotated[
        Reference | None,
        Trait(replaces=True, server_default=True, write_only=True),
        Field(
            description="The image, such as `nginx:1.27`; applications from a Docker image only. "
            "Left out: the application's own."
        ),
    ] = None
    is_restart: Annotated[
        Flag | None,
        Trait(replaces=True, default=False, write_only=True),
        Field(
            description="Whether to take what the last successful deployment built, and build "
            "nothing. The first deployment of an application has nothing to take. Default: false."
        ),
    ] = None
    triggers: Triggers = None

    @field_validator("docker_image")
    @classmethod
    def _one_source(cls, image: str | None, info: ValidationInfo) -> str | None:
        if image is not None and info.data.get("branch") is not None:
            raise wrong("must be left out beside `branch`: an application has one source")
        return image


class DeploymentOutputs(GitDeploymentOutputs):
    """What the API adds to a deployment."""

    docker_image_url: Annotated[str | None, Field(description="The image that it runs.")] = None


def could_be_made_by(inputs: Properties, record: WireModel) -> bool:
    """Whether a POST by these inputs may have made a deployment.

    An image may be shown with its registry before it.
    """
    asked, shown = inputs.get("docker_image"), getattr(record, "docker_image_url", None)
    same_image = asked is None or shown is None or f"/{shown}".endswith(f"/{asked}")
    return same_image and asked_for(inputs, record)


DEPLOYMENT = deployment_of(
    APPLICATION_CHILD,
    DeploymentInputs,
    DeploymentOutputs,
    token="sevalla:index:Deployment",  # noqa: S106 - a name, no password
    noun="deployment",
    plural="Deployments",
    what=(
        "Deploys an application, and waits until the new version is live. Variables, build "
        "settings and the sizes of processes reach an application by nothing else."
    ),
    could_be_made_by=could_be_made_by,
)
