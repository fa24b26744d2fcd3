from pathlib import Path

import pytest

from sevalla_provider import terminal
from sevalla_provider.terminal import watched

PLUGIN = 30


def processes(tmp_path: Path, output: str, *arguments: str, name: str = "pulumi") -> Path:
    """A plugin below a shell below the engine, as Linux shows them."""
    (tmp_path / "self").mkdir()
    shown = {
        10: (1, name, [name, *arguments]),
        20: (10, "sh", ["sh"]),
        PLUGIN: (20, "py (thon", ["python"]),
    }
    for pid, (parent, comm, command) in shown.items():
        folder = tmp_path / str(pid)
        (folder / "fd").mkdir(parents=True)
        (folder / "stat").write_text(f"{pid} ({comm}) S {parent} 0 0")
        (folder / "comm").write_text(f"{comm}\n")
        (folder / "cmdline").write_text("\0".join(command))
        (folder / "fd" / "1").symlink_to(output)
    return tmp_path


@pytest.mark.parametrize(
    ("output", "arguments", "expected"),
    [
        ("/dev/pts/3", ["up"], True),
        ("/dev/tty1", ["up"], True),
        ("pipe:[1234]", ["up"], False),
        ("/tmp/log", ["up"], False),
        ("/dev/pts/3", ["up", "--non-interactive"], False),
        ("/dev/pts/3", ["up", "--json"], False),
    ],
)
def test_the_engine_is_watched_where_it_draws_on_a_terminal(
    tmp_path: Path, output: str, arguments: list[str], *, expected: bool
) -> None:
    there = processes(tmp_path, output, *arguments)
    assert watched({}, there, PLUGIN) is expected


def test_nobody_watches_in_ci_where_the_engine_draws_nothing(tmp_path: Path) -> None:
    there = processes(tmp_path, "/dev/pts/3", "up")
    assert not watched({"CI": "true"}, there, PLUGIN)
    assert watched({"CI": "false"}, there, PLUGIN)


def test_without_an_engine_nobody_watches(tmp_path: Path) -> None:
    there = processes(tmp_path, "/dev/pts/3", "up", name="pytest")
    assert not watched({}, there, PLUGIN)


def test_where_processes_cannot_be_seen_a_terminal_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_has_terminal", lambda: True)
    assert watched({}, tmp_path / "none", PLUGIN)
