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
