"""`pulumi-sevalla intents`: creates whose end is not known yet."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from sevalla_provider.clock import SystemClock
from sevalla_provider.commands import fail
from sevalla_provider.lifecycle.intent_log import IntentLog
from sevalla_provider.lifecycle.intents import Intent
from sevalla_provider.sanitize import visible_lines
from sevalla_provider.settings import load


def intents(
    *,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            "--clear",
            metavar="KEY",
            help="Forget this one, once you have seen to its object; may be given more than once.",
        ),
    ] = None,
) -> None:
    """List the creates of this machine whose end is not known yet.

    An entry goes by itself once the engine is known to have the object; what is left after a
    killed run is looked for at the next `pulumi up` of the same stack.
    """
    intent_log = IntentLog(load({}).intents, SystemClock())
    found = intent_log.open()
    if clear:
        _forget(intent_log, found, clear)
        return
    for intent in found:
        typer.echo(described(intent, at_work=intent_log.at_work(intent)))
    typer.echo(f"{len(found) or 'no'} {_noun(len(found))} open")


def _forget(intent_log: IntentLog, found: Sequence[Intent], keys: Sequence[str]) -> None:
    """Forget the intents of these keys: all of them, or none."""
    by_key = {intent.key: intent for intent in found}
    chosen = list(dict.fromkeys(keys))
    unknown = [key for key in chosen if key not in by_key]
    if unknown:
        fail(f"there is no intent {unknown[0]}: `pulumi-sevalla intents` lists them")
    busy = [key for key in chosen if intent_log.at_work(by_key[key])]
    if busy:
        fail(f"a run is at work on the intent {busy[0]}: let it come to its end first")
    for key in chosen:
        intent_log.close(by_key[key])
    typer.echo(f"{len(chosen)} {_noun(len(chosen))} forgotten")


def described(intent: Intent, *, at_work: bool = False) -> str:
    """One intent, for people."""
    since = datetime.fromtimestamp(intent.begun_at, tz=UTC)
    return visible_lines(
        f"{since:%Y-%m-%d %H:%M:%S} UTC  {intent.noun} {intent.identity}\n"
        f"    key:   {intent.key}\n"
        f"    state: {intent.state.value}{', a run is at work on it' if at_work else ''}\n"
        f"    where: {intent.where}\n"
        f"    made:  {intent.made or 'not known'}"
    )


def _noun(count: int) -> str:
    return "intent" if count == 1 else "intents"
