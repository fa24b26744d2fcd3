"""`pulumi-sevalla`: what one wants to do beside `pulumi` itself."""

import sys

import typer

from sevalla_provider.commands.intents import intents
from sevalla_provider.settings import SettingsError

app = typer.Typer(
    help="What one wants to do with Sevalla beside `pulumi` itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(intents)


@app.callback()
def _several_commands() -> None:
    """Keep the name of the command: typer drops it where there is only one."""


def main() -> None:
    """Run; errors in what a user has set are told without a traceback."""
    try:
        app()
    except SettingsError as error:
        sys.exit(f"pulumi-sevalla: {error}")
