"""The command `pulumi-sevalla`: a file for each of its own commands."""

from typing import NoReturn

import typer

from sevalla_provider.drift.report import ExitCode
from sevalla_provider.sanitize import visible_lines


def fail(reason: object) -> NoReturn:
    """End a command that could not do its work: say why, to people, and end with 1."""
    typer.echo(visible_lines(f"pulumi-sevalla: {reason}"), err=True)
    raise typer.Exit(ExitCode.FAILED) from None
