"""The check of several stacks."""

from pathlib import Path

import pytest

from sevalla_provider.drift import check as module
from sevalla_provider.drift.check import Search, check
from sevalla_provider.drift.ignore_file import IgnoreRule
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project, RefreshStep
from sevalla_provider.drift.report import ExitCode, Report, StackReport
from sevalla_provider.drift.scopes import Listings, Scope
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.settings import load
from unit.samples import APP, OTHER_PROCESS_ID
from unit.sevalla_provider.drift.samples import proxy, step

STACKS: dict[str, list[RefreshStep] | CheckFailed] = {
    "shop": [proxy(status="ready")],
    "foreign": [step("aws:s3/bucket:Bucket", {}, {}, "same")],
    "broken": CheckFailed("no such stack"),
}
SCOPE = Scope("https://api.test", "key", ((PROCESS, APP),), load({}, {}))
LOST = Scope("https://api.test", "key", ((PROCESS, "lost"),), load({}, {}))
FORGOTTEN = RemoteObject(PROCESS, f"{APP}/{OTHER_PROCESS_ID}", "It", None)
LOOKS = Search([IgnoreRule(name="nothing", reason="why")])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stacks without an engine; what was asked for beyond them."""
    calls: list[str] = []

    def preview_refresh(_project: Project, stack: str) -> list[RefreshStep]:
        found = STACKS[stack]
        if isinstance(found, CheckFailed):
            raise found
        return found

    def configuration(_project: Project, stack: str) -> dict[str, str]:
        calls.append(f"configuration of {stack}")
        return {}

    def list_scopes(scopes: object) -> Listings:
        calls.append("lists")
        return {SCOPE: [FORGOTTEN], LOST: CheckFailed("could not list what is there: 500")}

    monkeypatch.setattr(module, "preview_refresh", preview_refresh)
    monkeypatch.setattr(Project, "configuration", configuration)
    monkeypatch.setattr(module, "scopes_of", lambda *_, **_how: [SCOPE])
    monkeypatch.setattr(module, "list_scopes", list_scopes)
    return calls


def checked(*stacks: str, search: Search | None = None) -> tuple[Report, list[StackReport]]:
    ended: list[StackReport] = []
    targets = [(Project(Path()), stack) for stack in stacks]
    return check(targets, 2, ended.append, search), ended


def test_each_stack_is_checked_and_told_of(asked: list[str]) -> None:
    report, ended = checked("shop", "foreign", "broken")
    assert [(each.stack, each.checked, each.error) for each in report.stacks] == [
        ("shop", 1, None),
        ("foreign", 0, None),
        ("broken", 0, "no such stack"),
    ]
    assert {each.stack for each in ended} == {"shop", "foreign", "broken"}
    assert asked == []


def test_unmanaged_objects_are_named_unlike_the_stacks_resources(asked: list[str]) -> None:
    report, _ = checked("shop", "foreign", search=LOOKS)
    assert [(each.id, each.name) for each in report.unmanaged] == [(FORGOTTEN.id, "it-2")]
    assert report.exit_code is ExitCode.UNMANAGED
    assert asked == ["configuration of shop", "lists"], "a stack without ours needs no key"


def test_what_serves_the_whole_account_is_looked_for_whatever_stacks_hold(
    asked: list[str],
) -> None:
    report, _ = checked("foreign", search=Search(account_wide=True))
    assert [each.id for each in report.unmanaged] == [FORGOTTEN.id]
    assert asked == ["configuration of foreign", "lists"]


def test_nothing_is_listed_where_a_stack_could_not_be_checked(asked: list[str]) -> None:
    report, _ = checked("shop", "broken", search=LOOKS)
    assert (report.unmanaged, report.exit_code) == ([], ExitCode.FAILED)
    assert "lists" not in asked


def test_a_scope_that_cannot_be_listed_fails_the_stacks_that_live_there(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "scopes_of", lambda *_, **_how: [SCOPE, LOST, LOST])
    report, ended = checked("shop", "foreign", search=LOOKS)
    assert [each.error for each in report.stacks] == ["could not list what is there: 500", None]
    assert (report.unmanaged, [each.error for each in ended][-1]) == ([], report.stacks[0].error)
