"""What a program says of a deployment, and what the API adds, whatever it is a deployment of."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.json_documents import AnyValue
from sevalla_provider.resources.properties import DatedOutputs
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Text

Triggers = Annotated[
    AnyValue | None,
    Trait(replaces=True, provider_only=True),
    Field(
        description="Anything at all, such as a map; whatever is in it, a change deploys "
        "again. It is sent nowhere."
    ),
]
Reference = Annotated[str, Text(1, 1024)]
"""A branch, or an image."""

Branch = Trait(replaces=True, server_default=True, fixed=True)


class GitDeploymentOutputs(DatedOutputs):
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
