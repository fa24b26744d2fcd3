"""What `pulumi-sevalla` says of itself, and to whoever mistypes."""

import sys

import pytest

from sevalla_provider.commands import main as commands
from sevalla_provider.version import VERSION


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str | int | None:
    """What the command ends with: a code, or what it says on stderr, and 1."""
    monkeypatch.setattr(sys, "argv", ["pulumi-sevalla", *arguments])
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as ended:
        commands.main()
    return ended.value.code


def test_its_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"pulumi-sevalla {VERSION}\n"


@pytest.mark.parametrize(
    "name", ["", "drift", "import", "intents", "plugin path", "plugin install"]
)
def test_help_reads_at_80_columns(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, *name.split(), "--help") == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not {*"╭│╰─"} & {*"".join(lines)}
    assert not any(line.endswith("...") for line in lines[1:])  # nothing is cut off


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--nope", "No such option: --nope (`pulumi-sevalla --help` shows what there is)"),
        ("nope", "No such command 'nope' (`pulumi-sevalla --help` shows what there is)"),
        (
            "drift --nope",
            "No such option: --nope (`pulumi-sevalla drift --help` shows what there is)",
        ),
        (
            "plugin nope",
            "No such command 'nope' (`pulumi-sevalla plugin --help` shows what there is)",
        ),
    ],
)
def test_a_mistyped_command_line_is_told_in_a_sentence(
    arguments: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`sys.exit` with a text prints that on stderr, and ends with 1."""
    assert run(monkeypatch, *arguments.split()) == f"pulumi-sevalla: {said}"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("arguments", [[], ["plugin"]])
def test_nothing_asked_for_shows_the_help(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run(monkeypatch, *arguments)
    assert ended not in (0, None)
    assert "Usage: pulumi-sevalla" in f"{ended}{capsys.readouterr().out}"
