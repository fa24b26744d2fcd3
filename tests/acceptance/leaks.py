"""Where a word that must not leave its place can be found."""

import os
from pathlib import Path


def holders(word: str, folder: Path) -> list[Path]:
    """The files below `folder` that hold `word`."""
    everything = (Path(root) / name for root, _, names in os.walk(folder) for name in names)
    return [path for path in everything if path.is_file() and word.encode() in path.read_bytes()]
