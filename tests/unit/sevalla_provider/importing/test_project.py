"""The folder of a project."""

import json
from pathlib import Path

import pytest

from sevalla_provider.importing.project import LANGUAGES, Language, NotWritten, write_project
from sevalla_provider.importing.python_program import files_to_bring, requirements
from sevalla_provider.version import VERSION
from unit.samples import APP, PROCESS_ID
from unit.sevalla_provider.importing import samples as found

FILES = {
    "yaml": {"Pulumi.yaml"},
    "python": {"Pulumi.yaml", "__main__.py", "requirements.txt"},
}


@pytest.fixture(params=[*LANGUAGES.items()], ids=[*LANGUAGES])
def language(request: pytest.FixtureRequest) -> tuple[str, Language]:
    named: tuple[str, Language] = request.param
    return named


def test_a_folder_holds_a_program_and_its_import_file(
    language: tuple[str, Language], tmp_path: Path
) -> None:
    name, written = language
    one = found.process()
    write_project(tmp_path / "new", "shop", written, [one])
    assert {path.name for path in (tmp_path / "new").iterdir()} == FILES[name] | {"import.json"}
    imported = json.loads((tmp_path / "new" / "import.json").read_text())
    assert imported == {
        "resources": [
            {
                "type": "sevalla:index:Process",
                "name": one.name,
                "id": f"{APP}/{PROCESS_ID}",
            }
        ]
    }


def test_nothing_that_is_there_is_overwritten(
    language: tuple[str, Language], tmp_path: Path
) -> None:
    name, written = language
    for each in (*FILES[name], "import.json", "Pulumi.yml", "Pulumi.dev.yaml"):
        folder = tmp_path / each
        folder.mkdir()
        (folder / each).write_text("mine")
        with pytest.raises(NotWritten, match=f"{each} is there already"):
            write_project(folder, "shop", written, [])
        assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(each, "mine")]


def test_the_sdk_is_that_of_the_checkout_or_that_of_the_version(tmp_path: Path) -> None:
    sdk = tmp_path / "check out" / "sdk" / "python"
    sdk.mkdir(parents=True)
    checkout = tmp_path / "check out" / "provider" / "sevalla_provider"
    *_, line = requirements(checkout).splitlines()
    assert line == f"pulumi-sevalla @ {sdk.as_uri()}"
    assert list(files_to_bring(checkout)) == []
    installed = tmp_path / "lib" / "site-packages" / "sevalla_provider"
    *_, line = requirements(installed).splitlines()
    assert [line] == [f"./{file}" for file in files_to_bring(installed)]
    assert line == f"./pulumi_sevalla-{VERSION}-py3-none-any.whl"
