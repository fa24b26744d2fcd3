"""What `pulumi-resource-sevalla` is started with: by the engine, or by somebody who looks at it.

A start must stay fast: nothing is imported here that a start does not need.
"""

import sys
from collections.abc import Sequence

COMMAND = "pulumi-resource-sevalla"

HELP = f"""\
Usage: {COMMAND} [OPTIONS] [ENGINE]

  The plugin of Pulumi's provider for Sevalla. Pulumi starts it by itself, and
  tells it where its engine listens; `pulumi-sevalla plugin install` puts it
  where Pulumi looks for it.

Options:
  --version  Print the version and exit.
  --help     Show this message and exit.
"""

LOGGING = ("--logtostderr", "-v=")
"""Options of the engine's own log, which it hands on to every plugin."""

TRACING = "--tracing"
"""Another, with a value of its own."""


def engine_address(arguments: Sequence[str]) -> str:
    """Where the engine listens, else an empty text; an end where something else is asked for."""
    given = list(arguments)
    if TRACING in given:
        at = given.index(TRACING)
        del given[at : at + 2]
    addresses = [each for each in given if not each.startswith("-")]
    if addresses:  # it is the engine that speaks, whatever else a newer one says
        return addresses[0]
    for option in given:
        _insist_on_known(option)
    return ""


def _insist_on_known(option: str) -> None:
    if option == "--help":
        sys.stdout.write(HELP)
        sys.exit(0)
    if option == "--version":
        from sevalla_provider.version import VERSION  # noqa: PLC0415 - a start needs it later

        sys.stdout.write(f"{COMMAND} {VERSION}\n")
        sys.exit(0)
    if not option.startswith(LOGGING):
        sys.exit(f"{COMMAND}: there is no option {option}: `{COMMAND} --help` lists them")
