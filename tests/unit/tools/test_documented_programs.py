"""The programs of the reference pages, as `make sdk` makes them of those in YAML."""

import re
import shutil
from pathlib import Path

import pytest
from mypy import api
from tools.schemagen.examples import EXAMPLES, LANGUAGES, MARK

ROOT = EXAMPLES.parents[1]
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/*/Pulumi.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_one_is_written_in_yaml_and_made_in_every_other_language(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == set(LANGUAGES.values()), "run `make sdk`"
    marked = {path.name for path in folder.iterdir() if MARK in path.read_text("utf-8")}
    assert marked == set(LANGUAGES.values()) - {"Pulumi.yaml"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_none_in_go_prints_an_address(folder: Path) -> None:
    """An output that may be missing is a pointer there, and so it shows within another text."""
    pointers = re.findall(r"_args\[\d+\]\.\(\*\w+\)", (folder / "main.go").read_text("utf-8"))
    assert pointers == [], "make it an output of its own, in Pulumi.yaml"


def test_those_in_python_fit_the_sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = [tmp_path / f"example_{number}.py" for number in range(len(FOLDERS))]
    for folder, program in zip(FOLDERS, programs, strict=True):
        shutil.copy(folder / "__main__.py", program)
    monkeypatch.setenv("MYPYPATH", str(ROOT / "sdk" / "python"))
    # The SDK itself is Pulumi's own work: only what it says of its types counts.
    options = ["--strict", "--config-file=", "--follow-imports=silent", f"--cache-dir={tmp_path}"]
    found, failed, code = api.run([*options, *map(str, programs)])
    assert code == 0, found + failed
