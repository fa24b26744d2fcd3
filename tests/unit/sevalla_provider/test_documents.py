"""Whatever a file holds, however deep it is: no reader ends in anything but words, or passes by."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from sevalla_provider.backend import backend_digest
from sevalla_provider.documents import NoDocument, json_document, yaml_document
from sevalla_provider.drift.ignore_file import FILE, rules_in
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project, preview_refresh
from sevalla_provider.drift.stacks import StackSelection, selected_stacks
from sevalla_provider.http.shared_budget import SharedBudget
from sevalla_provider.importing.import_file import names_in
from sevalla_provider.lifecycle.create_lock import CreateLocks, short_hash
from sevalla_provider.lifecycle.intent_files import read
from unit.clocks import FakeClock

pytestmark = pytest.mark.anyio

PROVIDER = Path(__file__).parents[3] / "provider" / "sevalla_provider"

DEEP = {
    "lists": "[" * 100_000 + "]" * 100_000,
    "objects": '{"a":' * 5000 + "1" + "}" * 5000,
    "lists without an end": "[" * 100_000,
}

however_deep = pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)


@however_deep
@pytest.mark.parametrize("reader", [json_document, yaml_document])
def test_what_is_too_deep_is_no_document(reader: Callable[[str], object], text: str) -> None:
    with pytest.raises(NoDocument):
        reader(text)


@pytest.mark.parametrize(
    ("reader", "text"),
    [(json_document, "{"), (json_document, b"\xff"), (yaml_document, "{"), (yaml_document, "\0")],
)
def test_what_is_none_is_no_document(reader: Callable[[object], object], text: object) -> None:
    with pytest.raises(NoDocument):
        reader(text)


def test_nobody_reads_such_text_in_another_way() -> None:
    elsewhere = {
        path.name
        for path in PROVIDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("loads", "safe_load", "load_all")
    }
    assert elsewhere == {"documents.py", "sanitize.py"}  # which reads what is deep on purpose


@however_deep
def test_a_file_of_limits_says_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "limits.json"
    file.write_text(text[:60_000])
    assert SharedBudget(file, FakeClock()).load() == {}


@however_deep
def test_a_file_of_intents_or_of_endings_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "made-1.json").write_text(text)
    assert read(tmp_path / "made-1.json") is None


@however_deep
async def test_when_a_create_of_the_same_ended_is_not_known(tmp_path: Path, text: str) -> None:
    ended = tmp_path / f"{short_hash('here', 'digest')[:3]}.ended"
    ended.write_text(text)
    async with CreateLocks(tmp_path, FakeClock()).alone("here", "digest", None) as at:
        assert at == 0.0


@however_deep
def test_the_project_and_the_login_name_no_backend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "credentials.json").write_text(text)
    (tmp_path / "Pulumi.yaml").write_text(f"backend: {text}")
    assert backend_digest({}, tmp_path) == ""


@however_deep
def test_the_rules_of_drift_are_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(f"ignore: {text}")
    with pytest.raises(CheckFailed, match=FILE):
        rules_in(tmp_path)


@however_deep
def test_an_import_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        names_in(text)


@pytest.fixture
def speaking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Project]:
    """A `pulumi` that answers whatever it is asked in one way."""

    def project(text: str) -> Project:
        (tmp_path / "answer").write_text(text)
        (tmp_path / "pulumi").write_text(f"#!/bin/sh\ncat {tmp_path / 'answer'}\n")
        (tmp_path / "pulumi").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return Project(tmp_path, {})

    return project


@however_deep
def test_what_the_engine_answers_is_refused_in_words(
    speaking: Callable[[str], Project], text: str
) -> None:
    project = speaking(text)
    with pytest.raises(CheckFailed, match="could not read the configuration"):
        project.configuration("dev")
    with pytest.raises(CheckFailed, match=r"something else than JSON|did not tell how"):
        preview_refresh(project, "dev")
    everything = StackSelection(project.folder, all_stacks=True)
    with pytest.raises(CheckFailed, match="could not list"), selected_stacks(everything):
        pass
