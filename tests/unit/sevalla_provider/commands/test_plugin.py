"""`pulumi-sevalla plugin`, with a `pulumi` that notes down how it was called."""

import os
import sys
import sysconfig
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevalla_provider import plugin_folder
from sevalla_provider.commands import plugin as commands
from sevalla_provider.plugin.arguments import COMMAND
from sevalla_provider.version import VERSION

PULUMI = """\
#!/bin/sh
echo "$@" > "{called}"
cp "$7"/* "{taken}"
echo "pulumi's own words" >&2
exit {code}
"""


def run(*arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(commands.plugin, arguments)
    return ended.exit_code, ended.output


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment's own commands."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / COMMAND).write_text("on PATH")
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(folder))
    return folder


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """What `pulumi` was given."""
    folder = tmp_path / "taken"
    folder.mkdir()
    return folder


def with_pulumi(tmp_path: Path, taken: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> Path:
    called, script = tmp_path / "called", tmp_path / "pulumi" / "pulumi"
    script.parent.mkdir()
    script.write_text(PULUMI.format(called=called, taken=taken, code=code))
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    return called


def test_install_makes_this_interpreter_the_plugins(
    tmp_path: Path, taken: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = with_pulumi(tmp_path, taken, monkeypatch, 0)
    code, said = run("install")
    assert code == 0, said
    words = called.read_text().split()
    assert words[:6] == ["plugin", "install", "resource", "sevalla", VERSION, "--file"]
    assert words[7:] == ["--reinstall"]
    script = taken / COMMAND
    assert script.read_text().splitlines()[0] == f"#!{sys.executable}"
    assert script.stat().st_mode & 0o111
    assert [each.name for each in taken.iterdir()] == [COMMAND]  # or Pulumi installs dependencies
    assert list(scripts.iterdir()) == []  # Pulumi would have preferred it, and warned
    assert "removed" in said


def test_what_pulumi_says_is_told_and_nothing_is_removed(
    tmp_path: Path, taken: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_pulumi(tmp_path, taken, monkeypatch, 1)
    code, said = run("install")
    assert (code, said) == (
        1,
        "pulumi-sevalla: `pulumi plugin install` failed:\npulumi's own words\n",
    )
    assert (scripts / COMMAND).exists()


def test_without_pulumi_it_says_what_is_missing(
    tmp_path: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, said = run("install")
    assert (code, said) == (1, f"pulumi-sevalla: {commands.NO_PULUMI}\n")
    assert (scripts / COMMAND).exists()


def test_the_folder_is_in_the_environment_or_at_pulumis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    code, said = run("path")
    assert (code, said) == (0, f"{tmp_path / 'share/pulumi-sevalla/plugin'}\n")
    names = {each.name for each in Path(said.strip()).iterdir()}
    assert names == {"PulumiPlugin.yaml", "__main__.py", COMMAND}
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))
    code, said = run("path")
    assert code == 0
    assert said.startswith(f"{tmp_path / 'home/sevalla/plugin-'}{VERSION}-")


def test_on_windows_it_is_a_batch_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin_folder, "WINDOWS", True)
    plugin_folder.write_executable(tmp_path)
    (batch,) = tmp_path.iterdir()
    assert batch.name == f"{COMMAND}.cmd"  # one of the two endings that Pulumi looks for
    started = f'@"{sys.executable}" -P -m sevalla_provider.plugin %*\r\n'
    assert batch.read_bytes() == started.encode()


def test_a_path_that_a_first_line_cannot_hold_goes_by_a_shell(tmp_path: Path) -> None:
    for folder in ("with a space", "x" * 130):
        python = tmp_path / folder / "python"
        python.parent.mkdir()
        python.symlink_to(sys.executable)
        script = tmp_path / "script"
        script.write_text(plugin_folder.first_lines(str(python)) + "print('ran')\n")
        script.chmod(0o755)
        with os.popen(str(script)) as ended:
            assert ended.read() == "ran\n"
