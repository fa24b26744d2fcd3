"""Folders that Pulumi runs this very package from, by the interpreter that runs it now.

What they hold names that interpreter: it works in a virtual environment, and where `uv` or `pipx`
have made one. Nothing is copied; the folder works for as long as the environment is there.
"""

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from sevalla_provider.plugin.arguments import COMMAND
from sevalla_provider.settings import pulumi_home
from sevalla_provider.version import VERSION

WINDOWS = os.name == "nt"
"""There, a script has no first line that names its interpreter."""

LONGEST_FIRST_LINE = 127
"""Characters that every system reads of the line that names an interpreter."""

PROJECT = """\
# Written by `pulumi-sevalla plugin path`, for `pulumi package add`.
runtime:
  name: python
  options:
    toolchain: pip
    virtualenv: venv
"""
"""An environment of the folder's own, which Pulumi makes: it would change one that it is given."""

PROGRAM = """\
\"\"\"The plugin `sevalla`: started by Pulumi's host for Python.\"\"\"

import os
import subprocess
import sys

COMMAND = [{python!r}, "-P", "-m", "sevalla_provider.plugin", *sys.argv[1:]]

if not os.path.exists(COMMAND[0]):
    sys.exit(f"sevalla: {{COMMAND[0]}} is gone: run `pulumi-sevalla plugin path` again")
if os.name == "nt":
    sys.exit(subprocess.call(COMMAND))
os.execv(COMMAND[0], COMMAND)
"""

SCRIPT = """\
from sevalla_provider.plugin.__main__ import run

run()
"""

BATCH = '@"{python}" -P -m sevalla_provider.plugin %*\r\n'


def write_executable(folder: Path) -> None:
    """Write what Pulumi starts where a plugin is installed: no shell, no host of a language."""
    folder.mkdir(parents=True, exist_ok=True)
    if WINDOWS:
        batch = BATCH.format(python=sys.executable)
        (folder / f"{COMMAND}.cmd").write_text(batch, encoding="utf-8", newline="")
        return
    script = folder / COMMAND
    script.write_text(first_lines(sys.executable) + SCRIPT, encoding="utf-8")
    script.chmod(0o755)


def first_lines(python: str) -> str:
    """What makes a script run by this interpreter: by a shell only where the line would not do."""
    line = f"#!{python}\n"
    if " " not in python and len(line) <= LONGEST_FIRST_LINE:
        return line
    # To a shell, a command that ends it; to Python, a text.
    return f"#!/bin/sh\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''\n"


def write_plugin_project() -> Path:
    """Write the folder that `pulumi package add` takes, and return it.

    It also holds what `write_executable` writes: once it is added, Pulumi starts that.
    """
    folder = home_of_project(os.environ)
    write_executable(folder)
    (folder / "PulumiPlugin.yaml").write_text(PROJECT, encoding="utf-8")
    program = PROGRAM.format(python=sys.executable)
    (folder / "__main__.py").write_text(program, encoding="utf-8")
    return folder


def home_of_project(environment: Mapping[str, str]) -> Path:
    """In the virtual environment, which it ends with; else, or if that is closed, at Pulumi's."""
    if sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK):
        return Path(sys.prefix) / "share" / "pulumi-sevalla" / "plugin"
    # Two interpreters of one user may have a package each.
    digest = hashlib.sha256(f"{sys.executable} {__file__}".encode()).hexdigest()[:8]
    return pulumi_home(environment).absolute() / "sevalla" / f"plugin-{VERSION}-{digest}"
