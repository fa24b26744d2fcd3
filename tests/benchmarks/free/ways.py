"""The same ways in, by providers whose work costs nothing: what the engine itself takes."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from tools.workbench.stack import Stack
from tools.workbench.ways import DYNAMIC, NATIVE, Way

HERE = Path(__file__).parent


def install_plugin(home: Path) -> None:
    """Install under the real one's name and version."""
    NATIVE.install(home)
    (script,) = home.glob("plugins/*/pulumi-resource-sevalla")
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m benchmarks.free.plugin "$@"\n')


FREE = {
    DYNAMIC.name: replace(DYNAMIC, name="dynamic, free"),
    NATIVE.name: replace(
        NATIVE,
        name="native, free",
        install=install_plugin,
        serving="benchmarks.free.plugin",
    ),
}
"""By the name of the way in."""


def free_stack(folder: Path, way: Way) -> Stack:
    """Make a stack like those of `way`."""
    stack = Stack(folder, way.project, way=FREE[way.name])
    if way is DYNAMIC:
        shutil.copytree(HERE / "program", stack.work, dirs_exist_ok=True)
    return stack
