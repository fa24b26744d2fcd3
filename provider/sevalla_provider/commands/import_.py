"""`pulumi-sevalla import`: what exists already comes under management, in one step."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from sevalla_provider.commands import fail
from sevalla_provider.commands.configuration import configure
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project
from sevalla_provider.http import ApiError
from sevalla_provider.importing.declarations import read_objects
from sevalla_provider.importing.findings import Findings, findings
from sevalla_provider.importing.project import (
    LANGUAGES,
    LanguageName,
    NotWritten,
    configured_of,
    insist_on_room,
    next_commands,
    write_project,
)
from sevalla_provider.importing.pulumi_yaml import FunctionKeyError
from sevalla_provider.importing.selection import Selection
from sevalla_provider.importing.terraform import ReadFailed, read_terraform
from sevalla_provider.importing.terraform_state import StateError, read_state
from sevalla_provider.resources.ids import MalformedId, UuidForm
from sevalla_provider.sanitize import visible
from sevalla_provider.settings import Settings, SettingsError, load

COMMAND = ("pulumi-sevalla", "import")

FAILURES = (
    ApiError,
    CheckFailed,
    FunctionKeyError,
    NotWritten,
    ReadFailed,
    SettingsError,
    StateError,
)
"""What ends the command with words for people."""


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
    terraform: Annotated[
        Path | None,
        typer.Option(help="A Terraform state (version 4): all that it manages.", metavar="FILE"),
    ] = None,
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
            help="Write nothing; set what the program in --into refers to, in its stack dev.",
        ),
    ] = False,
) -> None:
    """Write an import file and a program for what exists: in the account, or in a Terraform state.

    Changes nothing: `pulumi import` does, by the commands that this one prints at its end. A
    program in Python stands on the SDK, which its requirements.txt names. Secrets are in no
    program: it refers to configuration, which this command sets with --set-secrets. What no call
    shows, such as a password, is taken from a Terraform state, and else asked for then.
    """
    selection = Selection(_checked(app or []), workspace, everything, account)
    _insist_on_sense(selection, terraform)
    try:
        if not set_secrets:
            insist_on_room(into, name)
        access = {} if stack is None else _access(Project(cwd).configuration(stack))
        found = _found(load(access), selection, terraform)
        if set_secrets:
            configure(into, found.objects, access)
            return
        write_project(into, name, LANGUAGES[language], found.objects)
        to_configure = bool(access or configured_of(into, found.objects))
    except FAILURES as error:
        fail(error)
    for each in found.left_out:
        typer.echo(visible(f"left out: {each}"), err=True)
    for each in found.warnings:
        typer.echo(visible(f"warning: {each}"), err=True)
    for file in LANGUAGES[language].to_bring():
        typer.echo(f"first put {file}, which `make dist` builds, into {into}", err=True)
    typer.echo(f"{len(found.objects)} objects, written to {into}. Next:\n")
    again = [*COMMAND, *selection.options, *_options(terraform=terraform)]
    again += _options(cwd=cwd, stack=stack) if stack is not None else []
    again += [*_options(into=into), "--set-secrets"]
    for command in next_commands(into, LANGUAGES[language], again if to_configure else []):
        typer.echo(command)


def _access(configuration: Mapping[str, str]) -> Mapping[str, str]:
    """What a stack says of keys and addresses: the new one needs the same."""
    return {key: each for key, each in configuration.items() if key.startswith("sevalla:")}


def _found(settings: Settings, selection: Selection, terraform: Path | None) -> Findings:
    """Read what was asked for."""
    if terraform is not None:
        return asyncio.run(read_terraform(settings, read_state(terraform)))
    collections = selection.collections(settings)
    return findings(asyncio.run(read_objects(settings, collections, below=selection.everything)))


def _options(**values: Path | str | None) -> list[str]:
    """The same options again, for a command that is run in another folder."""
    told = {name: value for name, value in values.items() if value is not None}
    return [
        text
        for name, value in told.items()
        for text in (f"--{name}", str(value.resolve() if isinstance(value, Path) else value))
    ]


def _insist_on_sense(selection: Selection, terraform: Path | None) -> None:
    """End where nothing is asked for, or one thing twice."""
    if terraform is not None:
        if [*selection.options]:
            fail("--terraform looks at what its state manages: leave out all other selections")
        return
    if selection.account and not selection.everything:
        fail("--account widens --all: give that, too")
    if selection.everything and (selection.apps or selection.workspace):
        fail("--all looks at every application and at the workspace: leave out --app, --workspace")
    if not (selection.everything or selection.apps or selection.workspace):
        fail(
            "say what to look at: --app <id>, --workspace, or both, or --all, or --terraform <file>"
        )


def _checked(apps: Sequence[str]) -> Sequence[str]:
    """Ids of applications in normal form; an end where one is none."""
    for each in apps:
        try:
            UuidForm().check(each)
        except ValueError:
            fail(MalformedId(each, f"app_id ({UuidForm()}): --app takes the id of an application"))
    return [each.lower() for each in apps]
