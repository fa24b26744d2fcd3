"""Declares whatever `program.json` beside it says: `{name: {"type", "props", "options"?}}`.

`"${web.process_id}"` in a property stands for an output of an earlier resource.
"""

import json
import re
from pathlib import Path
from typing import Any

import pulumi

from sevalla_provider import dynamic

REFERENCE = re.compile(r"\$\{(?P<name>[^.}]+)\.(?P<output>\w+)\}")
declared: dict[str, Any] = {}


def value_of(value: Any) -> Any:  # noqa: ANN401 - as deep and as wide as JSON
    if isinstance(value, dict):
        if set(value) == {"secret"}:
            return pulumi.Output.secret(value["secret"])
        return {key: value_of(item) for key, item in value.items()}
    if isinstance(value, list):
        return [value_of(item) for item in value]
    match = REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return getattr(declared[match["name"]], match["output"]) if match else value


for name, resource in json.loads(Path("program.json").read_text()).items():
    kind = getattr(dynamic, resource["type"])
    options = pulumi.ResourceOptions(**resource.get("options", {}))
    declared[name] = kind(name, opts=options, **value_of(resource["props"]))
