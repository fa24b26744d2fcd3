"""Which backend a stack is in, as the CLI chooses it."""

import json
from pathlib import Path

import pytest

from sevalla_provider.backend import backend_digest

ONE, OTHER = "file:///srv/one", "https://user:hunter2@state.test"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project" / "deep" / "down"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return tmp_path / "project"


def logged_in(home: Path, url: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "credentials.json").write_text(json.dumps({"current": url}))
    return home


def test_the_environment_comes_first_then_the_project_then_the_login(
    project: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    nobody = backend_digest({}, home)
    login = backend_digest({}, logged_in(home, ONE))
    (project / "Pulumi.yaml").write_text(f"name: shop\nbackend:\n  url: {OTHER}\n")
    of_the_project = backend_digest({}, home)
    (project / "Pulumi.yaml").write_text("name: backend\n")
    assert nobody == ""
    assert len({login, of_the_project, nobody}) == 3
    assert backend_digest({}, home) == login
    assert backend_digest({"PULUMI_BACKEND_URL": OTHER}, home) == of_the_project
    assert backend_digest({"PULUMI_BACKEND_URL": f"{ONE}/"}, home) == login


def test_no_password_of_an_address_is_kept(project: Path, tmp_path: Path) -> None:
    found = backend_digest({"PULUMI_BACKEND_URL": OTHER}, tmp_path)
    assert len(found) == 16
    assert "hunter2" not in found


@pytest.mark.parametrize("text", ["backend: [", "backend: 1", "backend:\n  url:\n", "\xff backend"])
def test_what_cannot_be_read_says_nothing(project: Path, tmp_path: Path, text: str) -> None:
    (project / "Pulumi.yaml").write_text(text, encoding="latin-1")
    (tmp_path / "credentials.json").write_text("[]")
    assert backend_digest({}, tmp_path) == ""
