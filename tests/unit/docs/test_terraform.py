"""The table beside the Terraform provider knows all of its resources, and names what we have."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from sevalla_provider.importing.project import LANGUAGES, next_commands
from sevalla_provider.importing.terraform_names import names_of
from sevalla_provider.importing.terraform_state import state_in
from sevalla_provider.importing.terraform_types import COUNTERPARTS

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "terraform.md").read_text(encoding="utf-8")
RESOURCES, SOURCES = (
    part for part in PAGE.split("\n## ") if part.startswith(("Resources", "Data sources"))
)
SCHEMA = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))

THEIRS = re.compile(r"`(sevalla_\w+)`")


def rows(part: str) -> Iterator[tuple[str, list[str]]]:
    """The first column of each row of a part, and what the second one calls by name."""
    lines = [line.split("|") for line in part.splitlines() if line.startswith("| ")][1:]
    for row in lines:
        yield row[1], [name.rpartition(":")[2] for name in re.findall(r"`([\w:]+)`", row[2])]


def ours(part: str) -> set[str]:
    """What the second column of a part calls by name."""
    return {name for _, names in rows(part) for name in names}


def test_it_knows_all_of_theirs() -> None:
    assert len(set(THEIRS.findall(RESOURCES))) == 29
    assert len(set(THEIRS.findall(SOURCES))) == 20


def test_an_import_takes_each_for_the_first_that_its_row_names() -> None:
    named = {kind: names[0] for theirs, names in rows(RESOURCES) for kind in THEIRS.findall(theirs)}
    assert named == {kind: each.resource.name for kind, each in COUNTERPARTS.items()}


def test_the_commands_that_come_next_are_those_that_are_printed() -> None:
    folder, state = Path("/home/me/shop"), "/home/me/terraform.tfstate"
    command = ("pulumi-sevalla", "import", "--terraform", state, "--into", str(folder))
    printed = next_commands(folder, LANGUAGES["yaml"], (*command, "--set-secrets"))
    assert "\n".join(printed) in PAGE
    install, *_ = next_commands(folder, LANGUAGES["python"], ())
    assert f"`{install}`" in PAGE


def test_names_are_those_that_an_import_gives() -> None:
    rows = [
        ("", "application", "shop", None),
        ('module.env["live"]', "application", "this", None),
        ("", "application_process", "worker", 0),
        ("", "application_environment_variable", "settings", "LOG_LEVEL"),
        ("", "database", "shop", None),
    ]
    resources = [
        {
            "module": module,
            "mode": "managed",
            "type": f"sevalla_{kind}",
            "name": name,
            "instances": [{"index_key": key}],
        }
        for module, kind, name, key in rows
    ]
    state = state_in(json.dumps({"version": 4, "resources": resources}).encode())
    for address, name in names_of(state.instances).items():
        (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{address}`")][:1]
        assert row.endswith(f"| `{name}` |"), row


def test_it_names_all_of_our_resources_and_none_that_is_not_there() -> None:
    assert ours(RESOURCES) == {token.rpartition(":")[2] for token in SCHEMA["resources"]}


def test_it_names_no_function_that_is_not_there() -> None:
    assert ours(SOURCES) <= {token.rpartition(":")[2] for token in SCHEMA["functions"]}
