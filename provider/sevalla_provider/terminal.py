"""Whether somebody watches the engine work: a terminal renews a line, a log keeps each of them.

The engine does not tell its plugins. On Linux its own process does, by what its output is;
elsewhere all that can be seen is whether there is a terminal.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")
ENGINE = "pulumi"
TERMINALS = ("/dev/pts/", "/dev/tty", "/dev/console")
QUIET = ("--non-interactive", "--json")
"""Options by which the engine draws nothing."""

GENERATIONS = 8
"""Processes, at the most, between the engine and a plugin: shells, a language host."""


def watched(
    environment: Mapping[str, str] = os.environ, processes: Path = PROCESSES, pid: int = 0
) -> bool:
    """Whether the engine that started us draws on a terminal. `pid`: ours."""
    if environment.get("CI", "").lower() not in ("", "0", "false"):
        return False  # nor does the engine draw there
    if not (processes / "self").exists():
        return _has_terminal()
    with suppress(OSError, ValueError):
        for ancestor in _ancestors(processes, pid or os.getpid()):
            if _text(ancestor / "comm").strip() == ENGINE:
                said = _text(ancestor / "cmdline").split("\0")
                output = str((ancestor / "fd" / "1").readlink())
                return output.startswith(TERMINALS) and not set(QUIET) & set(said)
    return False


def _ancestors(processes: Path, pid: int) -> Iterator[Path]:
    for _ in range(GENERATIONS):
        # The name before, in parentheses, may hold anything.
        fields = _text(processes / str(pid) / "stat").rpartition(")")[2].split()
        pid = int(fields[1])
        yield processes / str(pid)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _has_terminal() -> bool:
    try:
        os.close(os.open("CONOUT$" if os.name == "nt" else "/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True
