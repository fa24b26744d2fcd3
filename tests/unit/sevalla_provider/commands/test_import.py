"""`pulumi-sevalla import`: the ids that it is given."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sevalla_provider.commands import import_ as module
from sevalla_provider.commands.main import app
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project
from sevalla_provider.http import BadEnvironment
from sevalla_provider.importing.declarations import ImportedObject
from sevalla_provider.importing.inventory import CollectionRef
from sevalla_provider.importing.project import LANGUAGES
from sevalla_provider.resources.applications.application import APPLICATION
from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs
from unit.sevalla_provider.importing import samples


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[CollectionRef]:
    """The collections that were looked at."""
    collections: list[CollectionRef] = []

    async def read_objects(
        _settings: object, where: Sequence[CollectionRef], **_how: bool
    ) -> list[object]:
        collections.extend(where)
        return []

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "read_objects", read_objects)
    return collections


@pytest.mark.parametrize(
    "text", ["", ".", "..", "x", f"{APP}?x", f"{APP}#x", f"{APP}/..", f" {APP}", f"{APP}\n", "%2e"]
)
def test_what_is_no_id_of_an_application_is_refused(asked: list[CollectionRef], text: str) -> None:
    ended = CliRunner().invoke(app, ["import", "--app", APP, "--app", text])
    assert ended.exit_code == 1
    assert "is not of the form app_id (a UUID such as" in ended.output
    assert "--app" in ended.output
    assert asked == []


def test_an_application_in_capitals_is_looked_at_once(asked: list[CollectionRef]) -> None:
    apps = ["--app", APP.upper(), "--app", APP, "--app", OTHER_APP.upper()]
    assert CliRunner().invoke(app, ["import", *apps]).exit_code == 0
    assert {parent for _, parent in asked} == {APP, OTHER_APP}
    assert len(set(asked)) == len(asked)


def test_what_a_person_must_bring_is_told_beside_the_commands(
    asked: list[CollectionRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    needy = replace(LANGUAGES["python"], to_bring=lambda: ["an-sdk.whl"])
    monkeypatch.setattr(module, "LANGUAGES", {"python": needy})
    ended = CliRunner().invoke(app, ["import", "--app", APP, "--language", "python"])
    assert ended.stderr == "first put an-sdk.whl, which `make dist` builds, into imported\n"
    assert "pulumi -C" in ended.stdout


def test_what_has_failed_is_left_out_and_named(
    asked: list[CollectionRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read_objects(*_: object, **_how: bool) -> list[ImportedObject]:
        return [samples.process(), samples.proxy("failed")]

    monkeypatch.setattr(module, "read_objects", read_objects)
    ended = CliRunner().invoke(app, ["import", "--app", APP])
    assert ended.exit_code == 0, ended.output
    assert f'left out: TCP proxy {APP}/x, which the platform shows as "failed"' in ended.output
    assert "1 objects, written to imported" in ended.output
    assert "TcpProxy" not in Path("imported/Pulumi.yaml").read_text()
    assert asked == []


def test_an_environment_that_leads_nowhere_is_no_traceback(
    asked: list[CollectionRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read_objects(*_: object, **_how: bool) -> list[object]:
        raise BadEnvironment("connect to https://api.test", "HTTPS_PROXY='x' is none")

    monkeypatch.setattr(module, "read_objects", read_objects)
    ended = CliRunner().invoke(app, ["import", "--app", APP])
    assert ended.exit_code == 1
    assert "pulumi-sevalla: connect to https://api.test: HTTPS_PROXY='x' is none" in ended.output
    assert asked == []


def test_words_of_others_do_nothing(
    asked: list[CollectionRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read_objects(*_: object, **_how: bool) -> list[ImportedObject]:
        odd = samples.proxy("failed")
        return [replace(odd, remote=replace(odd.remote, id="x ##[add-mask]\x1b\n::error::y"))]

    monkeypatch.setattr(module, "read_objects", read_objects)
    ended = CliRunner().invoke(app, ["import", "--app", APP])
    assert "left out: TCP proxy x #\\#[add-mask]\\u001b\\n::error::y, which" in ended.output

    def refuse(*_: object) -> None:
        raise CheckFailed("it said\n::error::\x1b[31m")

    monkeypatch.setattr(module, "write_project", refuse)
    ended = CliRunner().invoke(app, ["import", "--app", APP, "--into", "other"])
    assert ended.exit_code == 1
    assert "pulumi-sevalla: it said\n:\\:error::\\u001b[31m\n" in ended.output


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ([], "say what to look at: --app <id>, --workspace, or both, or --all"),
        (["--account"], "--account widens --all"),
        (["--account", "--app", APP], "--account widens --all"),
        (["--all", "--app", APP], "leave out --app, --workspace"),
        (["--all", "--workspace"], "leave out --app, --workspace"),
        (["--terraform", "x", "--all"], "leave out all other selections"),
        (["--terraform", "x", "--app", APP], "leave out all other selections"),
        (["--terraform", "none.tfstate"], "cannot read none.tfstate: No such file or directory"),
        (["--all", "--name", "my shop"], '--name "my shop" is no name of a project'),
    ],
)
def test_what_makes_no_sense_is_refused(
    asked: list[CollectionRef], options: list[str], reason: str
) -> None:
    ended = CliRunner().invoke(app, ["import", *options])
    assert (ended.exit_code, asked) == (1, [])
    assert reason in ended.output


def test_the_printed_command_looks_at_the_same(
    asked: list[CollectionRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read_objects(*_: object, **_how: bool) -> list[ImportedObject]:
        return [registry()]

    monkeypatch.setattr(module, "read_objects", read_objects)
    ended = CliRunner().invoke(app, ["import", "--all", "--account", "--into", "it's here"])
    there = shlex.quote(str(Path("it's here").absolute()))
    flags = "--generate-code=false --protect=false --yes"
    assert ended.output.partition("Next:\n\n")[2].splitlines() == [
        f"pulumi -C {there} stack init dev",
        f"pulumi-sevalla import --all --account --into {there} --set-secrets",
        f"pulumi -C {there} import --stack dev --file {there[:-1]}/import.json' {flags}",
        f"pulumi -C {there} preview --stack dev",
    ]
    assert asked == []


def test_the_key_of_another_stack_is_that_of_the_new_one(
    asked: list[CollectionRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets: dict[str, str] = {}

    def configuration(_project: Project, _stack: str) -> dict[str, str]:
        return {"sevalla:apiKey": "canary-key", "shop:size": "large"}

    def set_secret(_project: Project, key: str, value: str) -> None:
        secrets[key] = value

    monkeypatch.setattr(Project, "configuration", configuration)
    monkeypatch.setattr(Project, "set_secret", set_secret)
    written = CliRunner().invoke(app, ["import", "--all", "--stack", "prod", "--cwd", "live"])
    (line,) = [line for line in written.output.splitlines() if "--set-secrets" in line]
    assert f"--cwd {Path('live').absolute()} --stack prod --into" in line
    ended = CliRunner().invoke(app, shlex.split(line)[1:])
    assert ended.exit_code == 0, ended.output
    assert secrets == {"sevalla:apiKey": "canary-key"}
    assert "canary-key" not in written.output + ended.output
    assert asked


@pytest.mark.parametrize("file", ["Pulumi.yaml", "Pulumi.yml", "Pulumi.dev.yaml", "import.json"])
def test_a_project_that_is_there_is_asked_nothing_of(asked: list[CollectionRef], file: str) -> None:
    Path("mine").mkdir()
    (Path("mine") / file).write_text("mine")
    for options in (["--all"], ["--terraform", "none.tfstate"]):
        ended = CliRunner().invoke(app, ["import", *options, "--into", "mine"])
        assert (ended.exit_code, asked) == (1, [])
        assert f"mine/{file} is there already, and nothing is overwritten" in ended.output
    assert [path.name for path in Path("mine").iterdir()] == [file]
    assert (Path("mine") / file).read_text() == "mine"


def test_a_folder_that_cannot_be_one_is_named(asked: list[CollectionRef]) -> None:
    Path("file").write_text("mine")
    ended = CliRunner().invoke(app, ["import", "--app", APP, "--into", "file"])
    assert ended.exit_code == 1
    assert "pulumi-sevalla: cannot write to file: File exists" in ended.output
    assert asked
    assert Path("file").read_text() == "mine"


def registry() -> ImportedObject:
    """One whose secret no call shows."""
    inputs: Inputs = {"name": "hub", "username": "shop"}
    return samples.found(DOCKER_REGISTRY, "hub", PROCESS_ID, inputs)


def applications() -> list[ImportedObject]:
    """Two whose cluster no call shows."""
    inputs: Inputs = {"display_name": "x", "source": "publicGit"}
    ids = {"one": APP, "other": OTHER_APP}
    return [samples.found(APPLICATION, name, own, inputs) for name, own in ids.items()]


def test_what_no_call_shows_is_asked_for(
    asked: list[CollectionRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets: dict[str, str] = {}
    plain: dict[str, str] = {}

    def set_secret(_project: Project, key: str, value: str) -> None:
        secrets[key] = value

    def set_plain(_project: Project, values: Mapping[str, str]) -> None:
        plain.update(values)

    async def read_objects(*_: object, **_how: bool) -> list[ImportedObject]:
        return [registry(), *applications()]

    monkeypatch.setattr(Project, "configured", lambda _project: {*secrets, *plain})
    monkeypatch.setattr(Project, "set_secret", set_secret)
    monkeypatch.setattr(Project, "set_plain", set_plain)
    monkeypatch.setattr(module, "read_objects", read_objects)
    assert CliRunner().invoke(app, ["import", "--all", "--into", "."]).exit_code == 0
    again = ["import", "--all", "--into", ".", "--set-secrets"]
    # The same cluster once more is an empty line.
    ended = CliRunner().invoke(app, again, input="canary-1\nfrankfurt\n\n")
    assert ended.exit_code == 0, ended.output
    assert "canary-1" not in ended.output
    assert secrets == {"hub__secret": "canary-1"}
    assert plain == dict.fromkeys(["one__cluster_id", "other__cluster_id"], "frankfurt")
    assert CliRunner().invoke(app, again).exit_code == 0  # nobody is asked twice
    secrets.clear()
    nobody = CliRunner().invoke(app, again)
    assert nobody.exit_code == 1
    assert "secret of the Docker registry credential hub, which no call shows" in nobody.output
    assert asked == []
