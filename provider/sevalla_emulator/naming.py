"""Ids and names that the server chooses."""

import re
import uuid
from collections.abc import Container

_LONGEST = 64  # of a process's key (`docs/contract/sevalla-v3.md`, Processes)


def new_id() -> str:
    """Return a random UUID."""
    return str(uuid.uuid4())


def slug(name: str, otherwise: str) -> str:
    """Return a name in lower case letters, digits and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST].strip("-") or otherwise


def unique(wanted: str, taken: Container[str]) -> str:
    """Return the name, or the first of name-2, name-3 … that is free."""
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = wanted[: _LONGEST - len(ending)] + ending
    return candidate
