"""The two distributions for Python: the provider, and the SDK."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def provider(folder: Path) -> Path:
    """Build wheel and source distribution of the provider; the wheel is returned."""
    build(ROOT, folder)
    (wheel,) = folder.glob("pulumi_sevalla_provider-*.whl")
    return wheel


def python_sdk(folder: Path, scratch: Path) -> None:
    """Build the SDK's wheel, from a copy: setuptools leaves things in the folder it builds."""
    shutil.copytree(ROOT / "sdk" / "python", scratch)
    shutil.copy(ROOT / "LICENSE", scratch)
    build(scratch, folder, "--wheel")


def build(source: Path, folder: Path, *options: str) -> None:
    """Build in an environment of its own, as anybody else who builds it from source."""
    command = [sys.executable, "-m", "build", *options, "--outdir", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"dist: `{' '.join(command)}` failed:\n{done.stdout}{done.stderr}")
