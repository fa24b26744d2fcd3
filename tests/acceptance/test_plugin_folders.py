"""The plugin as users get it: a built folder, and this folder itself."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tools.workbench.environment import variables

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schema.json").read_text())
VERSION = SCHEMA["version"]


@pytest.fixture
def home(tmp_path: Path) -> Mapping[str, str]:
    """The environment of a Pulumi that knows no plugin."""
    for name in ("backend", "home"):
        (tmp_path / name).mkdir()
    return variables(tmp_path)


def run(folder: Path, environment: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_built_folder_can_be_installed(tmp_path: Path, home: Mapping[str, str]) -> None:
    built = tmp_path / "built"
    run(ROOT, home, sys.executable, "-m", "tools.pluginbuild.build", str(built))
    install = ("pulumi", "plugin", "install", "resource", "sevalla", VERSION)
    run(tmp_path, home, *install, "--file", str(built))
    shutil.rmtree(built)
    served = run(tmp_path, home, "pulumi", "package", "get-schema", f"sevalla@{VERSION}")
    assert json.loads(served)["resources"].keys() == SCHEMA["resources"].keys()


def test_the_source_folder_is_a_plugin(tmp_path: Path, home: Mapping[str, str]) -> None:
    """What `pulumi package add <folder>` asks of it. The language host that can be had as a Go
    module starts plugins in the present folder alone, so that is where this runs."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("PulumiPlugin.yaml", "__main__.py"):
        shutil.copy(ROOT / name, source)
    (source / ".venv").symlink_to(Path(sys.prefix))
    served = run(source, home, "pulumi", "package", "get-schema", ".")
    assert json.loads(served[served.index("{") :])["name"] == "sevalla"
