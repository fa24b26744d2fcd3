"""How a command ends that could not do its work."""

from typing import NoReturn

import typer

from sevalla_provider.drift.report import ExitCode


def fail(reason: object) -> NoReturn:
    """Say why, to people, and end with 1."""
    typer.echo(f"pulumi-sevalla: {reason}", err=True)
    raise typer.Exit(ExitCode.FAILED) from None
