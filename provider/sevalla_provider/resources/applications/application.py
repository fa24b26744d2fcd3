"""Application: what runs (`docs/contract/applications.md`, Applications)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from sevalla_provider.resources.applications.application_operations import OPERATIONS
from sevalla_provider.resources.applications.application_rules import (
    NEEDED,
    SOURCES,
    BuildType,
    Source,
    of_another_build,
    of_another_source,
)
from sevalla_provider.resources.health import ready_unless_deleting
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.properties import HashedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, OneOf, Text, Whole, wrong

MOST = 1024
"""Characters of an address, a path or a name: far above any, as no source has a bound."""

MOST_SECONDS = 2**31 - 1

ServerChooses = Trait(server_default=True)
AfterCreate = Trait(server_default=True, after_create=True)
Words = Annotated[str, Text(1, MOST)]
Globs = list[Words]


class Buildpack(InputModel):
    """One of the buildpacks of a `pack` build."""

    order: Annotated[
        Annotated[int, Whole(0, MOST_SECONDS)], Field(description="Its place among the others.")
    ]
    source: Annotated[Words, Field(description="What it is, such as `heroku/nodejs`.")]


def in_order(packs: list[Buildpack]) -> list[Buildpack]:
    """Bring buildpacks into the order that they name themselves."""
    return sorted(packs, key=lambda each: each.order)


class ApplicationInputs(InputModel):
    """What a program says of an application."""

    display_name: Annotated[
        Annotated[str, Text(1, 64)],
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard, of 2 to 64 characters."),
    ]
    cluster_id: Annotated[
        Uuid,
        Trait(replaces=True, write_only=True),
        Field(
            description=(
                "The cluster that it runs in: `id` of `getClusters`. The API never shows it, so "
                "that after an import it makes no difference."
            )
        ),
    ]
    source: Annotated[
        Annotated[Source, OneOf()],
        Field(
            description=(
                "Where it comes from: `privateGit`, `publicGit` or `dockerImage`. A change takes "
                "effect at the next deployment."
            )
        ),
    ]
    project_id: Annotated[
        Uuid | None,
        ServerChooses,
        Field(
            description=(
                "The project that it is in. A change moves it; left out, it is in none at first, "
                "and later that is not watched. Say it here or by a `ProjectService`, not in both "
                "ways."
            )
        ),
    ] = None
    repo_url: Annotated[
        Words | None,
        ServerChooses,
        Field(description="The address of the repository; needed with both sources of Git."),
    ] = None
    git_type: Annotated[
        Annotated[Literal["github", "bitbucket", "gitlab"], OneOf()] | None,
        ServerChooses,
        Field(description="`github`, `bitbucket` or `gitlab`."),
    ] = None
    default_branch: Annotated[
        Words | None,
        ServerChooses,
        Field(description="The branch that is deployed; from the next deployment on."),
    ] = None
    docker_image: Annotated[
        Words | None,
        ServerChooses,
        Field(description="The image, with its tag; needed with `dockerImage`."),
    ] = None
    docker_registry_credential_id: Annotated[
        Uuid | None,
        Trait(write_only=True),
        Field(
            description=(
                "The credential to pull the image with: `docker_registry_id` of a "
                "`DockerRegistry`. The API never shows it, so that a change by somebody else is "
                "not seen. Left out, none: one that was said before is taken away."
            )
        ),
    ] = None
    auto_deploy: Annotated[
        Flag | None,
        Trait(server_default=True, after_create=True, import_default=False),
        Field(description="Whether a push deploys; with `privateGit` only. Off at first."),
    ] = None
    hibernation_enabled: Annotated[
        Flag | None,
        Trait(server_default=True, after_create=True, import_default=False),
        Field(description="Whether it sleeps when nobody asks for it."),
    ] = None
    hibernate_after_seconds: Annotated[
        Annotated[int, Whole(0, MOST_SECONDS)] | None,
        AfterCreate,
        Field(description="After how many quiet seconds it sleeps."),
    ] = None
    build_type: Annotated[
        Annotated[BuildType, OneOf()] | None,
        Trait(server_default=True, after_create=True, import_default="nixpacks"),
        Field(
            description=(
                "`nixpacks`, `railpack` (beta), `pack` or `dockerfile`. Left out, the server "
                "chooses: `nixpacks` at first. This, and what belongs to it, takes effect at the "
                "next deployment; an image is never built."
            )
        ),
    ] = None
    build_path: Annotated[
        Words | None,
        AfterCreate,
        Field(description="The folder of the repository that is built; `.` where left out."),
    ] = None
    build_cache_enabled: Annotated[
        Flag | None,
        Trait(server_default=True, after_create=True, import_default=True),
        Field(description="Whether a build may use what an earlier one left."),
    ] = None
    dockerfile_path: Annotated[
        Words | None, AfterCreate, Field(description="The Dockerfile; `dockerfile` only.")
    ] = None
    docker_context: Annotated[
        Words | None, AfterCreate, Field(description="The build's context; `dockerfile` only.")
    ] = None
    pack_builder: Annotated[
        Words | None,
        AfterCreate,
        Field(description="The builder, such as `heroku/builder:22`; `pack` only."),
    ] = None
    buildpacks: Annotated[
        Annotated[list[Buildpack], AfterValidator(in_order)] | None,
        AfterCreate,
        Field(description="The buildpacks; `pack` only. An empty list takes all away."),
    ] = None
    nixpacks_version: Annotated[
        Words | None,
        Trait(server_default=True, after_create=True, import_default="1.41"),
        Field(description="The version of Nixpacks, such as `1.41`; `nixpacks` only."),
    ] = None
    allow_deploy_paths: Annotated[
        Globs | None,
        Trait(server_default=True, after_create=True, import_default=[]),
        Field(
            description=(
                "Globs of the files whose change deploys automatically. An empty list takes all "
                "away."
            )
        ),
    ] = None
    ignore_deploy_paths: Annotated[
        Globs | None,
        Trait(server_default=True, after_create=True, import_default=[]),
        Field(
            description=(
                "Globs of the files whose change does not deploy automatically. An empty list "
                "takes all away."
            )
        ),
    ] = None
    is_suspended: Annotated[
        Flag | None,
        Trait(server_default=True, import_default=False),
        Field(
            description=(
                "Whether all its processes are stopped; what is configured stays. Left out, that "
                "is not watched."
            )
        ),
    ] = None

    @field_validator(*NEEDED)
    @classmethod
    def _a_source_has_what_it_is(cls, value: object, info: ValidationInfo) -> object:
        source, name = info.data.get("source"), str(info.field_name)
        if value is None and source in NEEDED[name]:
            raise wrong(f"is required with the source {source}")
        return value

    @field_validator(*SOURCES)
    @classmethod
    def _of_the_source(cls, value: object, info: ValidationInfo) -> object:
        name = str(info.field_name)
        reason = of_another_source(name, info.data.get("source"))
        reason = reason or of_another_build(name, info.data.get("build_type"))
        if value is not None and reason:
            raise wrong(reason)
        return value

    @field_validator("auto_deploy")
    @classmethod
    def _of_a_private_repository(cls, value: object, info: ValidationInfo) -> object:
        source = info.data.get("source")
        if value is True and source not in (None, "privateGit"):
            raise wrong(f"works with the source privateGit only, not with {source}: leave it out")
        return value


class ApplicationOutputs(HashedOutputs):
    """What the API adds to an application."""

    app_id: Annotated[str, Field(description="What `app_id` of a process or a proxy takes.")]
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    name: Annotated[
        str | None, Field(description="The platform's own name of it, which lasts.")
    ] = None
    namespace: Annotated[str | None, Field(description="The namespace that it runs in.")] = None
    type: Annotated[str | None, Field(description="`app`, or `previewApp` of a pipeline.")] = None
    status: Annotated[
        str | None,
        Field(
            description=(
                "How its last deployment went, in the platform's words; nothing before the first."
            )
        ),
    ] = None
    created_by: Annotated[str | None, Field(description="Who made it.")] = None
    wait_for_checks: Annotated[
        bool | None, Field(description="Whether deployments wait for the checks of the repository.")
    ] = None
    default_hostname: Annotated[
        str | None, Field(description="The name of the domain that the platform gives it.")
    ] = None


APPLICATION = Resource(
    token="sevalla:index:Application",  # noqa: S106 - a name, no password
    noun="application",
    plural="Applications",
    description=(
        "An application: its source, and how it is built. What runs of it are its processes; the "
        "platform makes a `web` process and a domain (`default_hostname`) with it, and deploys "
        "nothing by itself.\n\n"
        "A change of `source`, of the branch, or of how it is built takes effect at the next "
        "deployment. What a program says no more stays as it is and is not watched any more; but a "
        "`docker_registry_credential_id` is taken away. A destroy cancels deployments that run."
    ),
    inputs=ApplicationInputs,
    outputs=ApplicationOutputs,
    id_output="app_id",
    operations=OPERATIONS,
    health=ready_unless_deleting,  # all other words are about its last deployment
)
