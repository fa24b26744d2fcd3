"""Objects that are in none of the stacks, and the rules for those that may be."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from sevalla_provider.drift.formats.ci import annotations, junit, sarif
from sevalla_provider.drift.formats.markdown import markdown
from sevalla_provider.drift.formats.text import text
from sevalla_provider.drift.ignore_file import FILE, IgnoreRule, rules_in
from sevalla_provider.drift.pulumi_cli import CheckFailed
from sevalla_provider.drift.report import ExitCode, as_json, schema
from sevalla_provider.drift.unmanaged import managed, sort, unmanaged
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.applications.environment_variable import ENVIRONMENT_VARIABLE
from sevalla_provider.resources.applications.internal_connection import INTERNAL_CONNECTION
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE
from unit.samples import APP, OTHER_APP, PROCESS_ID
from unit.sevalla_provider.drift.samples import (
    LONG_AGO,
    NOW,
    PROXY_ID,
    gone,
    proxy,
    step,
    with_unmanaged,
)

CRON = RemoteObject(PROCESS, f"{APP}/cron", "Legacy cron", LONG_AGO)
WEB = RemoteObject(PROCESS, f"{APP}/web", "Web", None)


def test_what_any_stack_knows_is_managed_and_the_rest_is_told_once() -> None:
    known = RemoteObject(TCP_PROXY, PROXY_ID, "web 80", LONG_AGO)
    assert unmanaged([known, CRON, known, CRON, WEB], [proxy()]) == [CRON, WEB]
    dynamic = step("pulumi-python:dynamic/sevalla:Process", {}, {})
    assert managed([proxy(), dynamic]) == {
        ("sevalla:index:TcpProxy", PROXY_ID),
        ("sevalla:index:Process", PROXY_ID),
    }


@pytest.mark.parametrize("prefix", ["sevalla:index:", "pulumi-python:dynamic/sevalla:"])
def test_what_a_resource_stands_for_is_managed(prefix: str) -> None:
    outputs = {"appId": APP, "envVarIds": {"my_key": PROCESS_ID}, "variables": {"my_key": "x"}}
    known = step(f"{prefix}EnvironmentVariables", {}, {})
    holds = replace(known, old={"id": APP, "outputs": outputs})
    own = RemoteObject(ENVIRONMENT_VARIABLE, f"{APP}/{PROCESS_ID}", "my_key", None)
    another = RemoteObject(ENVIRONMENT_VARIABLE, f"{APP}/{APP}", "other", None)
    assert unmanaged([own, another], [holds]) == [another]


def test_what_was_imported_in_capitals_is_managed() -> None:
    """By an earlier version, which kept them."""
    known = step("sevalla:index:TcpProxy", {}, {})
    in_capitals = replace(known, old={"id": PROXY_ID.upper()})
    there = RemoteObject(TCP_PROXY, PROXY_ID, "web 80", None)
    again = RemoteObject(TCP_PROXY, PROXY_ID.upper(), "web 80", None)
    assert unmanaged([there, again], [in_capitals]) == []
    assert len(unmanaged([there, again], [])) == 1


@pytest.mark.parametrize("side", [APP, OTHER_APP])
def test_what_is_in_two_collections_is_managed_from_either_side(side: str) -> None:
    known = replace(step(INTERNAL_CONNECTION.token, {}, {}), old={"id": f"{side}/{PROCESS_ID}"})
    there = [
        RemoteObject(INTERNAL_CONNECTION, f"{app_id}/{PROCESS_ID}", "app", None)
        for app_id in (APP, OTHER_APP)
    ]
    assert unmanaged(there, [known]) == []
    assert len(unmanaged(there, [])) == 1


def test_a_service_that_names_its_project_is_in_it_by_no_other_hand() -> None:
    member = RemoteObject(PROJECT_SERVICE, f"{PROCESS_ID}/{APP}", "shop", None)
    application = step(APPLICATION.token, {"projectId": PROCESS_ID}, {})
    assert unmanaged([member], [replace(application, old={**application.old, "id": APP})]) == []
    # Where the program says nothing, somebody has put it there.
    shown = replace(application, old={"id": APP, "outputs": {"projectId": PROCESS_ID}})
    assert unmanaged([member], [shown]) == [member]


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ({"name": "Legacy *"}, True),
        ({"name": "legacy *"}, False),
        ({"id": f"{APP}/*"}, True),
        ({"id": f"{APP}/*", "name": "Web"}, False),
        ({"type": "Process", "name": "*"}, True),
        ({"type": "TcpProxy", "name": "*"}, False),
    ],
)
def test_a_rule_means_what_all_its_patterns_fit(rule: dict[str, str], meant: bool) -> None:
    result = sort([(CRON, "cron")], [IgnoreRule(reason="why", **rule)], NOW)
    assert [each.reason for each in result.ignored] == (["why"] if meant else [])
    assert [each.name for each in result.unmanaged] == ([] if meant else ["cron"])


def test_a_rule_holds_on_its_last_day_and_is_told_of_after_it() -> None:
    today = NOW.date()
    last = sort([(CRON, "cron")], [IgnoreRule(id="*", reason="soon gone", until=today)], NOW)
    assert (len(last.ignored), last.warnings) == (1, [])
    ended = IgnoreRule(id="*", reason="soon gone", until=date(2026, 11, 21))
    after = sort([(CRON, "cron")], [ended], NOW)
    assert [each.age_seconds for each in after.unmanaged] == [86_400]
    assert after.warnings == ["the rule for * * ended on 2026-11-21: soon gone"]


def test_rules_are_read_from_a_file(tmp_path: Path) -> None:
    assert list(rules_in(tmp_path)) == []
    (tmp_path / FILE).write_text(
        "ignore:\n- {type: Process, name: 'Legacy *', reason: ours, until: 2027-01-31}\n"
    )
    (rule,) = rules_in(tmp_path)
    assert rule.until == date(2027, 1, 31)
    (tmp_path / FILE).write_text("")
    assert list(rules_in(tmp_path)) == []


@pytest.mark.parametrize(
    "content",
    [
        "ignore: [{name: x}]",
        "ignore: [{name: x, reason: ''}]",
        "ignore: [{reason: everything}]",
        "ignore: [{name: x, reason: y, until: soon}]",
        "ignored: []",
        "- 1",
        "ignore: [",
    ],
)
def test_a_file_that_is_not_understood_ignores_nothing_and_fails_the_check(
    tmp_path: Path, content: str
) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(CheckFailed, match=FILE):
        rules_in(tmp_path)


def test_unmanaged_objects_alone_end_with_three_and_drift_outweighs_them() -> None:
    assert with_unmanaged().exit_code is ExitCode.UNMANAGED
    assert with_unmanaged(gone()).exit_code is ExitCode.DRIFT


def test_every_form_tells_of_unmanaged_objects() -> None:
    whole = with_unmanaged(gone())
    assert jsonschema_rs.validator_for(json.loads(schema())).is_valid(json.loads(as_json(whole)))
    told = text(whole)
    assert '? Process "cron | <b>"' in told
    assert "1 day old" in told
    assert 'ignored: Process "old": by hand (until 2027-01-01)' in told
    assert "warning: a rule ended" in told
    assert max(map(len, told.splitlines())) <= 80
    assert "| Process | <code>cron &#124; &#60;b&#62;</code> |" in markdown(whole)
    assert [each.get("name") for each in ET.fromstring(junit(whole))] == ["dev", "unmanaged"]
    (run,) = json.loads(sarif(whole))["runs"]
    assert [each["level"] for each in run["results"]] == ["error", "warning"]
    assert list(annotations(whole))[1].startswith("::warning title=Process cron")
