"""The report: its exit code, and its forms."""

import json

from sevalla_provider.drift.formats.as_json import as_json
from sevalla_provider.drift.formats.text import WIDTH, text
from sevalla_provider.drift.report import Difference, ExitCode, Report
from unit.sevalla_provider.drift.seeing import drifted, gone, report, unhealthy

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


def test_the_text_tells_why_a_stack_could_not_be_checked() -> None:
    told = text(report(error="There is no [red]key[/red].\nSet one."))
    assert "  There is no [red]key[/red].\n  Set one." in told
    assert told.endswith("The check failed: 1 of 1 stack\n")


def test_the_json_says_the_result_in_a_word() -> None:
    assert json.loads(as_json(report()))["result"] == "clean"
    assert json.loads(as_json(report(gone())))["result"] == "drift"
    assert json.loads(as_json(report(error="?")))["result"] == "failed"
