"""The plugin from this checkout: what `PulumiPlugin.yaml` makes the engine run."""

import os
import sys
from pathlib import Path

PYTHON = Path(__file__).parent / ".venv" / "bin" / "python"

if not PYTHON.exists():
    sys.exit(f"sevalla: there is no {PYTHON}: run `make setup` in {Path(__file__).parent} first")
os.execv(PYTHON, [str(PYTHON), "-m", "sevalla_provider.plugin", *sys.argv[1:]])  # noqa: S606
