"""The two commands, and how their errors are told: one sentence, and exit code 1."""

import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from sevalla_emulator.cli.failure import Failure
from sevalla_emulator.cli.options import ServingOptions, with_serving_options

_NAME = "sevalla-emulator"
_DISTRIBUTION = "pulumi-sevalla-provider"
_NEEDED = frozenset({"jinja2", "starlette", "trustme", "uvicorn"})

_commands = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,  # plain help: options and their meaning have more room
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"{_NAME} {version(_DISTRIBUTION)}")
        raise typer.Exit


@_commands.callback(invoke_without_command=True)
@with_serving_options
def serve(
    options: ServingOptions,
    context: typer.Context,
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print the version."
        ),
    ] = False,
) -> None:
    """Serve the Sevalla and Private Connect APIs on this machine, for trying programs on.

    Its console is at its own address, http://127.0.0.1:8787/: open that in a browser.
    """
    if context.invoked_subcommand is None:
        from sevalla_emulator.cli.serving import serve_until_stopped  # noqa: PLC0415 - see main

        serve_until_stopped(options)
    elif options != ServingOptions():
        name = context.invoked_subcommand
        raise Failure(f"options stand after `{name}`: {_NAME} {name} [OPTIONS] -- COMMAND")


@_commands.command(
    "run",
    context_settings={"allow_interspersed_args": False},
    short_help="Run a command beside an emulator of its own.",
)
@with_serving_options
def run(
    options: ServingOptions,
    command: Annotated[
        list[str] | None, typer.Argument(metavar="COMMAND", help="What to run, and its arguments.")
    ] = None,
    *,
    stay: Annotated[
        bool, typer.Option("--stay", help="Serve on until Ctrl-C when the command has succeeded.")
    ] = False,
) -> None:
    """Run a command beside an emulator of its own, which the command finds by its environment.

    sevalla-emulator run -- pulumi up

    Its exit code is that of the command.
    """
    if not command:
        raise Failure(f"there is nothing to run; say what: {_NAME} run -- pulumi up")
    from sevalla_emulator.cli.run import run_beside  # noqa: PLC0415 - see main

    raise typer.Exit(run_beside(options, command, stay=stay))


def main() -> None:
    """Run the command. What serves is imported only then: it may not be installed."""
    sys.exit(told_in_a_sentence(lambda: _commands(standalone_mode=False, prog_name=_NAME)))


def told_in_a_sentence(act: Callable[[], object]) -> int:
    """Return the exit code of an act whose errors are told without a traceback."""
    try:
        ended = act()
    except Failure as failure:
        return _failed(str(failure))
    except typer.Abort:
        return _failed("stopped")
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package not in _NEEDED:
            raise
        return _failed(
            f"{package} is not installed; it comes with the extra `emulator` of this package:"
            f" pip install '<its wheel or folder>[emulator]'"
        )
    except Exception as error:
        said = getattr(error, "format_message", None)  # of click's, whose class has moved about
        if said is None:
            raise
        return _failed(f"{str(said()).rstrip('.')}; see {_NAME} --help")
    return ended if isinstance(ended, int) else 0


def _failed(sentence: str) -> int:
    typer.echo(f"{_NAME}: {sentence}", err=True)
    return 1
