"""Which stacks are meant."""

import json
from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from sevalla_provider.drift.pulumi_cli import CheckFailed, Project
from sevalla_provider.drift.stacks import StackSelection, selected_stacks

BACKEND = "file:///srv/state"


def answer(monkeypatch: pytest.MonkeyPatch, text: str, code: int = 0) -> None:
    def run(_project: Project, *arguments: str) -> "CompletedProcess[str]":
        return CompletedProcess(arguments, code, text, "words of the engine")

    monkeypatch.setattr(Project, "run", run)


def found(selection: StackSelection) -> Sequence[str]:
    with selected_stacks(selection) as there:
        return [name for _, name in there]


def test_the_selected_stack_or_those_that_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "dev\n")
    assert found(StackSelection(tmp_path)) == ["dev"]
    assert found(StackSelection(tmp_path, names=["one", "two"])) == ["one", "two"]


def test_every_stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, json.dumps([{"name": "one"}, {"name": "two"}]))
    assert found(StackSelection(tmp_path, all_stacks=True)) == ["one", "two"]


@pytest.mark.parametrize("listed", ["[]", "nonsense", '{"error": 1}'])
def test_no_stack_is_no_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    answer(monkeypatch, listed)
    with pytest.raises(CheckFailed):
        found(StackSelection(tmp_path, all_stacks=True))


def test_a_folder_that_says_nothing_or_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "", 255)
    with pytest.raises(CheckFailed, match="words of the engine\nName a stack"):
        found(StackSelection(tmp_path))
    with pytest.raises(CheckFailed, match="there is no folder"):
        found(StackSelection(tmp_path / "nowhere"))


def test_stacks_of_a_backend_stand_in_projects_of_their_own() -> None:
    names = ["organization/shop/dev", "organization/blog/dev"]
    with selected_stacks(StackSelection(Path(), BACKEND, names)) as there:
        written = [json.loads((place.folder / "Pulumi.yaml").read_text()) for place, _ in there]
        folders = [place.folder for place, _ in there]
        assert [place.environment["PULUMI_BACKEND_URL"] for place, _ in there] == [BACKEND] * 2
    assert [each["name"] for each in written] == ["shop", "blog"]
    assert not any(folder.exists() for folder in folders)


@pytest.mark.parametrize("names", [[], ["dev"], ["shop/dev"]])
def test_a_stack_of_a_backend_needs_its_full_name(names: list[str]) -> None:
    with pytest.raises(CheckFailed, match="organization/project/stack"):
        found(StackSelection(Path(), BACKEND, names))
