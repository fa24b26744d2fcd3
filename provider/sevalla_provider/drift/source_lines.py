"""Which line of a program declares a resource, as far as its state tells.

SDKs for Python and Node.js tell the engine where they were called, and it keeps that in the state.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

POSITION = re.compile(r"project:///(?P<path>[^#?]+)#(?P<line>[1-9][0-9]{0,8})(?:,[0-9]+)?")
LIBRARIES = frozenset({"..", ".venv", "venv", "site-packages", "node_modules"})
"""Folders whose code is nobody's program; what is above the project's folder is none of it."""


@dataclass(frozen=True)
class SourceLine:
    """A line of a file, which is named from the project's folder on."""

    file: str
    line: int


def source_line(state: Mapping[str, Any]) -> SourceLine | None:
    """The line that a resource's state names; None where it names none of the program.

    Where a class in a library made the resource, the first of its callers that is none counts.
    """
    return next((found for each in _positions(state) if (found := _in_program(each))), None)


def _positions(state: Mapping[str, Any]) -> Iterator[str]:
    frames = state.get("stackTrace") or ()
    yield str(state.get("sourcePosition", ""))
    yield from (str(frame.get("sourcePosition", "")) for frame in frames if isinstance(frame, dict))


def _in_program(position: str) -> SourceLine | None:
    match = POSITION.fullmatch(position)
    if match is None:
        return None
    path = PurePosixPath(unquote(match["path"]))
    if LIBRARIES & set(path.parts):
        return None
    return SourceLine(str(path), int(match["line"]))
