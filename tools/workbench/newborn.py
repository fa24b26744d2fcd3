"""What `pulumi stack init` leaves behind: made once for each project, and then copied."""

import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.workbench.environment import BACKEND, HOME, PROGRAM, STACK, variables


@cache
def newborn(project: Path) -> Mapping[Path, bytes]:
    """The files of a new stack of a project, by their paths below the folder of the stack."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for each in (BACKEND, HOME, PROGRAM):
            (folder / each).mkdir()
        shutil.copy(project / "Pulumi.yaml", folder / PROGRAM)
        subprocess.run(
            ["pulumi", "stack", "init", STACK, "--non-interactive"],
            cwd=folder / PROGRAM,
            env=variables(folder),
            check=True,
            capture_output=True,
        )
        made = [*(folder / BACKEND).rglob("*"), folder / PROGRAM / f"Pulumi.{STACK}.yaml"]
        return {path.relative_to(folder): path.read_bytes() for path in made if path.is_file()}
