"""`pulumi-sevalla intents`: creates whose end is not known yet."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from sevalla_provider.clock import SystemClock
from sevalla_provider.lifecycle.journal import Intent, Journal
from sevalla_provider.settings import load


def intents(
    *,
    clear: Annotated[
        bool, typer.Option("--clear", help="Forget them. Do so once you have seen to each object.")
    ] = False,
) -> None:
    """List the creates of this machine whose end is not known yet.

    An entry goes by itself once the engine is known to have the object; what is left after a
    killed run is looked for at the next `pulumi up` of the same stack.
    """
    journal = Journal(load({}).journal, SystemClock())
    found = journal.open()
    for intent in found:
        typer.echo(described(intent))
        if clear:
            journal.close(intent)
    outcome = "forgotten" if clear else "open"
    typer.echo(f"{len(found) or 'no'} {'intent' if len(found) == 1 else 'intents'} {outcome}")


def described(intent: Intent) -> str:
    """One intent, for people."""
    since = datetime.fromtimestamp(intent.begun_at, tz=UTC)
    return (
        f"{since:%Y-%m-%d %H:%M:%S} UTC  {intent.noun} {intent.identity}\n"
        f"    where: {intent.where}\n"
        f"    made:  {intent.made or 'not known'}"
    )
