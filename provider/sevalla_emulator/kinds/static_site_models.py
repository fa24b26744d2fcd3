"""What requests and answers about a static site look like.

Source: `docs/contract/sites-balancers-pipelines.md`, Static sites.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, StringConstraints

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.wire import Body, Omittable, Uuid

Source: TypeAlias = Literal["publicGit", "privateGit"]
GitType: TypeAlias = Literal["github", "bitbucket", "gitlab"]
# The stricter of the two bounds.
_Name: TypeAlias = Annotated[str, StringConstraints(min_length=2, max_length=64)]
_Address: TypeAlias = Annotated[str, Field(min_length=1, max_length=2048)]
_Branch: TypeAlias = Annotated[str, Field(min_length=1, max_length=255)]
_Command: TypeAlias = Annotated[str, Field(max_length=1024)]
_Folder: TypeAlias = Annotated[str, Field(max_length=500)]
_Version: TypeAlias = Annotated[str, Field(max_length=20)]
_IndexFile: TypeAlias = Annotated[str, Field(min_length=1, max_length=255)]
_ErrorFile: TypeAlias = Annotated[str, Field(max_length=255)]


class CreateStaticSite(Body):
    """POST /static-sites."""

    display_name: _Name
    repo_url: _Address
    default_branch: _Branch
    source: Omittable[Source] = None
    git_type: Omittable[GitType] = None
    auto_deploy: Omittable[bool] = None
    is_preview_enabled: Omittable[bool] = None
    install_command: Omittable[_Command] = None
    build_command: Omittable[_Command] = None
    published_directory: Omittable[_Folder] = None
    root_directory: Omittable[_Folder] = None
    node_version: Omittable[_Version] = None
    index_file: Omittable[_IndexFile] = None
    error_file: Omittable[_ErrorFile] = None
    allow_deploy_paths: Omittable[list[str]] = None
    ignore_deploy_paths: Omittable[list[str]] = None
    project_id: Omittable[Uuid] = None


class ChangeStaticSite(Body):
    """PATCH /static-sites/{static_site_id}; null clears what is built with."""

    display_name: Omittable[_Name] = None
    repo_url: Omittable[_Address] = None
    default_branch: Omittable[_Branch] = None
    source: Omittable[Source] = None
    git_type: GitType | None = None
    auto_deploy: Omittable[bool] = None
    is_preview_enabled: Omittable[bool] = None
    install_command: _Command | None = None
    build_command: _Command | None = None
    published_directory: _Folder | None = None
    root_directory: _Folder | None = None
    node_version: _Version | None = None
    index_file: _IndexFile | None = None
    error_file: _ErrorFile | None = None
    allow_deploy_paths: Omittable[list[str]] = None
    ignore_deploy_paths: Omittable[list[str]] = None


class StaticSiteItem(BaseModel):
    """A static site as lists show it: these seven fields alone."""

    id: str
    name: str
    display_name: str
    status: str | None = None
    source: str = "publicGit"
    created_at: str
    updated_at: str


class ChangedStaticSite(BaseModel):
    """A static site as PATCH answers it: without its name, its host name and its project."""

    id: str
    company_id: str | None = COMPANY_ID
    display_name: str
    status: str | None = None
    source: str = "publicGit"
    repo_url: str | None = None
    default_branch: str | None = None
    git_type: str | None = None
    auto_deploy: bool = True
    is_preview_enabled: bool = False
    install_command: str | None = None
    build_command: str | None = None
    published_directory: str | None = None
    root_directory: str | None = "/"
    node_version: str | None = None
    index_file: str | None = None
    error_file: str | None = None
    allow_deploy_paths: list[str] = []
    ignore_deploy_paths: list[str] = []
    created_at: str
    updated_at: str


class StaticSite(ChangedStaticSite):
    """A static site as GET shows it."""

    name: str
    hostname: str | None = None
    project_id: str | None = None
