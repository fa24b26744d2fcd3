"""Where the stacks' objects live, and what is there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sevalla_emulator.testing import RunningEmulator, running_emulator
from sevalla_provider.drift.engine import CheckFailed, Seen
from sevalla_provider.drift.homes import Home, emptied, homes, listed, lived_in
from sevalla_provider.drift.inventory import places
from sevalla_provider.resources.process import PROCESS
from sevalla_provider.resources.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.tunnel import TUNNEL
from sevalla_provider.settings import SettingsError, load
from unit.samples import AGENT, APP, OTHER_APP
from unit.sevalla_provider.drift.seeing import seen

WHERE = places({"app_id": [APP, OTHER_APP], None: [""]})


@pytest.fixture
def emulator() -> Iterator[RunningEmulator]:
    with running_emulator() as running:
        for app_id in (APP, OTHER_APP):
            running.control.make_object("applications", {"id": app_id})
        yield running


def seen_from(emulator: RunningEmulator, folder: Path, **configured: str) -> list[Home]:
    """The homes of a stack that lives everywhere."""
    environment = {
        "SEVALLA_API_KEY": emulator.api_key,
        "SEVALLA_API_URL": emulator.url,
        "PRIVATE_CONNECT_API_KEY": emulator.private_connect_key,
        "PRIVATE_CONNECT_API_URL": emulator.private_connect_url,
        "PULUMI_HOME": str(folder),
    }
    configuration = {f"sevalla:{name}": value for name, value in configured.items()}
    return homes(load(configuration, environment), WHERE)


def test_where_stacks_live_is_told_by_what_they_hold() -> None:
    app = {"appId": OTHER_APP}
    tunnel = seen("sevalla:privateconnect:Tunnel", {"agentId": AGENT}, {})
    process = seen("sevalla:index:Process", app, {})
    process = type(process)(**{**vars(process), "old": {"id": "x", "outputs": app}})
    assert lived_in([process]) == [(PROCESS, OTHER_APP), (TCP_PROXY, OTHER_APP)]
    large = type(process)(**{**vars(process), "old": {"outputs": {"appId": OTHER_APP.upper()}}})
    assert lived_in([large, process]) == lived_in([process])
    assert lived_in([tunnel, tunnel]) == [(TUNNEL, "")]
    assert lived_in([seen("aws:s3/bucket:Bucket", app, {})]) == []
    assert places({}) == []


def test_a_home_is_listed_once_for_all_who_see_it_by_the_same_key(
    emulator: RunningEmulator, tmp_path: Path
) -> None:
    first, second = (seen_from(emulator, tmp_path, pollInterval=text) for text in ("1", "2"))
    stranger = seen_from(emulator, tmp_path, apiKey=emulator.read_only_key)
    assert set(listed([*first, *second])) == set(first)
    paths = sorted(entry.path for entry in emulator.control.requests())
    here, there = (f"/applications/{app_id}" for app_id in (APP, OTHER_APP))
    kinds = ("processes", "tcp-proxies")
    once = [f"{app}/{kind}" for app in sorted([here, there]) for kind in kinds]
    assert paths == [*once, "/v1/tunnels"]
    assert set(listed([*first, *stranger])) == {*first, *stranger}
    assert len(emulator.control.requests()) == 2 * len(paths) + 2 * len(kinds)


def in_app(app_id: str, new: dict[str, object] | None) -> Seen:
    found = seen("sevalla:index:Process", {"appId": app_id}, new)
    return replace(found, old={"id": "x", "outputs": {"appId": app_id}})


def test_a_parent_may_be_gone_where_everything_in_it_is() -> None:
    tunnel = seen("sevalla:privateconnect:Tunnel", {"agentId": AGENT}, None)
    there = [in_app(APP, None), in_app(APP, None), in_app(OTHER_APP, None), in_app(OTHER_APP, {})]
    assert emptied([*there, tunnel, seen("aws:s3/bucket:Bucket", {}, None)]) == {APP}
    assert emptied([]) == set()


@pytest.mark.parametrize("other_stack", [False, True])
def test_an_application_is_only_taken_for_empty_where_nothing_was_found_in_it(
    emulator: RunningEmulator, tmp_path: Path, other_stack: bool
) -> None:
    emulator.control.remove_object(APP)
    whole = seen_from(emulator, tmp_path)
    emptied_homes = [replace(home, may_be_gone=home.places[0][1] == APP) for home in whole]
    assert [each for each in listed(emptied_homes).values() if isinstance(each, CheckFailed)] == []
    # Another stack has just seen something in there.
    where = [*emptied_homes, *whole] if other_stack else whole
    lists = listed(where)
    (told,) = [str(each) for each in lists.values() if isinstance(each, CheckFailed)]
    assert "application not found" in told
    assert isinstance(lists[emptied_homes[0]], CheckFailed)


def test_tunnels_that_cannot_be_listed_are_never_taken_for_none(
    emulator: RunningEmulator, tmp_path: Path
) -> None:
    emulator.control.add_fault("status", api="private-connect", status=404)
    everything = {APP, OTHER_APP, ""}
    environment = {"PRIVATE_CONNECT_API_KEY": emulator.private_connect_key}
    urls = {"PRIVATE_CONNECT_API_URL": emulator.private_connect_url, "PULUMI_HOME": str(tmp_path)}
    tunnels = places({None: [""]})
    found = homes(load({}, environment | urls), tunnels, everything - {""})
    assert [type(each) for each in listed(found).values()] == [CheckFailed]


def test_what_cannot_be_listed_says_why_and_keeps_nothing_from_the_rest(
    emulator: RunningEmulator, tmp_path: Path
) -> None:
    lost = seen_from(emulator, tmp_path, apiKey="lost")
    lists = listed(lost)
    told = [str(each) for each in lists.values() if isinstance(each, CheckFailed)]
    assert len(told) == 2
    assert all("could not list what is there: " in each and "401" in each for each in told)
    assert list(lists.values())[-1] == []
    assert "lost" not in repr(lost)
    with pytest.raises(SettingsError, match="no Sevalla API key"):
        homes(load({}, {}), WHERE)
