"""The page about the architecture tells of what is there, and stays one page."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROVIDER = ROOT / "provider" / "sevalla_provider"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

PATH = re.compile(r"`([\w./-]+(?:/|\.py|\.json))`")
GLOSSARY = re.compile(r"^\| (?P<words>[^|]+) \| [^|]+ \| (?P<where>`[^|]+`) \|$", re.MULTILINE)

LINES = 100
WORDS = 20


def test_every_path_of_the_page_is_there() -> None:
    paths = PATH.findall(PAGE)
    assert len(paths) > 50
    assert [
        path for path in paths if not ((ROOT / path).exists() or (PROVIDER / path).exists())
    ] == []


def test_every_part_of_the_provider_is_on_the_page() -> None:
    parts = {path.name for path in PROVIDER.iterdir() if (path / "__init__.py").exists()}
    assert {part for part in parts if f"provider/sevalla_provider/{part}/" not in PAGE} == set()


def test_it_is_one_page_with_few_words_of_our_own() -> None:
    glossary = PAGE.partition("## Glossary")[2]
    words = [word for row in GLOSSARY.finditer(glossary) for word in row["words"].split(", ")]
    assert "intent" in words
    assert len(words) <= WORDS
    assert len(PAGE.splitlines()) <= LINES
