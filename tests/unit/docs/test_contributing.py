"""What the page for contributors names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def test_every_path_of_the_page_is_there() -> None:
    paths = re.findall(r"(?<![\w/.])((?:docs|tests)/[\w./-]*\w|[A-Z]+\.md)", PAGE)
    assert len(paths) > 8
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_target_of_the_page_is_there() -> None:
    targets = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
    assert {*re.findall(r"\bmake (?:-s )?([a-z]+)(?= |`|$)", PAGE)} - {"sets"} <= {*targets}
