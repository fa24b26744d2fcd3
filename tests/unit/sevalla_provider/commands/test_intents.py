"""`pulumi-sevalla intents`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevalla_provider.clock import SystemClock
from sevalla_provider.commands.main import app
from sevalla_provider.lifecycle.journal import Journal
from unit.clocks import FakeClock


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))
    return Journal(tmp_path / "sevalla" / "intents", SystemClock())


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["intents", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_machine_on_which_nothing_is_open(journal: Journal) -> None:
    assert run() == "no intents open\n"
    assert journal.open() == []


def test_each_open_create_is_described(journal: Journal) -> None:
    journal.begin("shop/dev/web", "process", "https://api x app", "digest", frozenset())
    waiting = journal.begin("shop/dev/db", "TCP proxy", "https://api y app", "digest", frozenset())
    journal.answered(waiting, "the-id")
    output = run()
    assert "process shop/dev/web" in output
    assert "made:  not known" in output
    assert "TCP proxy shop/dev/db" in output
    assert "made:  the-id" in output
    assert output.endswith("2 intents open\n")
    assert len(journal.open()) == 2


def test_clearing_forgets_them(journal: Journal) -> None:
    journal.begin("shop/dev/web", "process", "https://api x app", "digest", frozenset())
    assert run("--clear").endswith("1 intent forgotten\n")
    assert journal.open() == []


def test_an_intent_that_has_expired_is_not_shown(journal: Journal, tmp_path: Path) -> None:
    long_ago = Journal(tmp_path / "sevalla" / "intents", FakeClock())
    long_ago.begin("shop/dev/web", "process", "https://api x app", "digest", frozenset())
    assert run() == "no intents open\n"
    assert journal.open() == []


def test_a_setting_that_makes_no_sense_is_told_without_a_traceback(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEVALLA_API_URL", "nowhere")
    monkeypatch.setattr("sys.argv", ["pulumi-sevalla", "intents"])
    from sevalla_provider.commands.main import main

    with pytest.raises(SystemExit, match=r"sevalla:apiUrl .* must begin with https://"):
        main()
