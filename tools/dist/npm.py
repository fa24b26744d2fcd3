"""The npm package: compiled here, so that nothing runs where it is installed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
INSTALL = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock")
COMPILE = ("npx", "--no-install", "tsc")


def npm_package(folder: Path, scratch: Path) -> None:
    """Compile the SDK in `scratch`, and pack what programs need of it."""
    shutil.copytree(ROOT / "sdk" / "nodejs", scratch)
    shutil.copy(ROOT / "LICENSE", scratch)
    run(scratch, *INSTALL)
    run(scratch, *COMPILE)
    described = json.dumps(package(json.loads((scratch / "package.json").read_text())), indent=4)
    (scratch / "package.json").write_text(f"{described}\n")
    # The compiled code reads its version beside itself.
    shutil.copy(scratch / "package.json", scratch / "bin")
    run(scratch, "npm", "pack", "--ignore-scripts", "--pack-destination", str(folder))


def package(generated: dict[str, object]) -> dict[str, object]:
    """What the generator says, as the compiled package has it: with no script of any kind."""
    kept = {key: each for key, each in generated.items() if key not in ("scripts", "files")}
    return {
        **kept,
        "main": "bin/index.js",
        "types": "bin/index.d.ts",
        "files": ["bin", "!bin/**/*.map"],
    }


def run(work: Path, *command: str) -> None:
    program = shutil.which(command[0])
    if program is None:
        sys.exit(f"dist: the npm package needs `{command[0]}`: install Node.js")
    done = subprocess.run(
        [program, *command[1:]], cwd=work, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"dist: `{' '.join(command)}` failed:\n{done.stdout}{done.stderr}")
