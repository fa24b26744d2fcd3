"""What belongs to which source and to which build type (`docs/contract/applications.md`)."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

Source: TypeAlias = Literal["privateGit", "publicGit", "dockerImage"]
BuildType: TypeAlias = Literal["nixpacks", "railpack", "pack", "dockerfile"]

GIT = ("privateGit", "publicGit")
IMAGE = ("dockerImage",)

NEEDED: Mapping[str, tuple[str, ...]] = {"repo_url": GIT, "docker_image": IMAGE}
"""Without which a source is none."""

SOURCES: Mapping[str, tuple[str, ...]] = {
    "repo_url": GIT,
    "git_type": GIT,
    "default_branch": GIT,
    "docker_image": IMAGE,
    "build_type": GIT,
    "build_path": GIT,
    "build_cache_enabled": GIT,
    "dockerfile_path": GIT,
    "docker_context": GIT,
    "pack_builder": GIT,
    "buildpacks": GIT,
    "nixpacks_version": GIT,
    "allow_deploy_paths": GIT,
    "ignore_deploy_paths": GIT,
}
"""The sources that a property belongs to; an image is never built."""

BUILD_TYPES: Mapping[str, str] = {
    "dockerfile_path": "dockerfile",
    "docker_context": "dockerfile",
    "pack_builder": "pack",
    "buildpacks": "pack",
    "nixpacks_version": "nixpacks",
}
"""The one build type that a property belongs to. Where the program leaves the type out, the server
has the say, and nothing is assumed."""


def of_another_source(name: str, source: object) -> str:
    """Why a property cannot be said with a source; nothing where it can, or nobody knows."""
    sources = SOURCES.get(name, ())
    if not sources or source is None or source in sources:
        return ""
    return f"belongs to {' and '.join(sources)}, not to the source {source}: leave it out"


def of_another_build(name: str, build_type: object) -> str:
    """Why a property cannot be said with a build type; nothing where it can, or nobody knows."""
    own = BUILD_TYPES.get(name)
    if own is None or build_type in (None, own):
        return ""
    return f"belongs to the build type {own}, not to {build_type}: leave it out"
