"""Deployment: a new version goes live (`docs/contract/applications.md`, Deployments)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.resource import DatedOutputs, Health, Properties, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import AnyValue, Flag, InputModel, Text, wrong

HALF_AN_HOUR = 1800.0
SUCCESS = "success"
HEALTH: Mapping[str | None, Health] = {
    None: Health.PENDING,
    "waiting": Health.PENDING,
    "inProgress": Health.PENDING,
    SUCCESS: Health.READY,
    "failed": Health.FAILED,
    "cancelled": Health.FAILED,
    "skipped": Health.FAILED,
}
OTHERS = ("AUTO", "ROLLBACK")
"""Begin the triggers of deployments that no POST of ours makes; the set is open."""


class DeploymentInputs(InputModel):
    """What a program says of a deployment. Every change deploys again."""

    app_id: AppId
    branch: Annotated[
        Annotated[str, Text(1, 1024)] | None,
        Trait(replaces=True, server_default=True, fixed=True),
        Field(description="The branch; Git sources only. Left out: the application's own."),
    ] = None
    docker_image: Annotated[
        Annotated[str, Text(1, 1024)] | None,
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
    triggers: Annotated[
        AnyValue | None,
        Trait(replaces=True, provider_only=True),
        Field(
            description="Anything at all, such as a map; whatever is in it, a change deploys "
            "again. It is sent nowhere."
        ),
    ] = None

    @field_validator("docker_image")
    @classmethod
    def _one_source(cls, image: str | None, info: ValidationInfo) -> str | None:
        if image is not None and info.data.get("branch") is not None:
            raise wrong("must be left out beside `branch`: an application has one source")
        return image


class DeploymentOutputs(DatedOutputs):
    """What the API adds to a deployment."""

    deployment_id: Annotated[str, Field(description="The API's own id of the deployment.")]
    status: Annotated[
        str | None,
        Field(
            description="`waiting`, `inProgress`, `success`, `failed`, `cancelled` or `skipped`."
        ),
    ] = None
    type: Annotated[str | None, Field(description="`manual` or `automatic`.")] = None
    trigger: Annotated[
        str | None, Field(description="What started it, such as `MANUAL_DEPLOY`.")
    ] = None
    steps: Annotated[list[str] | None, Field(description="The steps that it went through.")] = None
    docker_image_url: Annotated[str | None, Field(description="The image that it runs.")] = None
    git_type: Annotated[
        str | None, Field(description="`github`, `gitlab` or `bitbucket`; Git sources only.")
    ] = None
    repo_url: Annotated[str | None, Field(description="The repository; Git sources only.")] = None
    commit_sha: Annotated[str | None, Field(description="The commit; Git sources only.")] = None
    commit_message: Annotated[str | None, Field(description="What the commit says.")] = None
    author_login: Annotated[str | None, Field(description="Who wrote the commit.")] = None
    author_img: Annotated[
        str | None, Field(description="The address of a picture of who wrote it.")
    ] = None
    started_at: Annotated[str | None, Field(description="When it began, ISO 8601, UTC.")] = None
    finished_at: Annotated[str | None, Field(description="When it ended, ISO 8601, UTC.")] = None


def health(status: str | None) -> Health:
    """Judge a deployment: only `success` is one."""
    return HEALTH.get(status, Health.UNKNOWN)


def normalize_response(shown: JsonObject) -> JsonObject:
    """Leave out a branch of null: it says nothing of what was asked for."""
    return {name: value for name, value in shown.items() if name != "branch" or value is not None}


def could_be_made_by(inputs: Properties, record: WireModel) -> bool:
    """Whether a POST by these inputs may have made a deployment: nothing automatic, no rollback.

    An image may be shown with its registry before it.
    """
    kind, trigger = getattr(record, "type", None), getattr(record, "trigger", None)
    if kind == "automatic" or str(trigger or "").startswith(OTHERS):
        return False
    asked, shown = inputs.get("docker_image"), getattr(record, "docker_image_url", None)
    return asked is None or shown is None or f"/{shown}".endswith(f"/{asked}")


def progress(record: WireModel) -> str:
    """Name the last step that it has come to."""
    steps = getattr(record, "steps", None)
    return f"step {steps[-1]}" if steps else ""


def tombstone(known: Properties) -> Properties | None:
    """Keep what was deployed as it was: the platform prunes its log of deployments."""
    return known if known.get("status") == SUCCESS else None


DEPLOYMENT = Resource(
    token="sevalla:index:Deployment",  # noqa: S106 - a name, no password
    noun="deployment",
    plural="Deployments",
    description=(
        "Deploys an application, and waits until the new version is live. Variables, build "
        "settings and the sizes of processes reach an application by nothing else.\n\n"
        "Whatever changes in `triggers` deploys again. A deployment that fails is an error with "
        "the end of its log, and the next `pulumi up` deploys anew; one that still runs when "
        "`pulumi up` is interrupted goes on, and the next `pulumi up` waits for it. Deleting it "
        "does nothing at the platform: what runs, runs on. It waits for half an hour unless "
        "`customTimeouts` says otherwise."
    ),
    inputs=DeploymentInputs,
    outputs=DeploymentOutputs,
    id_output="deployment_id",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/deployments",
        deploys=True,
        log_path="/logs",
        update=None,
        delete=None,
    ),
    health=health,
    normalize_response=normalize_response,
    could_be_made_by=could_be_made_by,
    progress=progress,
    tombstone=tombstone,
    needs_parent=True,
    awaited=True,
    failure_advice=(
        "Mend what the log tells of, if it does; the next `pulumi up` deploys again. Should the "
        "platform be at fault, give the request id to its support."
    ),
    timeout=HALF_AN_HOUR,
    not_importable=(
        "a deployment is an entry in a log, and no object that a stack could take over. Declare "
        "one, and `pulumi up` deploys"
    ),
)
