"""The ways in: how each writes a test's program, and by what it can be told from the others."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic.alias_generators import to_camel

from tools.workbench.program import Program
from tools.workbench.yaml_program import yaml_program

PROGRAMS = Path(__file__).parent / "programs"
PLUGIN = "plugins/resource-sevalla-v0.1.0/pulumi-resource-sevalla"


@dataclass(frozen=True)
class Way:
    """One way in.

    Attributes:
        project: the folder of a project that runs what `write` writes.
        write: writes a program into a copy of the project.
        install: puts what the engine needs into Pulumi's home.
        serving: what the command line of the provider's process holds.
        spell: how errors name a property, given Python's name of it.
        label: what progress begins with, given the resource's name.
    """

    name: str
    project: Path
    write: Callable[[Path, Program], None]
    install: Callable[[Path], None]
    serving: str
    spell: Callable[[str], str]
    label: str


def write_json(work: Path, program: Program) -> None:
    (work / "program.json").write_text(json.dumps(program))


def write_yaml(work: Path, program: Program) -> None:
    # All JSON is YAML.
    (work / "Pulumi.yaml").write_text(json.dumps(yaml_program("acceptance", program)))


def install_nothing(_home: Path) -> None:
    pass


def install_plugin(home: Path) -> None:
    """Install the plugin as this checkout has it."""
    plugin = home / PLUGIN
    plugin.parent.mkdir(parents=True)
    plugin.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sevalla_provider.plugin "$@"\n')
    plugin.chmod(0o755)


def as_it_is(name: str) -> str:
    return name


DYNAMIC = Way(
    name="dynamic",
    project=PROGRAMS / "dynamic",
    write=write_json,
    install=install_nothing,
    serving="pulumi.dynamic",
    spell=as_it_is,
    label="{name}: ",
)

NATIVE = Way(
    name="native",
    project=PROGRAMS / "native",
    write=write_yaml,
    install=install_plugin,
    serving="sevalla_provider.plugin",
    spell=to_camel,
    label="",
)

WAYS = (DYNAMIC,)
