"""A replacement that deletes data is said to do so."""

from dataclasses import replace

import pytest

from sevalla_provider.lifecycle.diff import Change
from sevalla_provider.lifecycle.lost_data import lost_by_replacing
from sevalla_provider.resources.applications.process import PROCESS

HOLDER = replace(PROCESS, noun="database", holds="all its data")
RENAMED = Change("display_name", "old", "new", replaces=False)
ANOTHER = Change("version", "16", "17", replaces=True)
UNKNOWN = Change("cluster_id", "one", None, replaces=True, unknown=True)


@pytest.mark.parametrize(
    ("found", "begins"),
    [
        ([RENAMED, ANOTHER], 'for a change of `version` the database "db" is replaced'),
        (
            [ANOTHER, UNKNOWN],
            'for a change of `version` and `cluster_id` the database "db" is replaced',
        ),
        ([UNKNOWN], 'for a change of `cluster_id` the database "db" may be replaced'),
    ],
)
def test_what_is_lost_is_said_with_the_reason(found: list[Change], begins: str) -> None:
    (told,) = lost_by_replacing(HOLDER, "db", found)
    assert told.startswith(begins)
    assert "DELETED WITH all its data" in told
    assert "`protect`" in told


def test_all_else_is_no_loss() -> None:
    assert not lost_by_replacing(HOLDER, "db", [RENAMED])
    assert not lost_by_replacing(PROCESS, "web", [ANOTHER])
