"""Paths of requests: the one place where ids become parts of an address."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from sevalla_provider.http import UnusableId

STEPS = (".", "..")
"""What is no name in a path but a way to another, whether it is quoted or not."""


def path(*segments: str) -> str:
    """Join segments, each quoted, so that it stays one. Raises `UnusableId` where that cannot be.

    Whatever an id holds, the request goes where the others of its kind go, or not at all.
    """
    joined = ""
    for segment in segments:
        if not is_segment(segment):
            what = repr(segment) if segment in ("", *STEPS) else "an id that is no text"
            raise UnusableId(f"{joined}/…", f"{what} cannot be a part of an address")
        joined += f"/{quote(segment, safe='')}"
    return joined


PARAMETER = re.compile(r"\{(\w+)\}")


def parameters(template: str) -> Sequence[str]:
    """The names of the parameters of a path such as `/applications/{app_id}/processes`."""
    return PARAMETER.findall(template)


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put values into a path, each quoted, so that it stays one. Raises `UnusableId`."""
    segments = template.removeprefix("/").split("/")
    found = [(PARAMETER.fullmatch(segment), segment) for segment in segments]
    return path(*(values[named[1]] if named else segment for named, segment in found))


def is_segment(text: object) -> bool:
    """Whether something can be one segment of a path."""
    if not isinstance(text, str) or text in ("", *STEPS):
        return False
    try:
        quote(text, safe="")
    except UnicodeError:  # half a character
        return False
    return True
