"""From what is there to an import file and a program that says the same."""

import asyncio
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import JsonValue

from sevalla_provider.drift.inventory import Place, There, inventory, with_names
from sevalla_provider.lifecycle.diff import STATUS, broken
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources import forms
from sevalla_provider.resources.forms import respell
from sevalla_provider.resources.process import PROCESS
from sevalla_provider.resources.resource import Properties
from sevalla_provider.settings import Settings

IMPORT_FILE, PROGRAM = "import.json", "Pulumi.yaml"
RESERVED = ("pulumi",)
"""What no resource of a YAML program may be called."""

SAFE = re.compile(r"[A-Za-z][\w ./-]*")
"""Strings that no reader of YAML takes for something else, unless they are a word of its own."""


@dataclass(frozen=True)
class Adopted:
    """One object, and what a program would have to say to get it."""

    there: There
    name: str
    found: Found

    @property
    def key(self) -> str:
        """What references in a program call it."""
        return self.name.replace("-", "_")


async def adopt(settings: Settings, where: Sequence[Place]) -> list[Adopted]:
    """Read what is there, a page at a time. Raises `ApiError`, `SettingsError`."""
    session = Session(settings)
    try:
        named = with_names(await inventory(session, where), RESERVED)
        found = await asyncio.gather(*(_read(session, there) for there, _ in named))
    finally:
        await session.close()
    pairs = zip(named, found, strict=True)
    return [Adopted(there, name, each) for (there, name), each in pairs if each is not None]


async def _read(session: Session, there: There) -> Found | None:
    return await read(session, there.resource, there.id, {}, None)


def failed(one: Adopted) -> str | None:
    """The status of an object that the next `up` would replace; None for all others."""
    outputs = one.found.outputs
    return str(outputs[STATUS]) if broken(one.there.resource, outputs) else None


def import_file(adopted: Sequence[Adopted]) -> str:
    """What `pulumi import --file` takes."""
    resources = [
        {"type": each.there.resource.token, "name": each.name, "id": each.there.id}
        for each in adopted
    ]
    return json.dumps({"resources": resources}, indent=2) + "\n"


def program(project: str, adopted: Sequence[Adopted]) -> str:
    """A project in Pulumi's YAML. Proxies name their process by reference."""
    processes = {
        str(each.found.outputs[PROCESS.own_id]): f"${{{each.key}.processId}}"
        for each in adopted
        if each.there.resource is PROCESS
    }
    resources = {each.key: _declared(each, processes) for each in adopted}
    whole = {"name": project, "runtime": "yaml", "resources": resources}
    return yaml.dump(whole, Dumper=_Careful, sort_keys=False, allow_unicode=True, width=sys.maxsize)


def write(folder: Path, project: str, adopted: Sequence[Adopted]) -> None:
    """Write both files. Raises `FileExistsError`: nothing of anybody's is overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {PROGRAM: program(project, adopted), IMPORT_FILE: import_file(adopted)}
    for name in texts:
        if (folder / name).exists():
            raise FileExistsError(f"{folder / name} is there already")
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _declared(one: Adopted, processes: Mapping[str, str]) -> dict[str, Any]:
    resource, inputs = one.there.resource, dict(one.found.inputs)
    of = processes.get(str(inputs.pop(PROCESS.own_id, None)))
    said = _literal(_spelled(one, inputs if of else one.found.inputs))
    reference = {"processId": of} if of else {}
    name = {"name": one.name} if one.name != one.key else {}
    return {"type": resource.token, **name, "properties": {**said, **reference}}


def _spelled(one: Adopted, inputs: Properties) -> Properties:
    said: Properties = respell(inputs, one.there.resource.inputs, forms.python, forms.pulumi)
    return said


def _literal(value: JsonValue) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    """A `${` that is no reference stands for itself."""
    if isinstance(value, dict):
        return {key: _literal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_literal(item) for item in value]
    return value.replace("${", "$${") if isinstance(value, str) else value


class _Careful(yaml.SafeDumper):
    """Quotes every string that another reader of YAML might take for a number or a date."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if SAFE.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Careful.add_representer(str, _string)
