from pathlib import Path

import pytest

from sevalla_emulator.record import Record
from sevalla_emulator.runtime.sources import folder_of


def application(repo_url: str | None) -> Record:
    body = {"display_name": "shop", "repo_url": repo_url}
    return Record("applications", "its-id", "scope", "", {**body})


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("file:///srv/shop", Path("/srv/shop")),
        ("file://localhost/srv/a%20shop", Path("/srv/a shop")),
        ("file://elsewhere/srv/shop", None),
        ("https://git.example/shop", None),
        ("/srv/shop", None),
        ("", None),
        (None, None),
    ],
)
def test_a_source_is_here_when_its_address_says_so(
    address: str | None, folder: Path | None
) -> None:
    assert folder_of(application(address), {}) == folder


@pytest.mark.parametrize("name", ["shop", "its-id"])
def test_a_folder_that_is_named_for_it_wins(name: str) -> None:
    named = {name: Path("/work/shop"), "another": Path("/work/another")}
    assert folder_of(application("file:///srv/shop"), named) == Path("/work/shop")
