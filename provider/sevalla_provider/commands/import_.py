"""`pulumi-sevalla import`: what exists already comes under management, in one step."""

import asyncio
import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sevalla_provider.commands import fail
from sevalla_provider.commands.asking import answer_to
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project
from sevalla_provider.http import ApiError
from sevalla_provider.importing.declarations import Configured, ImportedObject, read_objects
from sevalla_provider.importing.project import (
    IMPORT_FILE,
    LANGUAGES,
    Language,
    LanguageName,
    configured_of,
    write_project,
)
from sevalla_provider.importing.pulumi_yaml import FunctionKeyError
from sevalla_provider.importing.selection import Selection
from sevalla_provider.resources.ids import MalformedId, UuidForm
from sevalla_provider.sanitize import visible
from sevalla_provider.settings import SettingsError, load

COMMAND = ("pulumi-sevalla", "import")


def import_(
    *,
    app: Annotated[
        list[str] | None, typer.Option(help="An application's id; may be given more than once.")
    ] = None,
    workspace: Annotated[
        bool, typer.Option("--workspace", help="The tunnels of the workspace, too.")
    ] = False,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Every service, and all that is in it; the workspace, too, where its key is set.",
        ),
    ] = False,
    account: Annotated[
        bool,
        typer.Option(
            "--account",
            help="With --all: what serves the whole account, too, such as projects and registries.",
        ),
    ] = False,
    into: Annotated[Path, typer.Option(help="A folder for the new project.")] = Path("imported"),
    name: Annotated[str, typer.Option(help="What to call the project.")] = "imported",
    language: Annotated[
        LanguageName, typer.Option(help="What the program is written in.")
    ] = "yaml",
    cwd: Annotated[Path, typer.Option(help="The folder of the project of --stack.")] = Path(),
    stack: Annotated[
        str | None, typer.Option(help="A stack whose configuration holds key and address.")
    ] = None,
    set_secrets: Annotated[
        bool,
        typer.Option(
            "--set-secrets",
            help="Write nothing; set what the program in --into refers to, in its selected stack.",
        ),
    ] = False,
) -> None:
    """Write an import file and a program for all that is in an application, or in the account.

    Changes nothing: `pulumi import` does, by the commands that this one prints at its end. A
    program in Python stands on the SDK, which its requirements.txt names. Secrets are in no
    program: it refers to configuration, which this command sets with --set-secrets. What no call
    shows, such as a password, it asks for then.
    """
    selection = Selection(_checked(app or []), workspace, everything, account)
    _insist_on_sense(selection)
    try:
        settings = load({} if stack is None else Project(cwd).configuration(stack))
        collections = selection.collections(settings)
        found = asyncio.run(read_objects(settings, collections, below=selection.everything))
        healthy = [each for each in found if each.failed_status is None]
        if set_secrets:
            _configure(into, healthy)
            return
        write_project(into, name, LANGUAGES[language], healthy)
        configured = bool(configured_of(into, healthy))
    except (ApiError, CheckFailed, FileExistsError, SettingsError, FunctionKeyError) as error:
        fail(error)
    for each in found:
        if each.failed_status is not None:
            label = f"{each.remote.resource.noun} {each.remote.id}"
            shown = f'which the platform shows as "{each.failed_status}"'
            typer.echo(visible(f"left out: {label}, {shown}"), err=True)
    typer.echo(f"{len(healthy)} objects, written to {into}. Next:\n")
    asked = list(selection.options)
    asked += ["--cwd", str(cwd.absolute()), "--stack", stack] if stack is not None else []
    again = [shlex.join([*COMMAND, *asked, "--into", ".", "--set-secrets"])] if configured else []
    for command in _next_commands(into, LANGUAGES[language], again):
        typer.echo(f"    {command}")


def _insist_on_sense(selection: Selection) -> None:
    """End where nothing is asked for, or one thing twice."""
    if selection.account and not selection.everything:
        fail("--account widens --all: give that, too")
    if selection.everything and (selection.apps or selection.workspace):
        fail("--all looks at every application and at the workspace: leave out --app, --workspace")
    if not (selection.everything or selection.apps or selection.workspace):
        fail("say what to look at: --app <id>, --workspace, or both, or --all")


def _checked(apps: Sequence[str]) -> Sequence[str]:
    """Ids of applications in normal form; an end where one is none."""
    for each in apps:
        try:
            UuidForm().check(each)
        except ValueError:
            fail(MalformedId(each, f"app_id ({UuidForm()}): --app takes the id of an application"))
    return [each.lower() for each in apps]


def _configure(folder: Path, objects: Sequence[ImportedObject]) -> None:
    """Set each value; secrets show in no list of processes. Raises `CheckFailed`."""
    try:
        configured = configured_of(folder, objects)
    except (OSError, ValueError) as error:
        raise CheckFailed(
            f"cannot read {folder / IMPORT_FILE} ({type(error).__name__}): run this command "
            "without --set-secrets first, which writes it"
        ) from None
    project, said = Project(folder), dict[str, str]()
    unknown = any(each.value is None for each in configured)
    known = project.configured() if unknown else set()
    # Nobody is asked twice.
    configured = [each for each in configured if each.value is not None or each.key not in known]
    texts = {each.key: _text(each, said) for each in configured}
    for each in configured:
        if each.secret:
            project.set_secret(each.key, texts[each.key])
            typer.echo(f"set {each.key}")
    plain = {each.key: texts[each.key] for each in configured if not each.secret}
    project.set_plain(plain)
    for key in plain:
        typer.echo(f"set {key}")


def _text(configured: Configured, said: dict[str, str]) -> str:
    """A value as configuration takes it; a person is asked for what no call shows.

    `said`: the last answer for each property, which one key takes over from the other.
    """
    value = configured.value
    if value is not None:
        return value if isinstance(value, str) else json.dumps(value)
    question = f"{configured.asked}, which no call shows"
    kind = configured.key.rpartition("__")[2]
    if configured.secret:
        return answer_to(question, secret=True)
    said[kind] = answer_to(question, secret=False, default=said.get(kind))
    return said[kind]


def _next_commands(folder: Path, language: Language, configure: Sequence[str]) -> Sequence[str]:
    return (
        f"cd {shlex.quote(str(folder))}",
        *language.setup,
        "pulumi stack init dev",
        *configure,
        f"pulumi import --file {IMPORT_FILE} --generate-code=false --protect=false --yes",
        "pulumi preview",
    )
