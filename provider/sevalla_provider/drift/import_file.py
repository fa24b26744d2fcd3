"""What `pulumi import --file` takes."""

import json
from collections.abc import Iterable
from typing import NamedTuple


class Entry(NamedTuple):
    """One object: its resource's token, a name for it, and its id as an import takes it."""

    type: str
    name: str
    id: str


def import_file(entries: Iterable[Entry]) -> str:
    """The text of the file."""
    resources = [entry._asdict() for entry in entries]
    return json.dumps({"resources": resources}, indent=2) + "\n"


def names_in(text: str) -> dict[tuple[str, str], str]:
    """What a file calls its objects, by token and id. Raises `ValueError` where it is none."""
    try:
        entries = [Entry(**each) for each in json.loads(text)["resources"]]
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
    return {(each.type, each.id): each.name for each in entries}
