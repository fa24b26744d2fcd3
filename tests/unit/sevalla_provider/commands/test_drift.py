"""`pulumi-sevalla drift`: how it ends where its report cannot be written."""

import re
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevalla_provider.commands import drift
from sevalla_provider.commands.main import app, main
from sevalla_provider.drift.report import Report
from unit.sevalla_provider.drift.samples import drifted, report

RICH = re.compile(rb"\x1b\[[0-9;]*m")
FOUND = report(drifted("日本 🚀"))


@pytest.fixture(autouse=True)
def checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let every check find the same, without an engine."""

    def found(*_: object) -> Report:
        return FOUND

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr(drift, "check", found)


def test_a_report_that_cannot_be_written_is_a_failed_check_without_a_traceback() -> None:
    Path("file").touch()
    for option in ("--output", "--import-file"):
        ended = CliRunner().invoke(app, ["drift", "--stack", "dev", option, "file/report"])
        assert ended.exit_code == 1
        assert ended.output.startswith("pulumi-sevalla: ")
        assert "file" in ended.output


def test_what_serves_the_whole_account_is_looked_for_with_the_rest() -> None:
    ended = CliRunner().invoke(app, ["drift", "--stack", "dev", "--account"])
    assert ended.exit_code == 1
    assert "--account widens --unmanaged" in ended.output
    whole = ["drift", "--stack", "dev", "--account", "--unmanaged"]
    assert CliRunner().invoke(app, whole).exit_code == 2


class Terminal(BytesIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("written", "name"),
    [(Terminal(), b"\\u65e5\\u672c \\U0001f680"), (BytesIO(), "日本 🚀".encode())],
    ids=["terminal", "file"],
)
def test_where_few_characters_are_known_others_are_no_error(
    monkeypatch: pytest.MonkeyPatch, written: BytesIO, name: bytes
) -> None:
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written, encoding="latin-1"))
    monkeypatch.setattr(sys, "argv", ["pulumi-sevalla", "drift", "--stack", "dev"])
    with pytest.raises(SystemExit) as ended:
        main()
    sys.stdout.flush()
    assert ended.value.code == 2
    assert b"~ Process " + name + b": drifted" in RICH.sub(b"", written.getvalue())
