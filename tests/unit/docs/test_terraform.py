"""The table beside the Terraform provider knows all of its resources, and names what we have."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
RESOURCES, SOURCES = (
    (ROOT / "docs" / "terraform.md").read_text(encoding="utf-8").split("\n## ", 2)[1:]
)
SCHEMA = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))

THEIRS = re.compile(r"`(sevalla_\w+)`")


def ours(part: str) -> set[str]:
    """What the second column of a part calls by name."""
    rows = [line.split("|") for line in part.splitlines() if line.startswith("| ")][1:]
    return {name.rpartition(":")[2] for row in rows for name in re.findall(r"`([\w:]+)`", row[2])}


def test_it_knows_all_of_theirs() -> None:
    assert len(set(THEIRS.findall(RESOURCES))) == 29
    assert len(set(THEIRS.findall(SOURCES))) == 20


def test_it_names_all_of_our_resources_and_none_that_is_not_there() -> None:
    assert ours(RESOURCES) == {token.rpartition(":")[2] for token in SCHEMA["resources"]}


def test_it_names_no_function_that_is_not_there() -> None:
    assert ours(SOURCES) <= {token.rpartition(":")[2] for token in SCHEMA["functions"]}
