"""The README names what there is: what it promises of resources and commands is there."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_table_of_resources_has_each_once() -> None:
    table = README.partition("| of | there are |")[2].partition("\n\n")[0]
    named = re.findall(r"`(\w+)`", table)
    tokens = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))["resources"]
    assert sorted(named) == sorted(token.rpartition(":")[2] for token in tokens)


def test_every_folder_and_target_that_it_names_is_there() -> None:
    paths = re.findall(r"`((?:docs|examples|sdk)/[\w./-]+)`", README)
    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists()] == []
    targets = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
    assert {*re.findall(r"`make (\w+)`", README)} <= {*targets}
