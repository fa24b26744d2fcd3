"""What `pulumi import --file` takes."""

import json
from pathlib import Path

import pytest

from sevalla_provider.importing.import_file import Entry, names_in, with_names, write_import_file
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.resources.applications.process import PROCESS
from unit.samples import APP, PROCESS_ID

ENTRY = Entry("sevalla:index:Process", "cron", f"{APP}/{PROCESS_ID}")


def test_the_file_is_as_the_engine_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "import.json"
    write_import_file([ENTRY], path)
    assert json.loads(path.read_text()) == {"resources": [ENTRY._asdict()]}
    assert names_in(path.read_text()) == {(ENTRY.type, ENTRY.id): "cron"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Expecting value"),
        ("{}", "resources"),
        ("[]", "list indices"),
        ('{"resources": [{"id": "x"}]}', "missing 2 required"),
    ],
)
def test_what_is_no_such_file_is_told(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        names_in(text)


def test_names_are_for_programs_and_unlike_any_other() -> None:
    labels = ["My Cron!", "my cron", "4 ever", "日本", "web"]
    objects = [RemoteObject(PROCESS, label, label, None) for label in labels]
    names = [name for _, name in with_names(objects, ["web"])]
    assert names == ["my-cron", "my-cron-2", "n-4-ever", "unnamed", "web-2"]
    long = [RemoteObject(PROCESS, each, f"{'x' * 39} {each}", None) for each in "ab"]
    assert [name for _, name in with_names(long)] == ["x" * 39, f"{'x' * 39}-2"]
    inside = RemoteObject(PROCESS, "web", "web", None, within="The shop")
    assert [name for _, name in with_names([inside], ["web"])] == ["the-shop-web"]
