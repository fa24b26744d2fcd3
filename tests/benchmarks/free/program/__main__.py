"""The workbench's program, of resources whose work costs nothing."""

import json
from pathlib import Path
from typing import Any

from pydantic.alias_generators import to_camel

from benchmarks.free import dynamic

declared: dict[str, Any] = {}


def value_of(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("${"):
        name, _, output = value.strip("${}").partition(".")
        return getattr(declared[name], to_camel(output))
    return value


for name, resource in json.loads(Path("program.json").read_text()).items():
    props = {to_camel(key): value_of(value) for key, value in resource["props"].items()}
    declared[name] = getattr(dynamic, resource["type"])(name, props)
