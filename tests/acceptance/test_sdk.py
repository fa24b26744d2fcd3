"""What is generated with Go: the SDKs and the documented programs, to the byte."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "tools" / "sdkgen"
EXAMPLES = ROOT / "docs" / "examples"

pytestmark = pytest.mark.skipif(shutil.which("go") is None, reason="these are generated with Go")

BUILT = {"node_modules", "bin", "build", "pulumi_sevalla.egg-info", "package-lock.json"}
"""What installing an SDK from its folder leaves there."""


def files(folder: Path) -> dict[str, bytes]:
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        str(path): (folder / path).read_bytes() for path in paths if not BUILT & set(path.parts)
    }


def test_the_sdks_are_those_of_the_schema(tmp_path: Path) -> None:
    generate("sdk", tmp_path)
    assert_same(tmp_path, ROOT / "sdk")


def test_the_documented_programs_are_those_in_yaml(tmp_path: Path) -> None:
    for path in EXAMPLES.glob("*/*/Pulumi.yaml"):
        beside = tmp_path / path.parent.relative_to(EXAMPLES)
        beside.mkdir(parents=True)
        shutil.copy(path, beside)
    generate("examples", tmp_path)
    assert_same(tmp_path, EXAMPLES)


def generate(what: str, folder: Path) -> None:
    command = ["go", "run", ".", what, str(ROOT / "schema.json"), str(folder)]
    subprocess.run(command, cwd=GENERATOR, check=True, timeout=600)


def assert_same(made: Path, kept: Path) -> None:
    generated, committed = files(made), files(kept)
    assert set(generated) == set(committed), "run `make sdk`"
    differing = [name for name in committed if committed[name] != generated[name]]
    assert differing == [], "run `make sdk`"
