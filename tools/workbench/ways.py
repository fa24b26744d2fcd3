"""The ways in: how each writes a test's program, and by what it can be told from the others."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic.alias_generators import to_camel

from sevalla_provider.plugin.arguments import COMMAND
from sevalla_provider.plugin_folder import write_executable
from sevalla_provider.schema import schema_text
from sevalla_provider.version import VERSION
from tools.workbench.program import Program
from tools.workbench.yaml_program import yaml_program

PROGRAMS = Path(__file__).parent / "programs"
SNAKE = re.compile(r"[a-z]+(?:_[a-z]+)+")


@dataclass(frozen=True)
class Way:
    """One way in.

    Attributes:
        project: the folder of a project that runs the program.
        file: where in a copy of the project the program stands.
        text: what stands there.
        install: puts what the engine needs into Pulumi's home.
        serving: what the command line of the provider's process holds.
        spell: a text that names properties as Python does, as this way in has it.
    """

    name: str
    project: Path
    file: str
    text: Callable[[Program], str]
    install: Callable[[Path], None]
    serving: str
    spell: Callable[[str], str]


def in_yaml(program: Program) -> str:
    # All JSON is YAML.
    return json.dumps(yaml_program("acceptance", program))


def install_nothing(_home: Path) -> None:
    pass


def install_plugin(home: Path) -> None:
    """Install the plugin as this checkout has it, and its schema, which the first command keeps."""
    write_executable(home / "plugins" / f"resource-sevalla-v{VERSION}")
    schema = home / "schemas" / f"sevalla-{VERSION}.json"
    schema.parent.mkdir()
    schema.write_text(schema_text())


def as_it_is(text: str) -> str:
    return text


def in_camel_case(text: str) -> str:
    return SNAKE.sub(lambda word: to_camel(word[0]), text)


DYNAMIC = Way(
    name="dynamic",
    project=PROGRAMS / "dynamic",
    file="program.json",
    text=json.dumps,
    install=install_nothing,
    serving="pulumi.dynamic",
    spell=as_it_is,
)

NATIVE = Way(
    name="native",
    project=PROGRAMS / "native",
    file="Pulumi.yaml",
    text=in_yaml,
    install=install_plugin,
    serving=COMMAND,
    spell=in_camel_case,
)

WAYS = (DYNAMIC, NATIVE)
