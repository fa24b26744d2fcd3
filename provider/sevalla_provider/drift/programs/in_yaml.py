"""A project in Pulumi's YAML."""

import re
from collections.abc import Sequence
from typing import Any

from sevalla_provider.drift.adopting import Adopted
from sevalla_provider.drift.programs.project_file import project_file
from sevalla_provider.drift.programs.references import (
    Reference,
    Said,
    Secret,
    secrets_in,
    with_references,
)
from sevalla_provider.resources import forms
from sevalla_provider.resources.forms import respell, to_camel

SPECIAL = re.compile(r"\$(?=[${])")
"""What Pulumi reads as something else: `${` begins a reference, and `$$` is a `$`."""

FUNCTION = "fn::"

TYPES = ((bool, "boolean"), (int, "integer"), (float, "string"), (str, "string"))


class TakenForFunction(Exception):
    """A key that Pulumi's YAML can only call, for people."""


def in_yaml(project: str, adopted: Sequence[Adopted]) -> dict[str, str]:
    """All files by their names. Raises `TakenForFunction`."""
    said = list(with_references(adopted))
    secrets = secrets_in([each for _, each in said])
    config = {each.key: {"type": _type(each), "secret": True} for each in secrets}
    resources = {_key(one): _declared(one, each) for one, each in said}
    more = {"config": config} if config else {}
    return project_file(project, "yaml", **more, resources=resources)


def _type(secret: Secret) -> str:
    """What configuration calls the type of a value."""
    return next(name for kind, name in TYPES if isinstance(secret.value, kind))


def _key(one: Adopted) -> str:
    """What references call it."""
    return one.name.replace("-", "_")


def _declared(one: Adopted, said: Said) -> dict[str, Any]:
    resource = one.there.resource
    name = {"name": one.name} if one.name != _key(one) else {}
    properties = _literal(respell(said, resource.inputs, forms.python, forms.pulumi))
    return {"type": resource.token, **name, "properties": properties}


def _literal(value: object) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    """What is no reference stands for itself, in keys as well."""
    match value:
        case Reference(to, output):
            return f"${{{_key(to)}.{to_camel(output)}}}"
        case Secret(key):
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
        raise TakenForFunction(f'YAML takes the key "{key}" for a function: use --language python')
    return key
