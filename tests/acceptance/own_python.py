"""A Python of a program's own, to which packages can be added."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 600
"""Seconds for an installation: on a fresh machine, everything is downloaded and compiled."""


def own_python(work: Path) -> Mapping[str, str]:
    """Give the program a `.venv` that knows what ours does, and may be added to."""
    (work / ".venv").unlink()
    subprocess.run([sys.executable, "-m", "venv", ".venv"], cwd=work, check=True, timeout=PATIENCE)
    ours = sysconfig.get_path("purelib")
    theirs = sysconfig.get_path("purelib", vars={"base": str(work / ".venv")})
    (Path(theirs) / "ours.pth").write_text(f"{ours}\n")
    return first_on_path(work / ".venv")


def first_on_path(environment: Path) -> Mapping[str, str]:
    """The newest Python host to be had as a Go module overlooks the option `virtualenv`."""
    found = (environment / "bin", Path(sys.executable).parent, os.environ["PATH"])
    return {"PATH": os.pathsep.join(map(str, found))}
