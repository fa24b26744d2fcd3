"""`pulumi-sevalla`: what one wants to do beside `pulumi` itself."""

import sys
from io import TextIOWrapper

import typer

from sevalla_provider.commands.drift import drift
from sevalla_provider.commands.import_ import import_
from sevalla_provider.commands.intents import intents
from sevalla_provider.settings import SettingsError

app = typer.Typer(
    help="What one wants to do with Sevalla beside `pulumi` itself.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",  # or lines break where the source does
    pretty_exceptions_enable=False,
)
app.command()(drift)
app.command("import")(import_)
app.command()(intents)


@app.callback()
def _several_commands() -> None:
    """Keep the name of the command: typer drops it where there is only one."""


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
        show = getattr(error, "show", None)  # of typer's own errors, whose class has moved about
        if show is None:
            raise
        show()
        sys.exit(1)
    sys.exit(ended if isinstance(ended, int) else 0)
