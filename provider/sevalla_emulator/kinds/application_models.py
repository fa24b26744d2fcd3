"""What requests and answers about an application look like (`docs/contract/applications.md`)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, StringConstraints

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.wire import WHOLE, Body, Omittable, Uuid, WholeNumber

Source: TypeAlias = Literal["publicGit", "privateGit", "dockerImage"]
BuildType: TypeAlias = Literal["nixpacks", "railpack", "pack", "dockerfile"]
GitType: TypeAlias = Literal["github", "bitbucket", "gitlab"]
# Whether these are on: told when they are switched, and by nothing else.
CACHES = ("is_cdn_on", "is_edge_cache_on")
# The stricter of the two bounds that sources name.
ApplicationName: TypeAlias = Annotated[str, StringConstraints(min_length=2, max_length=64)]
_Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=1024)]
_Seconds: TypeAlias = Annotated[int, Field(ge=0), WHOLE]


class CreateApplication(Body):
    """POST /applications."""

    display_name: ApplicationName
    cluster_id: Uuid
    source: Source
    project_id: Uuid | None = None
    git_type: GitType | None = None
    repo_url: _Text | None = None
    default_branch: _Text | None = None
    docker_image: _Text | None = None
    docker_registry_credential_id: Uuid | None = None


class Buildpack(Body):
    """One of the buildpacks, in the order of use."""

    order: WholeNumber
    source: _Text


class ChangeApplication(Body):
    """PATCH /applications/{app_id}; null clears where GET may show it."""

    display_name: Omittable[ApplicationName] = None
    auto_deploy: Omittable[bool] = None
    default_branch: _Text | None = None
    hibernation_enabled: Omittable[bool] = None
    hibernate_after_seconds: _Seconds | None = None
    build_type: Omittable[BuildType] = None
    build_path: _Text | None = None
    dockerfile_path: _Text | None = None
    docker_context: _Text | None = None
    build_cache_enabled: Omittable[bool] = None
    docker_registry_credential_id: Uuid | None = None
    pack_builder: _Text | None = None
    nixpacks_version: _Text | None = None
    buildpacks: Omittable[list[Buildpack]] = None
    allow_deploy_paths: Omittable[list[str]] = None
    ignore_deploy_paths: Omittable[list[str]] = None
    source: Omittable[Source] = None
    git_type: GitType | None = None
    repo_url: _Text | None = None
    docker_image: _Text | None = None


class ApplicationItem(BaseModel):
    """An application as lists show it: these nine fields alone."""

    id: str
    name: str
    display_name: str
    status: str | None = None
    type: str = "app"
    source: str = "publicGit"
    is_suspended: bool = False
    created_at: str
    updated_at: str


class Application(ApplicationItem):
    """An application as GET shows it: without its cluster, and without its credential."""

    company_id: str | None = COMPANY_ID
    namespace: str | None
    wait_for_checks: bool = False
    created_by: str | None = None
    project_id: str | None = None
    git_type: str | None = None
    repo_url: str | None = None
    default_branch: str | None = None
    docker_image: str | None = None
    auto_deploy: bool = False
    hibernation_enabled: bool = False
    hibernate_after_seconds: int | None = None
    build_type: str | None = None
    build_path: str | None = None
    dockerfile_path: str | None = None
    docker_context: str | None = None
    build_cache_enabled: bool = True
    pack_builder: str | None = None
    nixpacks_version: str | None = None
    buildpacks: list[Buildpack] | None = None
    allow_deploy_paths: list[str] = []
    ignore_deploy_paths: list[str] = []


class LogLine(BaseModel):
    """A line that an application, or its proxy, has written."""

    message: str
