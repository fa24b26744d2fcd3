"""Paths of requests: the one place where ids become parts of an address."""

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


def is_segment(text: object) -> bool:
    """Whether something can be one segment of a path."""
    if not isinstance(text, str) or text in ("", *STEPS):
        return False
    try:
        quote(text, safe="")
    except UnicodeError:  # half a character
        return False
    return True
