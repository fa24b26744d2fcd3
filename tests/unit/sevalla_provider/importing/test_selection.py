"""What an import is asked to look at."""

import pytest

from sevalla_provider.importing.inventory import collections_below, top_level
from sevalla_provider.importing.selection import Selection
from sevalla_provider.resources.resource import Api
from sevalla_provider.settings import Settings, load
from unit.samples import APP

SERVICES = top_level(Api.SEVALLA)
WIDE = top_level(Api.SEVALLA, account_wide=True)
WORKSPACE = top_level(Api.PRIVATE_CONNECT)


def settings(workspace_key: str = "") -> Settings:
    return load({"sevalla:apiKey": "key", "sevalla:privateConnectApiKey": workspace_key}, {})


def test_everything_is_all_services_and_the_workspace_where_its_key_is_set() -> None:
    every = Selection(everything=True)
    assert every.collections(settings()) == SERVICES
    assert every.collections(settings("key")) == [*SERVICES, *WORKSPACE]
    assert not {*WIDE} & {*SERVICES}


def test_what_serves_the_whole_account_comes_first_where_it_is_asked_for() -> None:
    wide = Selection(everything=True, account=True)
    assert wide.collections(settings()) == [*WIDE, *SERVICES]


def test_parts_are_what_was_named() -> None:
    in_app = collections_below("app_id", [APP])
    assert Selection([APP]).collections(settings("key")) == in_app
    both = Selection([APP], workspace=True)
    assert both.collections(settings()) == [*in_app, *WORKSPACE]


@pytest.mark.parametrize(
    ("selection", "options"),
    [
        (Selection([APP, "x"], workspace=True), ["--app", APP, "--app", "x", "--workspace"]),
        (Selection(everything=True, account=True), ["--all", "--account"]),
    ],
)
def test_the_command_can_be_said_again(selection: Selection, options: list[str]) -> None:
    assert [*selection.options] == options
