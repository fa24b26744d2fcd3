"""The SDKs: in step with the schema, to the byte."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "tools" / "sdkgen"

BUILT = {"node_modules", "bin", "build", "pulumi_sevalla.egg-info", "package-lock.json"}
"""What installing an SDK from its folder leaves there."""


def files(folder: Path) -> dict[str, bytes]:
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        str(path): (folder / path).read_bytes() for path in paths if not BUILT & set(path.parts)
    }


@pytest.mark.skipif(shutil.which("go") is None, reason="SDKs are generated with Go")
def test_the_sdks_are_those_of_the_schema(tmp_path: Path) -> None:
    command = ["go", "run", ".", str(ROOT / "schema.json"), str(tmp_path)]
    subprocess.run(command, cwd=GENERATOR, check=True, timeout=600)
    generated, committed = files(tmp_path), files(ROOT / "sdk")
    assert set(generated) == set(committed), "run `make sdk`"
    assert [name for name in committed if committed[name] != generated[name]] == []
