"""`pulumi-sevalla`: what one wants to do beside `pulumi` itself."""

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from sevalla_provider.commands.drift import drift
from sevalla_provider.commands.import_ import import_
from sevalla_provider.commands.intents import intents
from sevalla_provider.commands.plugin import plugin
from sevalla_provider.settings import SettingsError
from sevalla_provider.version import VERSION

COMMAND = "pulumi-sevalla"

app = typer.Typer(
    help="What one wants to do with Sevalla beside `pulumi` itself.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # no boxes: what they hold is narrow at 80 columns
    pretty_exceptions_enable=False,
)
app.command(short_help="Name what is not as the stacks left it, and what heals it.")(drift)
app.command("import", short_help="Write an import file and a program for what is there.")(import_)
app.command(short_help="List the creates whose end is not known yet.")(intents)
app.add_typer(plugin, name="plugin")


def _show_version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"{COMMAND} {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda value: _show_version(asked=value),
            is_eager=True,
            help="Print the version and exit.",
        ),
    ] = False,
) -> None:
    """Take what is said before a command's name."""


def main() -> None:
    """Run; errors in what a user has set or typed are told without a traceback, and end with 1.

    By itself typer ends with 2 where somebody mistypes an option: that is how drift ends.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # names have more characters than some terminals
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        ended = app(standalone_mode=False)
    except SettingsError as error:
        sys.exit(f"pulumi-sevalla: {error}")
    except typer.Abort:
        sys.exit("pulumi-sevalla: stopped")
    except Exception as error:
        told = getattr(error, "format_message", None)  # of typer's own errors: they have moved
        if told is None:
            raise
        sys.exit(_mistyped(told(), getattr(error, "ctx", None)))
    sys.exit(ended if isinstance(ended, int) else 0)


def _mistyped(message: str, context: typer.Context | None) -> str | int:
    """What is wrong with a command line, in one sentence; or its help, where there is none."""
    if not message or message.startswith("Usage:"):
        return message or 1
    path = COMMAND if context is None else context.command_path
    name = " ".join([COMMAND, *path.split()[1:]])
    return f"{COMMAND}: {message.rstrip('.')} (`{name} --help` shows what there is)"
