"""The pictures in the documents: they are there, they are small, and each is shown."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
LARGEST = 150_000


def test_every_picture_is_there_and_small_and_no_other() -> None:
    shown = set()
    for page in (ROOT / "README.md", ROOT / "docs" / "emulator.md"):
        for place in re.findall(r"!\[[^\]]+\]\((\S+)\)", page.read_text()):
            shown.add((page.parent / place).resolve())
    assert shown == set((ROOT / "docs" / "images").iterdir())
    for picture in shown:
        assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert picture.stat().st_size < LARGEST
