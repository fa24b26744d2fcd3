"""Where the stacks' objects live, and what exists there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from sevalla_emulator.testing import RunningEmulator, running_emulator
from sevalla_provider.drift import findings
from sevalla_provider.drift.pulumi_cli import CheckFailed, RefreshStep
from sevalla_provider.drift.scopes import Scope, collections_of, list_scopes, scopes_of
from sevalla_provider.importing import inventory
from sevalla_provider.importing.inventory import CollectionRef, top_level
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY
from sevalla_provider.resources.pipelines.pipeline_preview import PIPELINE_PREVIEW
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)
from sevalla_provider.resources.resource import Api, Resource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL
from sevalla_provider.settings import SettingsError, load
from unit.pipelines import PIPELINE_ID, STAGE_ID
from unit.samples import AGENT, APP, OTHER_APP, TUNNEL_ID
from unit.sevalla_provider.drift.samples import step
from unit.sevalla_provider.importing.ledgers import LEDGER, LEDGER_ID, LEDGER_RULE

IN_APPLICATIONS = [each for each in CATALOGUE if each.parent == "app_id" and each.listable]
IN_TUNNELS = step("sevalla:privateconnect:Tunnel", {"agentId": AGENT}, {})


def in_parent(token: str, new: dict[str, object] | None, **ids: str) -> RefreshStep:
    return replace(step(token, ids, new), old={"id": "x", "outputs": ids})


def in_app(app_id: str, new: dict[str, object] | None) -> RefreshStep:
    return in_parent("sevalla:index:Process", new, appId=app_id)


EVERYWHERE = [in_app(APP, {}), in_app(OTHER_APP, {}), IN_TUNNELS]


@pytest.fixture
def emulator() -> Iterator[RunningEmulator]:
    with running_emulator() as running:
        for app_id in (APP, OTHER_APP):
            running.control.make_object("applications", {"id": app_id})
        yield running


def scopes_in(emulator: RunningEmulator, folder: Path, **configured: str) -> list[Scope]:
    """The scopes of a stack that lives everywhere."""
    environment = {
        "SEVALLA_API_KEY": emulator.api_key,
        "SEVALLA_API_URL": emulator.url,
        "PRIVATE_CONNECT_API_KEY": emulator.private_connect_key,
        "PRIVATE_CONNECT_API_URL": emulator.private_connect_url,
        "PULUMI_HOME": str(folder),
    }
    configuration = {f"sevalla:{name}": value for name, value in configured.items()}
    return scopes_of(EVERYWHERE, load(configuration, environment))


def where(*steps: RefreshStep) -> list[CollectionRef]:
    return [each for collections in collections_of(steps) for each in collections]


def test_where_stacks_live_is_told_by_what_they_hold() -> None:
    process = in_app(OTHER_APP, {})
    assert where(process) == [(each, OTHER_APP) for each in IN_APPLICATIONS]
    assert {PROCESS, TCP_PROXY} < {*IN_APPLICATIONS}
    assert where(in_app(OTHER_APP.upper(), {}), process) == where(process)
    for each in IN_APPLICATIONS:
        assert where(in_parent(each.token, {}, appId=OTHER_APP)) == where(process)
    assert where(IN_TUNNELS, IN_TUNNELS) == [(TUNNEL, "")]
    assert where(in_parent("sevalla:privateconnect:TunnelShare", {}, tunnelId=TUNNEL_ID)) == []
    assert where(step("aws:s3/bucket:Bucket", {"appId": APP}, {})) == []


def test_what_is_two_levels_down_is_below_both() -> None:
    pipeline = PIPELINE_ID.upper()
    stage = in_parent(PIPELINE_STAGE.token, {}, pipelineId=pipeline, stageId=STAGE_ID)
    beside = [(each, PIPELINE_ID) for each in (PIPELINE_STAGE, PIPELINE_PREVIEW)]
    inside = [(PIPELINE_STAGE_APPLICATION, f"{PIPELINE_ID}/{STAGE_ID}")]
    assert where(stage) == [*beside, *inside]
    # The application itself is somebody else's.
    ids = {"pipelineId": PIPELINE_ID, "stageId": STAGE_ID, "appId": APP}
    assert where(in_parent(PIPELINE_STAGE_APPLICATION.token, {}, **ids)) == inside


def test_it_follows_from_the_catalogue_whatever_the_parents_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    more: tuple[Resource[Any], ...] = (LEDGER, LEDGER_RULE)
    monkeypatch.setattr(inventory, "CATALOGUE", (*CATALOGUE, *more))
    known = cast("dict[str, Any]", findings.RESOURCES)
    for each in more:
        monkeypatch.setitem(known, each.token, each)
    below = [(LEDGER_RULE, LEDGER_ID)]
    assert where(in_parent(LEDGER_RULE.token, {}, ledgerId=LEDGER_ID)) == below
    ledger = in_parent(LEDGER.token, {}, ledgerId=LEDGER_ID)
    assert where(ledger) == [(LEDGER, ""), *below]
    # Of an account's own collections only those that the stack has an object in.
    assert where(in_app(APP, {}), ledger)[0] == (LEDGER, "")
    assert (LEDGER, "") not in where(in_app(APP, {}), IN_TUNNELS)
    gone = collections_of([replace(ledger, new=None)])
    assert gone == {tuple(below): True, ((LEDGER, ""),): False}


def test_what_serves_the_whole_account_is_looked_for_where_a_stack_has_one_or_where_asked() -> None:
    wide = top_level(Api.SEVALLA, account_wide=True)
    registry = in_parent(DOCKER_REGISTRY.token, {}, dockerRegistryId=APP)
    assert where(registry) == [(DOCKER_REGISTRY, "")]
    assert not {*where(in_app(APP, {}))} & {*wide}
    for steps in ([], [registry, registry]):
        found = collections_of(steps, account_wide=True)
        assert found == {(each,): False for each in sorted(wide, key=lambda each: each[0].token)}


def test_a_scope_is_listed_once_for_all_who_see_it_by_the_same_key(
    emulator: RunningEmulator, tmp_path: Path
) -> None:
    first, second = (scopes_in(emulator, tmp_path, pollInterval=text) for text in ("1", "2"))
    stranger = scopes_in(emulator, tmp_path, apiKey=emulator.read_only_key)
    assert set(list_scopes([*first, *second])) == set(first)
    paths = sorted(entry.path for entry in emulator.control.requests())
    here, there = (f"/applications/{app_id}" for app_id in (APP, OTHER_APP))
    kinds = [each.operations.path.rpartition("/")[2] for each in IN_APPLICATIONS]
    # A hook that is off is told from an application that is not there by that application itself.
    once = [f"{app}{path}" for app in (here, there) for path in ("", *(f"/{k}" for k in kinds))]
    assert paths == sorted([*once, "/v1/tunnels"])
    assert set(list_scopes([*first, *stranger])) == {*first, *stranger}
    assert len(emulator.control.requests()) == 2 * len(paths) + 2 * (len(kinds) + 1)


def test_a_parent_may_be_gone_where_everything_in_it_is() -> None:
    tunnel = replace(IN_TUNNELS, new=None)
    steps = [in_app(APP, None), in_app(APP, None), in_app(OTHER_APP, None), in_app(OTHER_APP, {})]
    others = [tunnel, step("aws:s3/bucket:Bucket", {}, None)]
    for mixed in ([*steps, *others], [*others, *reversed(steps)]):
        found = collections_of(mixed)
        told = [(collections[0][1], gone) for collections, gone in found.items()]
        assert told == [(APP, True), (OTHER_APP, False), ("", False)]
    assert collections_of([]) == {}


@pytest.mark.parametrize("other_stack", ["", "before", "after"])
def test_an_application_is_only_taken_for_empty_where_nothing_was_found_in_it(
    emulator: RunningEmulator, tmp_path: Path, other_stack: str
) -> None:
    emulator.control.remove_object(APP)
    whole = scopes_in(emulator, tmp_path)
    emptied = [replace(each, may_be_gone=each.collections[0][1] == APP) for each in whole]
    assert [each for each in list_scopes(emptied).values() if isinstance(each, CheckFailed)] == []
    # Another stack has just seen something in there.
    mixed = {"": whole, "before": [*whole, *emptied], "after": [*emptied, *whole]}
    listings = list_scopes(mixed[other_stack])
    (failed,) = [str(each) for each in listings.values() if isinstance(each, CheckFailed)]
    assert "application not found" in failed
    assert isinstance(listings[emptied[0]], CheckFailed)


def test_tunnels_that_cannot_be_listed_are_never_taken_for_none(
    emulator: RunningEmulator, tmp_path: Path
) -> None:
    emulator.control.add_fault("status", api="private-connect", status=404)
    environment = {"PRIVATE_CONNECT_API_KEY": emulator.private_connect_key}
    urls = {"PRIVATE_CONNECT_API_URL": emulator.private_connect_url, "PULUMI_HOME": str(tmp_path)}
    gone = replace(IN_TUNNELS, new=None)
    found = scopes_of([gone], load({}, environment | urls))
    assert [type(each) for each in list_scopes(found).values()] == [CheckFailed]


def test_what_cannot_be_listed_says_why_and_keeps_nothing_from_the_rest(
    emulator: RunningEmulator, tmp_path: Path
) -> None:
    lost = scopes_in(emulator, tmp_path, apiKey="lost")
    listings = list_scopes(lost)
    failed = [str(each) for each in listings.values() if isinstance(each, CheckFailed)]
    assert len(failed) == 2
    assert all("could not list what is there: " in each and "401" in each for each in failed)
    assert list(listings.values())[-1] == []
    assert "lost" not in repr(lost)
    with pytest.raises(SettingsError, match="no Sevalla API key"):
        scopes_of(EVERYWHERE, load({}, {}))
