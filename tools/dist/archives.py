"""What is neither a wheel nor for npm: the plugin as Pulumi downloads it, SDKs for Go and YAML."""

import gzip
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from sevalla_provider.repository import RELEASES
from sevalla_provider.version import VERSION

ROOT = Path(__file__).parents[2]

PLATFORMS = tuple(
    f"{system}-{machine}"
    for system in ("darwin", "linux", "windows")
    for machine in ("amd64", "arm64")
)
"""What Pulumi asks for by name; the archive is the same for all."""

PROJECT = """\
# Pulumi's host for Python installs what `requirements.txt` says into `venv`, and runs the plugin.
runtime:
  name: python
  options:
    toolchain: pip
    virtualenv: venv
"""

PROGRAM = '''\
"""The plugin `sevalla`: started by Pulumi's host for Python."""

from sevalla_provider.plugin.__main__ import run

run()
'''


DECLARATION = f"""\
packageDeclarationVersion: 1
name: sevalla
version: {VERSION}
downloadUrl: {RELEASES}
"""
"""What Pulumi itself writes into a program's folder `sdks` when a package is added to it."""


def yaml_declaration(folder: Path) -> None:
    """What programs in YAML have for an SDK: which version it is, and where the plugin is."""
    (folder / f"sevalla-{VERSION}.yaml").write_text(DECLARATION)


def plugin_archives(folder: Path, wheel: Path) -> None:
    """Our wheel, and what makes a plugin of it: its dependencies are installed by the host."""
    holds = {
        "PulumiPlugin.yaml": PROJECT.encode(),
        "__main__.py": PROGRAM.encode(),
        "requirements.txt": f"./{wheel.name}\n".encode(),
        wheel.name: wheel.read_bytes(),
    }
    archive = packed(holds)
    for platform in PLATFORMS:
        name = f"pulumi-resource-sevalla-v{VERSION}-{platform}.tar.gz"
        (folder / name).write_bytes(archive)


def go_module(folder: Path) -> None:
    """The SDK for Go, to be unpacked beside a program that replaces the module by it."""
    source = ROOT / "sdk" / "go"
    top = f"pulumi-sevalla-go-{VERSION}"
    paths = [path for path in sorted(source.rglob("*")) if path.is_file()]
    holds = {f"{top}/{path.relative_to(source).as_posix()}": path.read_bytes() for path in paths}
    holds[f"{top}/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    (folder / f"{top}.tar.gz").write_bytes(packed(holds))


def packed(files: Mapping[str, bytes]) -> bytes:
    """A tar.gz of these files; the same for the same files, whoever packs them, and when."""
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(files[name]), 0o644
            archive.addfile(entry, io.BytesIO(files[name]))
    return gzip.compress(inner.getvalue(), mtime=0)
