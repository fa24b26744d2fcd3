"""The plugin from this checkout: what `PulumiPlugin.yaml` makes the engine run."""

import os
import subprocess
import sys
from pathlib import Path

IN_VENV = {"nt": ("Scripts", "python.exe")}
PYTHON = Path(__file__).parent.joinpath(".venv", *IN_VENV.get(os.name, ("bin", "python")))
COMMAND = [str(PYTHON), "-m", "sevalla_provider.plugin", *sys.argv[1:]]

if not PYTHON.exists():
    sys.exit(f"sevalla: there is no {PYTHON}: run `make setup` in {Path(__file__).parent} first")
if os.name == "nt":  # where a program cannot take another's place
    sys.exit(subprocess.call(COMMAND))  # noqa: S603 - no shell
os.execv(PYTHON, COMMAND)  # noqa: S606
