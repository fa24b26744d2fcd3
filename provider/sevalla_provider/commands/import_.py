"""`pulumi-sevalla import`: what exists already comes under management, in one step."""

import asyncio
import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sevalla_provider.commands import fail
from sevalla_provider.drift.pulumi_cli import CheckFailed, Project
from sevalla_provider.http import ApiError
from sevalla_provider.importing.declarations import ImportedObject, Secret, read_objects
from sevalla_provider.importing.inventory import collections_below, top_level
from sevalla_provider.importing.project import (
    IMPORT_FILE,
    LANGUAGES,
    Language,
    LanguageName,
    secrets_of,
    write_project,
)
from sevalla_provider.importing.pulumi_yaml import FunctionKeyError
from sevalla_provider.resources.resource import Api, MalformedId
from sevalla_provider.resources.values import UuidForm
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
    """Write an import file and a program for all that is in an application or the workspace.

    Changes nothing: `pulumi import` does, by the commands that this one prints at its end. A
    program in Python stands on the SDK, which its requirements.txt names. Secrets are in no
    program: it refers to configuration, which this command sets with --set-secrets.
    """
    collections = collections_below("app_id", _checked(app or []))
    collections += top_level(Api.PRIVATE_CONNECT) if workspace else []
    if not collections:
        fail("say what to look at: --app <id>, --workspace, or both")
    try:
        settings = load({} if stack is None else Project(cwd).configuration(stack))
        found = asyncio.run(read_objects(settings, collections))
        healthy = [each for each in found if each.failed_status is None]
        if set_secrets:
            _set_secrets(into, healthy)
            return
        write_project(into, name, LANGUAGES[language], healthy)
        secret = bool(secrets_of(into, healthy))
    except (ApiError, CheckFailed, FileExistsError, SettingsError, FunctionKeyError) as error:
        fail(error)
    for each in found:
        if each.failed_status is not None:
            label = f"{each.remote.resource.noun} {each.remote.id}"
            shown = f'which the platform shows as "{each.failed_status}"'
            typer.echo(visible(f"left out: {label}, {shown}"), err=True)
    typer.echo(f"{len(healthy)} objects, written to {into}. Next:\n")
    account = [*(each for one in app or [] for each in ("--app", one))]
    account += ["--workspace"] if workspace else []
    account += ["--cwd", str(cwd.absolute()), "--stack", stack] if stack is not None else []
    secrets = [shlex.join([*COMMAND, *account, "--into", ".", "--set-secrets"])] if secret else []
    for command in _next_commands(into, LANGUAGES[language], secrets):
        typer.echo(f"    {command}")


def _checked(apps: Sequence[str]) -> Sequence[str]:
    """Ids of applications in normal form; an end where one is none."""
    for each in apps:
        try:
            UuidForm().check(each)
        except ValueError:
            fail(MalformedId(each, f"app_id ({UuidForm()}): --app takes the id of an application"))
    return [each.lower() for each in apps]


def _set_secrets(folder: Path, objects: Sequence[ImportedObject]) -> None:
    """Hand each value to `pulumi config set` by its standard input. Raises `CheckFailed`."""
    try:
        secrets = secrets_of(folder, objects)
    except (OSError, ValueError) as error:
        raise CheckFailed(
            f"cannot read {folder / IMPORT_FILE} ({type(error).__name__}): run this command "
            "without --set-secrets first, which writes it"
        ) from None
    for each in secrets:
        Project(folder).set_secret(each.key, _config_text(each))
        typer.echo(f"set {each.key}")


def _config_text(secret: Secret) -> str:
    """A value as configuration takes it."""
    return secret.value if isinstance(secret.value, str) else json.dumps(secret.value)


def _next_commands(folder: Path, language: Language, secrets: Sequence[str]) -> Sequence[str]:
    return (
        f"cd {shlex.quote(str(folder))}",
        *language.setup,
        "pulumi stack init dev",
        *secrets,
        f"pulumi import --file {IMPORT_FILE} --generate-code=false --protect=false --yes",
        "pulumi preview",
    )
