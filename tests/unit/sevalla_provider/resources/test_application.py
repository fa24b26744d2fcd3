"""What plan time knows of an application: rules by source and build type, and what is no drift."""

from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.applications.application_rules import BUILD_TYPES, SOURCES
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs

CLUSTER, OTHER_CLUSTER, PROJECT = APP, OTHER_APP, PROCESS_ID


def git(**more: Any) -> Inputs:
    least = {"display_name": "Shop", "cluster_id": CLUSTER, "source": "privateGit"}
    return {**least, "repo_url": "https://git.example/acme/shop", **more}


def image(**more: Any) -> Inputs:
    least = {"display_name": "Shop", "cluster_id": CLUSTER, "source": "dockerImage"}
    return {**least, "docker_image": "acme/shop:1", **more}


def without(inputs: Inputs, name: str) -> Inputs:
    return {each: value for each, value in inputs.items() if each != name}


def reasons(inputs: Inputs) -> dict[str, str]:
    failures = check(APPLICATION.inputs, inputs).failures
    return {".".join(map(str, each.path)): each.reason for each in failures}


BAD: dict[str, tuple[Inputs, str, str]] = {
    "no cluster": (without(git(), "cluster_id"), "cluster_id", "is required"),
    "a cluster by name": (git(cluster_id="europe-west3"), "cluster_id", "must be a UUID"),
    "no source": (without(git(), "source"), "source", "is required"),
    "a source of another world": (git(source="git"), "source", "one of privateGit, publicGit"),
    "what only a GET may say": (git(source="app"), "source", "one of privateGit, publicGit"),
    "an empty name": (git(display_name=""), "display_name", "of 1 to 64 characters, and has 0"),
    "a name too long": (git(display_name="x" * 65), "display_name", "of 1 to 64 characters"),
    "a name that is a number": (git(display_name=7), "display_name", "must be a string"),
    "a project by name": (git(project_id="shop"), "project_id", "must be a UUID"),
    "private without repository": (
        without(git(), "repo_url"),
        "repo_url",
        "is required with the source privateGit",
    ),
    "public without repository": (
        without(git(source="publicGit"), "repo_url"),
        "repo_url",
        "is required with the source publicGit",
    ),
    "an empty repository": (git(repo_url=""), "repo_url", "of 1 to 1024 characters"),
    "an image without image": (
        without(image(), "docker_image"),
        "docker_image",
        "is required with the source dockerImage",
    ),
    "an image with Git": (git(docker_image="a:1"), "docker_image", "belongs to dockerImage"),
    "a repository with an image": (
        image(repo_url="https://git.example/a"),
        "repo_url",
        "not to the source dockerImage",
    ),
    "a branch with an image": (image(default_branch="main"), "default_branch", "leave it out"),
    "a kind of Git with an image": (image(git_type="github"), "git_type", "leave it out"),
    "a build type with an image": (image(build_type="pack"), "build_type", "leave it out"),
    "a build path with an image": (image(build_path="web"), "build_path", "leave it out"),
    "a cache with an image": (
        image(build_cache_enabled=True),
        "build_cache_enabled",
        "leave it out",
    ),
    "a Dockerfile with an image": (image(dockerfile_path="D"), "dockerfile_path", "leave it out"),
    "paths with an image": (image(ignore_deploy_paths=["a"]), "ignore_deploy_paths", "leave it"),
    "automatic with public Git": (
        git(source="publicGit", auto_deploy=True),
        "auto_deploy",
        "works with the source privateGit only, not with publicGit",
    ),
    "automatic with an image": (image(auto_deploy=True), "auto_deploy", "privateGit only"),
    "a Dockerfile with nixpacks": (
        git(build_type="nixpacks", dockerfile_path="D"),
        "dockerfile_path",
        "belongs to the build type dockerfile, not to nixpacks",
    ),
    "a context with pack": (git(build_type="pack", docker_context="."), "docker_context", "pack"),
    "a builder with dockerfile": (
        git(build_type="dockerfile", pack_builder="b"),
        "pack_builder",
        "belongs to the build type pack, not to dockerfile",
    ),
    "buildpacks with railpack": (
        git(build_type="railpack", buildpacks=[{"order": 1, "source": "a"}]),
        "buildpacks",
        "belongs to the build type pack, not to railpack",
    ),
    "a version with railpack": (
        git(build_type="railpack", nixpacks_version="1.41"),
        "nixpacks_version",
        "belongs to the build type nixpacks, not to railpack",
    ),
    "a version that is a number": (git(nixpacks_version=1.41), "nixpacks_version", "a string"),
    "a build type of another world": (git(build_type="make"), "build_type", "one of nixpacks"),
    "another kind of Git": (git(git_type="svn"), "git_type", "one of github, bitbucket, gitlab"),
    "a buildpack without source": (
        git(build_type="pack", buildpacks=[{"order": 1}]),
        "buildpacks.0.source",
        "is required",
    ),
    "a buildpack by its name": (
        git(build_type="pack", buildpacks=["heroku/go"]),
        "buildpacks.0",
        "must be an object",
    ),
    "half a place for a buildpack": (
        git(build_type="pack", buildpacks=[{"order": 1.5, "source": "a"}]),
        "buildpacks.0.order",
        "whole number",
    ),
    "one path as text": (git(allow_deploy_paths="web/**"), "allow_deploy_paths", "be a list"),
    "seconds below none": (
        git(hibernate_after_seconds=-1),
        "hibernate_after_seconds",
        "whole number from 0",
    ),
    "half a second": (git(hibernate_after_seconds=0.5), "hibernate_after_seconds", "whole number"),
    "yes for true": (git(hibernation_enabled="yes"), "hibernation_enabled", "true or false"),
    "suspended by a word": (git(is_suspended="on"), "is_suspended", "must be true or false"),
    "a credential by name": (
        image(docker_registry_credential_id="github"),
        "docker_registry_credential_id",
        "must be a UUID",
    ),
    "what is only read": (git(wait_for_checks=True), "wait_for_checks", "is not a property here"),
    "a status": (git(status="deploymentSuccess"), "status", "is not a property here"),
    "a misspelling": (git(auto_deploi=True), "auto_deploi", "did you mean `auto_deploy`?"),
}


@pytest.mark.parametrize(("inputs", "name", "reason"), BAD.values(), ids=BAD)
def test_a_bad_input_is_named_and_told_what_would_be_right(
    inputs: Inputs, name: str, reason: str
) -> None:
    """Peer row 7: not one validator, all found out by the API in mid-apply."""
    found = reasons(inputs)
    assert [*found] == [name]
    assert reason in found[name]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = image(
        display_name="",
        cluster_id="x",
        repo_url="r",
        default_branch="b",
        build_type="make",
        auto_deploy=True,
        hibernate_after_seconds="60",
    )
    assert reasons(without(wrong, "docker_image")).keys() == {
        *("display_name", "cluster_id", "repo_url", "default_branch", "docker_image"),
        *("build_type", "auto_deploy", "hibernate_after_seconds"),
    }


@pytest.mark.parametrize(
    "inputs",
    [
        git(),
        image(),
        git(source="publicGit", auto_deploy=False),
        git(display_name="x"),  # one of two sources takes it
        git(nixpacks_version="1.41"),  # by itself: the server knows its build type
        git(dockerfile_path="Dockerfile"),
        git(build_type="dockerfile", dockerfile_path="D", docker_context=".", build_path="web"),
        git(build_type="pack", pack_builder="heroku/builder:22", buildpacks=[]),
        git(build_type="railpack", build_path="web", build_cache_enabled=False),
        git(allow_deploy_paths=[], ignore_deploy_paths=[]),
        git(docker_registry_credential_id=PROJECT),  # perhaps for a Dockerfile's own images
        image(auto_deploy=False, hibernation_enabled=True, hibernate_after_seconds=600.0),
    ],
)
def test_what_may_be_right_is_right(inputs: Inputs) -> None:
    assert reasons(inputs) == {}


@pytest.mark.parametrize(
    "inputs",
    [
        git(source=UNKNOWN, docker_image="a:1"),
        git(repo_url=UNKNOWN),
        image(docker_image=UNKNOWN),
        git(build_type=UNKNOWN, dockerfile_path="D"),
        image(cluster_id=UNKNOWN, docker_registry_credential_id=UNKNOWN),
        git(buildpacks=UNKNOWN, project_id=UNKNOWN),
    ],
)
def test_what_is_not_known_yet_is_not_judged(inputs: Inputs) -> None:
    assert reasons(inputs) == {}


def test_every_rule_is_about_an_input() -> None:
    inputs = APPLICATION.inputs.model_fields.keys()
    assert (SOURCES.keys() | BUILD_TYPES.keys()) <= inputs
    assert BUILD_TYPES.keys() <= SOURCES.keys()


def test_buildpacks_are_compared_in_the_order_that_they_name() -> None:
    one, two = {"order": 1, "source": "a"}, {"order": 2, "source": "b"}
    said = check(APPLICATION.inputs, git(build_type="pack", buildpacks=[two, one])).inputs
    assert said["buildpacks"] == [one, two]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, Health.READY),
        ("deploymentInProgress", Health.READY),
        ("deploymentFailed", Health.READY),
        ("appDeletionFailed", Health.READY),  # it stands
        ("a word of tomorrow", Health.READY),  # it is about a deployment, so that nobody waits
        ("deleting", Health.DELETING),
    ],
)
def test_a_status_tells_about_the_last_deployment(status: str | None, expected: Health) -> None:
    assert APPLICATION.health(status) is expected


def replacing(outputs: Inputs, inputs: Inputs, unseen: frozenset[str] = frozenset()) -> list[str]:
    return [each.name for each in changes(APPLICATION, outputs, inputs, unseen) if each.replaces]


def test_only_another_cluster_replaces_and_an_unknown_one_never() -> None:
    """Peer row 10: an import knows no cluster, and the plan replaces the application."""
    state = {**git(), "app_id": APP, "status": "deploymentSuccess"}
    assert replacing(state, git(cluster_id=OTHER_CLUSTER)) == ["cluster_id"]
    imported = without(state, "cluster_id")
    assert replacing(imported, git(cluster_id=OTHER_CLUSTER), frozenset({"cluster_id"})) == []
    assert not changes(APPLICATION, imported, git(), frozenset({"cluster_id"}))
    everything = image(project_id=PROJECT, display_name="Other", hibernation_enabled=True)
    assert replacing(state, everything) == []


SERVER: Inputs = {
    "build_type": "nixpacks",
    "nixpacks_version": "1.41",
    "project_id": PROJECT,
    "git_type": "github",
    "auto_deploy": True,
    "hibernate_after_seconds": 60,
    "build_cache_enabled": False,
    "is_suspended": True,
    "allow_deploy_paths": ["a"],
}


def test_what_nobody_said_is_the_servers_own_business() -> None:
    """Peer rows 11 and 13: a default of its own for build_type, a diff for ever over project_id."""
    assert not changes(APPLICATION, {**git(), **SERVER, "app_id": APP}, git())


def test_what_is_taken_out_of_a_program() -> None:
    """Peer row 15: null is skipped; here each description says what removal means."""
    state = {**image(docker_registry_credential_id=PROJECT), **SERVER, "app_id": APP}
    (only,) = changes(APPLICATION, state, image())
    assert (only.name, only.wanted) == ("docker_registry_credential_id", None)


@pytest.mark.parametrize("name", ["allow_deploy_paths", "ignore_deploy_paths", "buildpacks"])
def test_an_emptied_list_is_a_change(name: str) -> None:
    """Peer row 14: emptied lists vanish, and cannot be cleared."""
    there: JsonValue = [{"order": 1, "source": "a"}] if name == "buildpacks" else ["a"]
    (only,) = changes(APPLICATION, {**git(), name: there}, git(**{name: []}))
    assert (only.name, only.wanted) == (name, [])
