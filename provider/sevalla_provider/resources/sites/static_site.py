"""StaticSite (`docs/contract/sites-balancers-pipelines.md`, Static sites)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.calls import Membership
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Delete, Retry, Shows, Update
from sevalla_provider.resources.deployments import HALF_AN_HOUR
from sevalla_provider.resources.first_run import FirstRun
from sevalla_provider.resources.health import ready_unless_deleting
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.properties import HashedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.sites.common import DEPLOYMENTS
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, OneOf, Text, wrong

HOSTS = ("github", "gitlab", "bitbucket")
"""What an address holds by which it can be guessed whose Git it is."""

ServerChooses = Trait(server_default=True)
CanBeEmptied = Trait(server_default=True, empty_is_none=True)
NoneByDefault = Trait(default=[])
Globs = list[Annotated[str, Text(1, 1024)]]


def root(folder: str) -> str:
    """Call the root of a repository one name: the API shows `/` for `.`."""
    return "." if folder == "/" else folder


class StaticSiteInputs(InputModel):
    """What a program says of a static site."""

    display_name: Annotated[
        Annotated[str, Text(2, 64)],
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard, of 2 to 64 characters."),
    ]
    repo_url: Annotated[
        Annotated[str, Text(1, 2048)],
        Field(description="The address of the repository, which the platform looks at."),
    ]
    default_branch: Annotated[
        Annotated[str, Text(1, 255)],
        Field(description="The branch that is deployed; from the next deployment on."),
    ]
    source: Annotated[
        Annotated[Literal["privateGit", "publicGit"], OneOf()] | None,
        ServerChooses,
        Field(
            description=(
                "`privateGit` or `publicGit`. A change takes effect at the next deployment, and "
                "never makes another site. Left out, the server chooses."
            )
        ),
    ] = None
    git_type: Annotated[
        Annotated[Literal["github", "bitbucket", "gitlab"], OneOf()] | None,
        ServerChooses,
        Field(
            description=(
                "`github`, `bitbucket` or `gitlab`; `privateGit` only, and needed there where "
                "`repo_url` does not tell it."
            )
        ),
    ] = None
    auto_deploy: Annotated[
        Flag | None,
        ServerChooses,
        Field(description="Whether a push deploys. Left out, the server chooses."),
    ] = None
    is_preview_enabled: Annotated[
        Flag | None,
        Trait(server_default=True, import_default=False),
        Field(description="Whether pull requests get previews. Left out, the server chooses."),
    ] = None
    install_command: Annotated[
        Annotated[str, Text(1, 1024)] | None,
        ServerChooses,
        Field(
            description=(
                "What installs the dependencies. Left out, the server chooses, which may detect a "
                "framework; one that was said before stays as it is. This, and all that it is "
                "built with, takes effect at the next deployment."
            )
        ),
    ] = None
    build_command: Annotated[
        Annotated[str, Text(0, 1024)] | None,
        CanBeEmptied,
        Field(
            description=(
                "What builds the site. Left out, the server chooses, and one that was said before "
                "stays as it is; an empty string takes it away."
            )
        ),
    ] = None
    published_directory: Annotated[
        Annotated[str, Text(0, 500)] | None,
        CanBeEmptied,
        Field(
            description=(
                "The folder that is published, such as `dist`. Left out, the server chooses, and "
                "one that was said before stays as it is; an empty string takes it away."
            )
        ),
    ] = None
    root_directory: Annotated[
        Annotated[str, AfterValidator(root), Text(1, 500)] | None,
        ServerChooses,
        Field(
            description=(
                "The folder of the repository that is built; `.` and `/` are its root. Left out, "
                "the server chooses, and one that was said before stays as it is."
            )
        ),
    ] = None
    node_version: Annotated[
        Annotated[str, Text(0, 20)] | None,
        CanBeEmptied,
        Field(
            description=(
                'The version of Node.js, such as `"20"`. Left out, the server chooses, and one '
                "that was said before stays as it is; an empty string takes it away."
            )
        ),
    ] = None
    index_file: Annotated[
        Annotated[str, Text(1, 255)] | None,
        ServerChooses,
        Field(
            description=(
                "The file that a folder is shown by, such as `index.html`. Left out, the server "
                "chooses, and one that was said before stays as it is."
            )
        ),
    ] = None
    error_file: Annotated[
        Annotated[str, Text(1, 255)] | None,
        ServerChooses,
        Field(
            description=(
                "The file that is shown where there is none, such as `404.html`. Left out, the "
                "server chooses, and one that was said before stays as it is."
            )
        ),
    ] = None
    allow_deploy_paths: Annotated[
        Globs | None,
        NoneByDefault,
        Field(
            description=(
                "Globs of the files whose change deploys automatically. Left out, there are none."
            )
        ),
    ] = None
    ignore_deploy_paths: Annotated[
        Globs | None,
        NoneByDefault,
        Field(
            description=(
                "Globs of the files whose change does not deploy automatically. Left out, there "
                "are none."
            )
        ),
    ] = None
    project_id: Annotated[
        Uuid | None,
        ServerChooses,
        Field(
            description=(
                "The project that it is in. Left out, it is in none at first, and later that is "
                "not watched. A change moves it by the project's own calls, of which the API's "
                "reference does not say that they take a static site: where they do not, that is "
                "an error, it stays where it is, and it can be moved in the dashboard."
            )
        ),
    ] = None
    wait_for_deployment: Annotated[
        Flag | None,
        Trait(provider_only=True, default=True),
        Field(
            description=(
                "Whether `pulumi up` waits until the first deployment, which the platform starts "
                "by itself, has ended. One that fails is a warning with the end of its log. "
                "Default: true."
            )
        ),
    ] = None

    @field_validator("git_type")
    @classmethod
    def _of_a_private_repository(cls, git_type: object, info: ValidationInfo) -> object:
        source, address = info.data.get("source"), info.data.get("repo_url")
        if git_type is not None and source == "publicGit":
            raise wrong("belongs to the source privateGit, not to publicGit: leave it out")
        told = not isinstance(address, str) or any(host in address.lower() for host in HOSTS)
        if git_type is None and source == "privateGit" and not told:
            raise wrong("is required with the source privateGit where `repo_url` does not tell it")
        return git_type


class StaticSiteOutputs(HashedOutputs):
    """What the API adds to a static site."""

    static_site_id: Annotated[
        str, Field(description="What `static_site_id` of its variables and domains takes.")
    ]
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    name: Annotated[
        str | None, Field(description="The platform's own name of it, which lasts.")
    ] = None
    status: Annotated[
        str | None,
        Field(description="How its last deployment went, in the platform's words."),
    ] = None
    hostname: Annotated[
        str | None, Field(description="The name that the platform gives it, without `https://`.")
    ] = None


STATIC_SITE = Resource(
    token="sevalla:index:StaticSite",  # noqa: S106 - a name, no password
    noun="static site",
    plural="StaticSites",
    description=(
        "A static site: a repository, and how it is built. The platform deploys it at once by "
        "itself, and a `pulumi up` waits for that unless `wait_for_deployment` is false. A first "
        "deployment that fails is a warning, and no error: variables (of a "
        "`StaticSiteEnvironmentVariable`) can come only afterwards, and a `StaticSiteDeployment` "
        "makes them, and what changes in the settings of the build, take effect.\n\n"
        "What a program says no more stays as it is and is not watched any more, but "
        "`allow_deploy_paths` and `ignore_deploy_paths`, which are emptied. Git LFS stays as the "
        "dashboard has it: no reference names its switch. A destroy takes deployments and domains "
        "along, and cancels deployments that run. It waits for half an hour unless "
        "`customTimeouts` says otherwise."
    ),
    inputs=StaticSiteInputs,
    outputs=StaticSiteOutputs,
    id_output="static_site_id",
    operations=Operations(
        path="/static-sites",
        limits=sevalla.LIMITS,
        service="static site",
        creates_service=True,
        whole_items=False,
        create=Create(shows=Shows.ID),
        # The answer leaves out the name, the host name and the project.
        update=Update(shows=Shows.NOTHING),
        delete=Delete(
            retry=Retry.ONCE_JOBS_HAVE_ENDED, jobs=DEPLOYMENTS, failed=frozenset({"deletionFailed"})
        ),
        # No reference names this type, but one client's help (`docs/contract/company.md`).
        memberships={"project_id": Membership("/projects/{project_id}/services", "static-site")},
    ),
    health=ready_unless_deleting,  # all other words are about its last deployment
    first_run=FirstRun(
        jobs=DEPLOYMENTS,
        asked_by="wait_for_deployment",
        running="deploymentInProgress",
        success="deploymentSuccess",
        advice=(
            "The site is there all the same: give it what it lacks, such as its variables, and "
            "deploy it again by a StaticSiteDeployment."
        ),
    ),
    timeout=HALF_AN_HOUR,
)
