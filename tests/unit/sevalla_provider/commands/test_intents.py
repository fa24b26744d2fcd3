"""`pulumi-sevalla intents`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevalla_provider.clock import SystemClock
from sevalla_provider.commands.main import app
from sevalla_provider.lifecycle.intent_log import IntentLog


@pytest.fixture
def intent_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IntentLog:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path))
    return IntentLog(tmp_path / "sevalla" / "intents", SystemClock())


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["intents", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_machine_on_which_nothing_is_open(intent_log: IntentLog) -> None:
    assert run() == "no intents open\n"
    assert intent_log.open() == []


def test_each_open_create_is_described(intent_log: IntentLog) -> None:
    intent_log.begin("shop/dev/web", "process", "https://api x app", "digest", frozenset())
    waiting = intent_log.begin(
        "shop/dev/db", "TCP proxy", "https://api y app", "digest", frozenset()
    )
    intent_log.answered(waiting, "the-id")
    output = run()
    assert "process shop/dev/web" in output
    assert "made:  not known" in output
    assert "TCP proxy shop/dev/db" in output
    assert "made:  the-id" in output
    assert output.endswith("2 intents open\n")
    assert len(intent_log.open()) == 2


def begun(intent_log: IntentLog, operation: str = "") -> str:
    where = "https://api x app"
    return intent_log.begin("a/b/web", "process", where, "digest", frozenset(), operation).key


def test_clearing_forgets_the_one_that_is_named(intent_log: IntentLog) -> None:
    one, other = begun(intent_log), begun(intent_log)
    intent_log.leave()
    assert one in run()
    assert run("--clear", one) == "1 intent forgotten\n"
    assert [each.key for each in intent_log.open()] == [other]


def test_a_key_that_nobody_knows_forgets_nothing(intent_log: IntentLog) -> None:
    one = begun(intent_log)
    result = CliRunner().invoke(app, ["intents", "--clear", one, "--clear", "f00"])
    assert result.exit_code == 1
    assert "there is no intent f00" in result.output
    assert len(intent_log.open()) == 1


def test_what_a_run_is_at_work_on_cannot_be_forgotten(intent_log: IntentLog) -> None:
    with intent_log.operation() as operation:
        key = begun(intent_log, operation)
        result = CliRunner().invoke(app, ["intents", "--clear", key])
        assert result.exit_code == 1
        assert f"a run is at work on the intent {key}" in result.output
        assert "a run is at work on it" in run()
    intent_log.leave()
    assert run("--clear", key) == "1 intent forgotten\n"


def test_a_setting_that_makes_no_sense_is_told_without_a_traceback(
    intent_log: IntentLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEVALLA_API_URL", "nowhere")
    monkeypatch.setattr("sys.argv", ["pulumi-sevalla", "intents"])
    from sevalla_provider.commands.main import main

    with pytest.raises(SystemExit, match=r"sevalla:apiUrl .* must begin with https://"):
        main()


def test_an_id_that_the_server_made_up_does_nothing(intent_log: IntentLog) -> None:
    intent = intent_log.begin("shop/dev/web", "process", "https://api x app", "digest", frozenset())
    intent_log.answered(intent, "x ##[add-mask]y\x1b[2J\u202e")
    assert "made:  x #\\#[add-mask]y\\u001b[2J\\u202e\n" in run()
