"""What `pulumi import --file` takes: objects, and the names that a program gives them."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sevalla_provider.documents import json_document
from sevalla_provider.importing.inventory import RemoteObject

NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")

LONGEST = 40
"""Characters of a name, beside a number."""


class Entry(NamedTuple):
    """One object: its resource's token, a name for it, and its id as an import takes it."""

    type: str
    name: str
    id: str


def import_file(entries: Iterable[Entry]) -> str:
    """The text of the file."""
    resources = [entry._asdict() for entry in entries]
    return json.dumps({"resources": resources}, indent=2) + "\n"


def write_import_file(entries: Iterable[Entry], path: Path) -> None:
    """Write the file, and its folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(import_file(entries), encoding="utf-8")


def names_in(text: str) -> dict[tuple[str, str], str]:
    """What a file calls its objects, by token and id. Raises `ValueError` where it is none."""
    try:
        entries = [Entry(**each) for each in json_document(text)["resources"]]
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
    return {(each.type, each.id): each.name for each in entries}


def with_names(
    objects: Iterable[RemoteObject], taken: Iterable[str] = ()
) -> list[tuple[RemoteObject, str]]:
    """Give each object a name for a program: after its parent and its label, unlike all taken."""
    names = set(taken)
    return [(one, unused(_short(one), names)) for one in objects]


def _short(one: RemoteObject) -> str:
    return plain_name(f"{one.within} {one.label}")[:LONGEST].rstrip("-")


def plain_name(label: str) -> str:
    """Small letters, digits and hyphens."""
    plain = NOT_IN_A_NAME.sub("-", label.lower()).strip("-") or "unnamed"
    return plain if plain[0].isalpha() else f"n-{plain}"


def unused(base: str, names: set[str]) -> str:
    """A name that is unlike all others, by a number where it is taken; it is taken then."""
    name, number = base, 2
    while name in names:
        name, number = f"{base}-{number}", number + 1
    names.add(name)
    return name
