"""What the file of a stack's configuration says in plain text.

The engine takes the marks of secrets off before it lets a plugin check its configuration, so that
only the file tells. The engine starts plugins in the project's folder, or below it.
"""

import re
from contextlib import suppress
from pathlib import Path

PROJECT = "Pulumi.yaml"


def stack_of(urn: str) -> str:
    """The stack in a URN: `urn:pulumi:STACK::PROJECT::…`."""
    return urn.removeprefix("urn:pulumi:").partition("::")[0]


def in_plain_text(stack: str, key: str, value: str, folder: Path | None = None) -> bool:
    """Whether a stack's file holds just this value, for whoever reads it.

    `key`: the full name, `sevalla:apiKey`. `folder`: where the program is.
    """
    line = re.compile(rf"""^\s+["']?{re.escape(key)}["']?:[ \t]*(?P<value>\S.*)$""", re.MULTILINE)
    with suppress(OSError, ValueError):
        text = _file_of(stack, folder or Path.cwd()).read_text(encoding="utf-8")
        return any(each["value"].strip().strip("\"'") == value for each in line.finditer(text))
    return False


def _file_of(stack: str, folder: Path) -> Path:
    holders = (each for each in (folder, *folder.parents) if (each / PROJECT).is_file())
    return next(holders, folder) / f"Pulumi.{stack}.yaml"
