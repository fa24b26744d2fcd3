"""Words of a command that a person is to copy, quoted for the shell that they have."""

import os
import re
import shlex
from collections.abc import Iterable

_PLAIN = re.compile(r"[\w+=:./\\-]+", re.ASCII)


def quoted(word: str) -> str:
    """Quote a word for a POSIX shell; on Windows for PowerShell, which has other rules."""
    if os.name == "posix":
        return shlex.quote(word)
    return word if _PLAIN.fullmatch(word) else "'{}'".format(word.replace("'", "''"))


def joined(words: Iterable[str]) -> str:
    """Make one line of a command's words."""
    return " ".join(map(quoted, words))
