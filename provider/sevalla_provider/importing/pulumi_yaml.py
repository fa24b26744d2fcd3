"""`Pulumi.yaml`: the project's file, and the program in Pulumi's YAML that stands in it."""

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from pydantic import JsonValue

from sevalla_provider.importing.declarations import (
    Configured,
    Declared,
    ImportedObject,
    Reference,
    configured_in,
    declarations,
)
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys, to_camel

PROJECT_FILE = "Pulumi.yaml"

SAFE = re.compile(r"[A-Za-z][\w ./-]*")
"""Strings that no reader of YAML takes for something else, unless they are a word of its own."""

SPECIAL = re.compile(r"\$(?=[${])")
"""What Pulumi reads as something else: `${` begins a reference, and `$$` is a `$`."""

FUNCTION = "fn::"

CONFIG_TYPES = ((bool, "boolean"), (int, "integer"), (float, "string"), (str, "string"))


class FunctionKeyError(Exception):
    """A key that Pulumi's YAML can only call, for people."""


def yaml_program(project: str, objects: Sequence[ImportedObject]) -> dict[str, str]:
    """All files by their names. Raises `FunctionKeyError`."""
    declared = list(declarations(objects))
    configured = configured_in([each for _, each in declared])
    config = {each.key: _config_entry(each) for each in configured}
    resources = {_logical_name(one): _resource(one, each) for one, each in declared}
    more = {"config": config} if config else {}
    return project_file(project, "yaml", **more, resources=resources)


def project_file(project: str, runtime: object, **more: Mapping[str, object]) -> dict[str, str]:
    """The file by its name, in a YAML that every reader understands alike."""
    whole = {"name": project, "runtime": runtime, **more}
    dumped = yaml.dump(
        whole, Dumper=_QuotingDumper, sort_keys=False, allow_unicode=True, width=sys.maxsize
    )
    return {PROJECT_FILE: dumped}


def _config_entry(configured: Configured) -> dict[str, JsonValue]:
    """What the program says of a value of the configuration. What nobody shows is a text."""
    value = "" if configured.value is None else configured.value
    kind = next(name for kind, name in CONFIG_TYPES if isinstance(value, kind))
    return {"type": kind, "secret": True} if configured.secret else {"type": kind}


def _logical_name(one: ImportedObject) -> str:
    """What references call it."""
    return one.name.replace("-", "_")


def _resource(one: ImportedObject, declared: Declared) -> dict[str, Any]:
    resource = one.remote.resource
    name = {"name": one.name} if one.name != _logical_name(one) else {}
    properties = _literal(rename_keys(declared, resource.inputs, casing.python, casing.pulumi))
    return {"type": resource.token, **name, "properties": properties}


def _literal(value: object) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    """What is no reference stands for itself, in keys as well."""
    match value:
        case Reference(to, output):
            return f"${{{_logical_name(to)}.{to_camel(output)}}}"
        case Configured(key):
            return f"${{{key}}}"
        case dict():
            return {_literal(_no_function(key)): _literal(item) for key, item in value.items()}
        case list():
            return [_literal(item) for item in value]
        case str():
            return SPECIAL.sub("$$", value)
    return value


def _no_function(key: str) -> str:
    """Nobody who writes metadata gets to call functions in other people's programs."""
    if key.lower().startswith(FUNCTION):
        raise FunctionKeyError(f'YAML takes the key "{key}" for a function: use --language python')
    return key


class _QuotingDumper(yaml.SafeDumper):
    """Quotes every string that another reader of YAML might take for a number or a date."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if SAFE.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_QuotingDumper.add_representer(str, _string)
