"""Where the browser of the console's tests comes from."""

import os
import subprocess
from pathlib import Path

import pytest
from tools.chromium import NoChromiumError, chromium


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only one on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def program(path: Path) -> str:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_the_one_of_the_machine(folder: Path, name: str) -> None:
    there = program(folder / name)
    assert chromium() == there


def test_the_one_that_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(folder / "chromium")
    own = program(folder / "own")
    monkeypatch.setenv("CHROMIUM", own)
    assert chromium() == own
    monkeypatch.setenv("CHROMIUM", "/no/such/program")
    with pytest.raises(NoChromiumError, match="CHROMIUM is /no/such/program"):
        chromium()


def test_who_may_not_install_one_is_told_why(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    with pytest.raises(NoChromiumError, match=r"no Chromium .* only root can install"):
        chromium()


def test_root_installs_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(folder / "apt-get")
    monkeypatch.setattr(os, "getuid", lambda: 0)
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> None:
        asked.append(command)
        if "install" in command:
            program(folder / "chromium")

    monkeypatch.setattr(subprocess, "run", run)
    assert chromium() == str(folder / "chromium")
    assert [command[2] for command in asked] == ["update", "install"]


def test_an_installation_that_fails_says_what_failed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(folder / "apt-get")
    monkeypatch.setattr(os, "getuid", lambda: 0)

    def run(command: list[str], **_: object) -> None:
        raise subprocess.CalledProcessError(100, command)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(NoChromiumError, match="apt-get -qq update failed"):
        chromium()
