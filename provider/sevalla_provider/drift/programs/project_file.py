"""`Pulumi.yaml`, in a YAML that every reader understands alike."""

import re
import sys
from collections.abc import Mapping

import yaml

PROJECT_FILE = "Pulumi.yaml"

SAFE = re.compile(r"[A-Za-z][\w ./-]*")
"""Strings that no reader of YAML takes for something else, unless they are a word of its own."""


def project_file(project: str, runtime: object, **more: Mapping[str, object]) -> dict[str, str]:
    """The file by its name."""
    whole = {"name": project, "runtime": runtime, **more}
    return {PROJECT_FILE: _text(whole)}


def _text(whole: Mapping[str, object]) -> str:
    return yaml.dump(whole, Dumper=_Careful, sort_keys=False, allow_unicode=True, width=sys.maxsize)


class _Careful(yaml.SafeDumper):
    """Quotes every string that another reader of YAML might take for a number or a date."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if SAFE.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Careful.add_representer(str, _string)
