"""The script that finds the engine, or builds it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tools.engine import engine

SCRIPT = Path(engine.__file__)


def run(path: Path, cache: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, SCRIPT],
        env={"PATH": str(path), "XDG_CACHE_HOME": str(cache), "HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )


def pulumi(folder: Path, version: str) -> None:
    program = folder / "pulumi"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)


def test_a_machine_with_nothing_gets_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip() == engine.NO_ENGINE
    assert "official installer" in done.stderr


@pytest.mark.parametrize("version", [f"v{engine.VERSION}", "v3.999.0", "v4.0.0-alpha.1"])
def test_a_pulumi_that_is_new_enough_is_used(tmp_path: Path, version: str) -> None:
    pulumi(tmp_path, version)
    done = run(tmp_path, tmp_path)
    assert done.returncode == 0
    assert done.stdout == f"{tmp_path}\n"


@pytest.mark.parametrize("version", ["v3.258.9", "v2.0.0", "", "no version at all"])
def test_a_pulumi_that_is_too_old_is_not(tmp_path: Path, version: str) -> None:
    pulumi(tmp_path, version)
    done = run(tmp_path, tmp_path)
    assert done.returncode == 1
    assert "older than" in done.stdout


def test_what_was_built_before_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    engine.cache_folder().mkdir(parents=True)
    done = run(tmp_path, tmp_path)
    assert done.stdout.splitlines()[-1] == str(engine.cache_folder())
    assert engine.VERSION in done.stdout


def test_the_last_line_is_the_folder(tmp_path: Path) -> None:
    pulumi(tmp_path, "v3.999.0")
    makefile = SCRIPT.parents[2]
    done = subprocess.run(
        ["make", "--no-print-directory", "engine", f"PYTHON={sys.executable}"],
        cwd=makefile,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == str(tmp_path)
