"""The report: its exit code, and its forms."""

import json
from io import StringIO

import pytest

from sevalla_provider.drift.formats.text import WIDTH, in_colour, text
from sevalla_provider.drift.report import Difference, ExitCode, Report, as_json
from unit.sevalla_provider.drift.samples import (
    drifted,
    gone,
    report,
    unhealthy,
    unmanaged_object,
    with_unmanaged,
)

LONG = Difference(property="entrypoint", expected="x" * 200, actual=None)


def test_a_failed_stack_outweighs_drift_and_no_stack_is_no_check() -> None:
    assert report().exit_code is ExitCode.CLEAN
    assert report(gone()).exit_code is ExitCode.DRIFT
    assert report(gone(), error="no key").exit_code is ExitCode.FAILED
    assert Report(checked_at="", stacks=[]).exit_code is ExitCode.FAILED


def test_the_text_keeps_to_its_width_but_for_commands() -> None:
    told = text(report(drifted("web", LONG), gone(), unhealthy()))
    for line in told.splitlines():
        assert len(line) <= WIDTH or line.startswith("  heal: "), line
    assert "\x1b" not in told
    assert "dev: 1 drifted, 1 gone, 1 unhealthy among 3 resources" in told
    assert "actual    (nothing)" in told
    assert told.count("heal: pulumi up --refresh --stack dev") == 1


def test_the_text_shows_names_and_values_and_lets_them_do_nothing() -> None:
    label = "one\ntwo \x1b[31m🚀日本語"
    unknown = unmanaged_object().model_copy(update={"label": label})
    named = drifted("we|b \x1b[2J", Difference(property="x", expected="\x9b1m", actual="\u202e"))
    told = text(report(named).model_copy(update={"unmanaged": [unknown]}))
    assert not [each for each in told if each in "\x1b\x9b\u202e"]
    assert "  ~ Process we|b \\u001b[2J: drifted" in told
    assert '  ? Process "one\\ntwo \\u001b[31m🚀日本語", 1 day old' in told
    assert 'expected  "\\u009b1m"' in told
    assert 'actual    "\\u202e"' in told


def test_what_is_wrapped_stands_below_its_name() -> None:
    told = text(with_unmanaged(drifted("n" * 100)))
    assert "  ~ Process\n    nnnn" in told
    kept = with_unmanaged().model_copy(update={"warnings": ["a rule " * 20]})
    (first, second, *_) = text(kept).partition("warning: ")[2].splitlines()
    assert first.startswith("a rule")
    assert second.startswith(("           a rule", "           rule"))


def test_a_terminal_that_is_narrower_is_kept_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, most in (("40", 40), ("200", WIDTH)):
        monkeypatch.setenv("COLUMNS", columns)
        target = StringIO()
        in_colour(report(drifted("web", LONG)), target)
        lines = [line for line in target.getvalue().splitlines() if "heal: " not in line]
        assert max(map(len, lines)) == most


def test_the_text_tells_why_a_stack_could_not_be_checked() -> None:
    told = text(report(error="There is no [red]key[/red].\nSet one."))
    assert "  There is no [red]key[/red].\n  Set one." in told
    assert told.endswith("The check failed: 1 of 1 stack\n")


def test_the_json_says_the_result_in_a_word() -> None:
    assert json.loads(as_json(report()))["result"] == "clean"
    assert json.loads(as_json(report(gone())))["result"] == "drift"
    assert json.loads(as_json(report(error="?")))["result"] == "failed"
