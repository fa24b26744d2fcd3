"""What an application may be told (`docs/contract/applications.md`, Applications)."""

from collections.abc import Mapping

from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kinds.deploying import insist_on_none_running
from sevalla_emulator.kinds.reference import check_cluster
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record

IMAGE = "dockerImage"
FIRST_BUILD_TYPE = "nixpacks"
NIXPACKS_VERSION = "1.41"
_OF_BUILD_TYPE: Mapping[str, tuple[str, ...]] = {
    "nixpacks": ("nixpacks_version",),
    "railpack": (),
    "pack": ("pack_builder", "buildpacks"),
    "dockerfile": ("dockerfile_path", "docker_context"),
}
_OF_BUILDS = ("build_type", "build_path", *sum(_OF_BUILD_TYPE.values(), ()))
_FROM = {"source", "repo_url", "docker_image"}


def first_build(source: str) -> JsonObject:
    """Return how a new application is built: an image never is."""
    if source == IMAGE:
        return {}
    return {"build_type": FIRST_BUILD_TYPE, "nixpacks_version": NIXPACKS_VERSION}


def needed(source: str) -> str:
    """Return the field without which there is nothing to run."""
    return "docker_image" if source == IMAGE else "repo_url"


def creating(call: Call, given: JsonObject) -> JsonObject:
    """Let a POST pass whose source has what it needs, and whose cluster there is."""
    check_cluster(call, given)
    _check_source(given)
    return given


def changing(_call: Call, record: Record, given: JsonObject) -> JsonObject:
    """Return what to lay over an application: with its source and its build type others go."""
    wanted = {**record.body, **given}
    if _FROM & given.keys():
        _check_source(wanted)
    source = text(wanted, "source")
    changes = {**given, **_built(given, wanted, source)}
    if source != "privateGit":
        if given.get("auto_deploy") is True:
            raise refused("err-auto-deploy", f"auto_deploy: not with the source {source}")
        changes["auto_deploy"] = False
    return changes


def deleting(call: Call, record: Record) -> None:
    """Refuse to delete an application while one of its deployments runs."""
    insist_on_none_running(call.backend, "deployments", record)


def _check_source(wanted: JsonObject) -> None:
    source = text(wanted, "source")
    if not wanted.get(needed(source)):
        raise refused("err-source", f"{needed(source)}: needed with the source {source}")


def _built(given: JsonObject, wanted: JsonObject, source: str) -> JsonObject:
    """Return the build fields that are no more, and those that begin."""
    build_type = "" if source == IMAGE else text(wanted, "build_type") or FIRST_BUILD_TYPE
    own = ("build_type", "build_path", *_OF_BUILD_TYPE[build_type]) if build_type else ()
    others = [name for name in _OF_BUILDS if name not in own]
    if wrong := [name for name in others if given.get(name) is not None]:
        what = f"the build type {build_type}" if build_type else f"the source {source}"
        raise refused("err-build-type", f"{', '.join(wrong)}: not with {what}")
    built: JsonObject = dict.fromkeys(others)
    if build_type:
        built["build_type"] = build_type
    if build_type == "nixpacks" and not wanted.get("nixpacks_version"):
        built["nixpacks_version"] = NIXPACKS_VERSION
    return built
