"""All packages as `make dist` builds them: once for all workers of a run."""

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from acceptance.own_python import PATIENCE

ROOT = Path(__file__).parents[2]


def built_packages(factory: pytest.TempPathFactory, run: str) -> Path:
    """The folder they are in, built first where no worker of this run has.

    Args:
        run: what the workers of one run share, and no other has.
    """
    shared = factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen-") else shared
    folder = shared / f"packages-{run}"
    with FileLock(shared / f"packages-{run}.lock"):
        if not (folder / "SHA256SUMS").exists():
            command = [sys.executable, "-m", "tools.dist", str(folder)]
            subprocess.run(command, cwd=ROOT, check=True, timeout=PATIENCE)
    return folder
