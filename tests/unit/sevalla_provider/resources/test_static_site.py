"""What plan time knows of a static site, and what is no drift of one."""

from typing import Any

import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.sites.static_site import STATIC_SITE
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import APP, SITE, Inputs

ELSEWHERE = "https://git.example/acme/docs"


def site(**more: Any) -> Inputs:
    least = {"display_name": "Docs", "default_branch": "main"}
    return {**least, "repo_url": "https://github.example/acme/docs", **more}


def without(inputs: Inputs, name: str) -> Inputs:
    return {each: value for each, value in inputs.items() if each != name}


def reasons(inputs: Inputs) -> dict[str, str]:
    failures = check(STATIC_SITE.inputs, inputs).failures
    return {".".join(map(str, each.path)): each.reason for each in failures}


BAD: dict[str, tuple[Inputs, str, str]] = {
    "a short name": (site(display_name="x"), "display_name", "of 2 to 64 characters, and has 1"),
    "a long name": (site(display_name="x" * 65), "display_name", "of 2 to 64 characters"),
    "no repository": (without(site(), "repo_url"), "repo_url", "is required"),
    "an empty repository": (site(repo_url=""), "repo_url", "of 1 to 2048 characters"),
    "no branch": (without(site(), "default_branch"), "default_branch", "is required"),
    "an image": (site(source="dockerImage"), "source", "one of privateGit, publicGit"),
    "another Git": (site(source="privateGit", git_type="svn"), "git_type", "one of github"),
    "whose Git, of a public one": (
        site(source="publicGit", git_type="github"),
        "git_type",
        "belongs to the source privateGit, not to publicGit: leave it out",
    ),
    "nobody's private Git": (
        site(source="privateGit", repo_url=ELSEWHERE),
        "git_type",
        "is required with the source privateGit where `repo_url` does not tell it",
    ),
    "a flag in words": (site(auto_deploy="yes"), "auto_deploy", "must be true or false"),
    "a long command": (site(build_command="x" * 1025), "build_command", "of 0 to 1024 characters"),
    "an install command that nothing clears": (
        site(install_command=""),
        "install_command",
        "of 1 to 1024 characters, and has 0",
    ),
    "a long folder": (site(published_directory="x" * 501), "published_directory", "0 to 500"),
    "a version that is a number": (site(node_version=20), "node_version", "must be a string"),
    "an empty index": (site(index_file=""), "index_file", "of 1 to 255 characters"),
    "a glob that is no list": (site(allow_deploy_paths="a"), "allow_deploy_paths", "be a list"),
    "an empty glob": (site(ignore_deploy_paths=[""]), "ignore_deploy_paths.0", "1 to 1024"),
    "a project by name": (site(project_id="shop"), "project_id", "must be a UUID"),
    "a wait in words": (site(wait_for_deployment="no"), "wait_for_deployment", "true or false"),
    "a misspelling": (site(build_comand="x"), "build_comand", "did you mean `build_command`?"),
}


@pytest.mark.parametrize(("inputs", "name", "reason"), BAD.values(), ids=list(BAD))
def test_what_is_wrong_is_told_at_plan_time(inputs: Inputs, name: str, reason: str) -> None:
    told = reasons(inputs)
    assert list(told) == [name]
    assert reason in told[name]


def test_all_of_it_at_once() -> None:
    wrong = site(display_name="", source="git", node_version=20, error_file="")
    assert {*reasons(wrong)} == {*("display_name", "source", "node_version", "error_file")}


@pytest.mark.parametrize(
    "inputs",
    [
        site(source="privateGit"),
        site(source="privateGit", repo_url="git@gitlab.acme.example:acme/docs.git"),
        site(source="privateGit", repo_url=ELSEWHERE, git_type="bitbucket"),
        site(git_type="github"),
        site(source=UNKNOWN, repo_url=ELSEWHERE),
        site(source="privateGit", repo_url=UNKNOWN),
        site(source="publicGit", git_type=UNKNOWN),
        site(build_command="", published_directory="", node_version=""),
        site(allow_deploy_paths=[], ignore_deploy_paths=UNKNOWN, project_id=UNKNOWN),
    ],
)
def test_what_may_be_right_is_not_judged(inputs: Inputs) -> None:
    assert reasons(inputs) == {}


SERVER: Inputs = {
    "source": "publicGit",
    "git_type": "github",
    "auto_deploy": True,
    "is_preview_enabled": True,
    "install_command": "npm ci",
    "build_command": "npm run build",
    "published_directory": "dist",
    "root_directory": ".",
    "node_version": "20",
    "index_file": "index.html",
    "error_file": "404.html",
    "project_id": APP,
    "status": "deploymentFailed",
    "hostname": "docs.example",
    "updated_at": "2030-01-01T00:00:00Z",
}


def test_what_nobody_said_and_what_passes_is_no_difference() -> None:
    """Peer rows 23 and 32: volatile outputs differ; what is left out stays, and is documented."""
    assert not changes(STATIC_SITE, {**site(), **SERVER, "static_site_id": SITE}, site())
    for name in ("install_command", "build_command", "root_directory", "error_file"):
        text = str(STATIC_SITE.fields[name].description)
        assert "that was said before stays as it is" in text, name


def test_paths_that_deploy_are_none_where_nobody_says_them() -> None:
    """The peer lacks allow_deploy_paths and ignore_deploy_paths."""
    for name in ("allow_deploy_paths", "ignore_deploy_paths"):
        (only,) = changes(STATIC_SITE, {**site(), name: ["a"]}, site())
        assert (only.name, only.wanted, only.replaces) == (name, [], False)
        assert not changes(STATIC_SITE, site(), site())


def test_nothing_that_a_program_can_say_replaces_a_site() -> None:
    other: Inputs = dict.fromkeys(STATIC_SITE.inputs.model_fields, "another")
    found = changes(STATIC_SITE, {**site(), **SERVER}, other)
    assert {each.name for each in found} >= {"source", "repo_url", "project_id", "git_type"}
    assert not [each.name for each in found if each.replaces]


@pytest.mark.parametrize(("one", "other"), [(".", "/"), ("/", "."), ("web", "web")])
def test_the_root_has_two_names(one: str, other: str) -> None:
    said, shown = (
        check(STATIC_SITE.inputs, site(root_directory=each)).inputs for each in (one, other)
    )
    assert not changes(STATIC_SITE, shown, said)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (None, Health.READY),
        ("deploymentInProgress", Health.READY),
        ("deploymentFailed", Health.READY),
        ("deletionFailed", Health.READY),  # it stands
        ("deleting", Health.DELETING),
    ],
)
def test_a_status_tells_about_the_last_deployment(status: str | None, expected: Health) -> None:
    assert STATIC_SITE.health(status) is expected
