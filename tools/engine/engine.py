"""Find the Pulumi engine, or build it: prints the folder to put on PATH as its last line.

A `pulumi` on PATH that is new enough is used as it is. Otherwise the CLI and its language hosts are
built from the Go modules beside this file into the user's cache folder. Standard library only: it
runs before anything is installed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSION = "3.259.0"  # also the oldest engine the tests have seen
SDK = "github.com/pulumi/pulumi/sdk/v3"

NO_ENGINE = (
    f"There is neither a `pulumi` of version {VERSION} or newer nor Go on this machine: install "
    "Pulumi by its official installer (`brew install pulumi/tap/pulumi`, `winget install pulumi`, "
    "or the script on Pulumi's download page) and run this again."
)


@dataclass(frozen=True)
class Tool:
    """One program of the engine: `module` is the folder that pins it, `package` what is built."""

    name: str
    module: str
    package: str
    ldflags: str = "-s -w"


TOOLS = (
    Tool(
        "pulumi",
        "cli",
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        # Unstamped, the Automation API takes the CLI for too old.
        f"-s -w -X {SDK}/go/common/version.Version=v{VERSION}",
    ),
    Tool("pulumi-language-yaml", "yaml", "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"),
    Tool("pulumi-language-python", "python", f"{SDK}/python/cmd/pulumi-language-python"),
    Tool("pulumi-language-nodejs", "nodejs", f"{SDK}/nodejs/cmd/pulumi-language-nodejs"),
    Tool("pulumi-language-go", "go", f"{SDK}/go/pulumi-language-go"),
)


def main() -> int:
    """Print progress, then the folder; 1 and one sentence where there is no way."""
    folder = installed() or built()
    if folder is None:
        print(NO_ENGINE, file=sys.stderr)
        return 1
    print(folder)
    return 0


def installed() -> Path | None:
    """The folder of the `pulumi` on PATH, when that is new enough."""
    path = shutil.which("pulumi")
    if path is None:
        return None
    answer = subprocess.run([path, "version"], capture_output=True, text=True, check=False)
    found = version_of(answer.stdout)
    if found >= version_of(VERSION):
        return Path(path).parent
    print(
        f"engine: {path} is {answer.stdout.strip() or 'broken'}, older than {VERSION}", flush=True
    )
    return None


def version_of(text: str) -> tuple[int, ...]:
    """`v3.259.0-dev` → (3, 259, 0); what is no version → ()."""
    match = re.match(r"v?(\d+)\.(\d+)\.(\d+)", text.strip())
    return tuple(int(part) for part in match.groups()) if match else ()


def built() -> Path | None:
    """The cache folder with everything in it, built first where it is missing; None without Go."""
    folder = cache_folder()
    if folder.is_dir():
        return folder
    if shutil.which("go") is None:
        return None
    folder.parent.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(folder.parent / f"{folder.name}.lock"):
        if not folder.is_dir():
            build_into(folder)
    return folder


def cache_folder() -> Path:
    """Named by version, and by a digest of the pins, so that a changed pin builds anew."""
    pins = [*sorted(HERE.glob("*/go.mod")), HERE / "pulumi-resource-pulumi-python"]
    digest = hashlib.sha256(b"".join(pin.read_bytes() for pin in pins)).hexdigest()[:8]
    target = f"{platform.system()}-{platform.machine()}".lower()
    return user_cache() / "pulumi-sevalla" / f"engine-{VERSION}-{target}-{digest}"


def user_cache() -> Path:
    """`$XDG_CACHE_HOME`, else `~/.cache`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Hold `lock`, so that two clones that need the engine at once build it once."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def build_into(folder: Path) -> None:
    """Build every tool beside `folder` and rename: a build that was cut off leaves nothing half."""
    scratch = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    try:
        for number, tool in enumerate(TOOLS, start=1):
            build(tool, scratch, f"{number}/{len(TOOLS)}")
        for helper in (python_executor(), HERE / "pulumi-resource-pulumi-python"):
            shutil.copy(helper, scratch)
            (scratch / helper.name).chmod(0o755)
        scratch.chmod(0o755)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def build(tool: Tool, folder: Path, position: str) -> None:
    print(f"engine: {position} building {tool.name} …", end=" ", flush=True)
    started = time.monotonic()
    go(tool.module, "build", "-ldflags", tool.ldflags, "-o", str(folder / tool.name), tool.package)
    print(f"{time.monotonic() - started:.0f} s", flush=True)


def python_executor() -> Path:
    """The script the Python host looks for beside itself; the CLI's own SDK module has it."""
    go("cli", "mod", "download", SDK)
    listed = go("cli", "list", "-m", "-f", "{{.Dir}}", SDK)
    return Path(listed.strip()) / "python" / "cmd" / "pulumi-language-python-exec"


def go(module: str, *arguments: str) -> str:
    """Run `go` in one module's folder; its own words, and exit, when it fails."""
    done = subprocess.run(
        ["go", *arguments], cwd=HERE / module, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"\nengine: `go {' '.join(arguments)}` in {module} failed:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
