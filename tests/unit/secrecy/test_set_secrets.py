"""`pulumi-sevalla import --set-secrets`: a program's secrets reach the configuration unseen."""

import shlex
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conformance.made_up import CREDENTIAL, OWN_ID
from sevalla_provider.commands import import_ as module
from sevalla_provider.commands.main import app
from sevalla_provider.importing.declarations import ImportedObject
from sevalla_provider.importing.inventory import RemoteObject
from sevalla_provider.lifecycle.read import Found
from unit.samples import APP, Inputs

PULUMI = """#!/bin/sh
echo "$@" >> told
cat >> said
echo --- >> said
"""

INPUTS: Inputs = {
    "app_id": APP,
    "name": "visible",
    "value": 'canary "value"\nof two lines',
    "login": {"user": "visible-user", "password": "canary-password"},
    "headers": [{"name": "x", "value": "canary-header"}],
    "variables": {"A_KEY": "canary-variable", "a.key": "canary-other"},
}
OUTPUTS: Inputs = {**INPUTS, "credential_id": OWN_ID, "token": "canary-token"}
KEYS = [
    "it__value",
    "it__login__password",
    "it__headers__0__value",
    "it__variables__A_KEY",
    "it__variables__a_key_c6161b0e",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, where `pulumi` writes down what it is told and what it reads."""
    remote = RemoteObject(CREDENTIAL, f"{APP}/{OWN_ID}", "it", None)

    async def read_objects(*_: object, **_more: object) -> Sequence[ImportedObject]:
        return [ImportedObject(remote, "it", Found(OUTPUTS, INPUTS))]

    monkeypatch.setattr(module, "read_objects", read_objects)
    pulumi = tmp_path / "bin" / "pulumi"
    pulumi.parent.mkdir()
    pulumi.write_text(PULUMI)
    pulumi.chmod(pulumi.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{pulumi.parent}:/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["yaml", "python"])
def test_the_printed_command_sets_what_the_program_refers_to(folder: Path, language: str) -> None:
    written = CliRunner().invoke(
        app, ["import", "--app", APP, "--into", "new", "--language", language]
    )
    assert written.exit_code == 0, written.output
    (line,) = [line for line in written.output.splitlines() if "--set-secrets" in line]
    program, *arguments = shlex.split(line)
    assert program == "pulumi-sevalla"
    texts = "".join(path.read_text() for path in (folder / "new").iterdir())
    assert "canary" not in texts + written.output

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder / "new")
        ended = CliRunner().invoke(app, arguments)
    assert ended.exit_code == 0, ended.output
    assert "canary" not in ended.output
    told = (folder / "new" / "told").read_text()
    assert [line.split()[:6] for line in told.splitlines()] == [
        ["config", "set", "--secret", key, "--stack", "dev"] for key in KEYS
    ]
    assert all(key in texts for key in KEYS)
    assert (folder / "new" / "said").read_text().split("\n---\n")[:-1] == [
        INPUTS["value"],
        "canary-password",
        "canary-header",
        "canary-variable",
        "canary-other",
    ]


def test_without_a_program_there_is_nothing_to_set(folder: Path) -> None:
    ended = CliRunner().invoke(app, ["import", "--app", APP, "--set-secrets"])
    assert ended.exit_code == 1
    assert "run this command without --set-secrets first" in ended.output
    assert not (folder / "told").exists()


def test_a_pulumi_that_fails_is_named_with_the_key_and_no_value(folder: Path) -> None:
    CliRunner().invoke(app, ["import", "--app", APP, "--into", "."])
    (folder / "bin" / "pulumi").write_text("#!/bin/sh\necho no stack selected >&2\nexit 1\n")
    ended = CliRunner().invoke(app, ["import", "--app", APP, "--into", ".", "--set-secrets"])
    assert ended.exit_code == 1
    assert "could not set the configuration it__value: no stack selected" in ended.output
    assert "canary" not in ended.output
