"""A test's program in Pulumi's YAML, by Pulumi's names."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic.alias_generators import to_camel

from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys
from sevalla_provider.resources.catalogue import CATALOGUE
from tools.workbench.program import Declared, Program

RESOURCES = {resource.name: resource for resource in CATALOGUE}
REFERENCE = re.compile(r"\$\{(?P<name>[^.}]+)\.(?P<output>\w+)\}")
TIMEOUT = "_timeout"


def yaml_program(project: str, program: Program) -> dict[str, Any]:
    """The whole `Pulumi.yaml`."""
    resources = {key_of(name): resource(name, declared) for name, declared in program.items()}
    return {"name": project, "runtime": "yaml", "resources": resources}


def resource(name: str, declared: Declared) -> dict[str, Any]:
    model = RESOURCES[declared["type"]].inputs
    props, timeouts = parted(declared["props"])
    given = {
        to_camel(each.rstrip("_")): value for each, value in declared.get("options", {}).items()
    }
    options = given | ({"customTimeouts": timeouts} if timeouts else {})
    return {
        "type": RESOURCES[declared["type"]].token,
        "name": name,
        "properties": value_of(
            rename_keys(props, model, casing.python, casing.pulumi, unknown_keys=to_camel)
        ),
        "options": options,
    }


def parted(props: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Properties, and time-outs by verb, which are options here."""
    timeouts = {name: value for name, value in props.items() if name.endswith(TIMEOUT)}
    rest = {name: value for name, value in props.items() if name not in timeouts}
    return rest, {name.removesuffix(TIMEOUT): value for name, value in timeouts.items()}


def key_of(name: str) -> str:
    """What references call a resource: an identifier."""
    return re.sub(r"\W", "_", name)


def value_of(value: Any) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    if isinstance(value, Mapping):
        if set(value) == {"secret"}:
            return {"fn::secret": value["secret"]}
        return {key: value_of(item) for key, item in value.items()}
    if isinstance(value, list):
        return [value_of(item) for item in value]
    return text_of(value) if isinstance(value, str) else value


def text_of(text: str) -> str:
    """A reference by YAML's names; a `${` that is none stands for itself."""
    match = REFERENCE.fullmatch(text)
    if match is None:
        return text.replace("${", "$${")
    return f"${{{key_of(match['name'])}.{to_camel(match['output'])}}}"
