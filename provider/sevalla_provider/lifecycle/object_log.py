"""The end of what a server has written down of an object: for the error that says it failed.

It is help, and no more: whatever is wrong with it, there is none, and the error is the same.

Source: `docs/contract/tolerant-choices.md`.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from pydantic import JsonValue

from sevalla_provider.clients.collection import Collection
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.redaction import redacted_for_all
from sevalla_provider.sanitize import visible

LINES = 20
"""Lines of it that are told."""

LONGEST = 300
"""Characters of each."""

WITHIN = 15.0
"""Seconds after which nobody waits for it any more."""

LISTS = ("data", "logs")
WORDS = ("message", "line", "log")


async def end_of_log(session: Session, collection: Collection[Any], object_id: str) -> str:
    """Read the last lines, with words before them; nothing where there are none to be had."""
    if not collection.operations.log_path:
        return ""
    reading = asyncio.create_task(collection.log(object_id))
    enough = asyncio.create_task(session.clock.sleep(WITHIN))
    try:
        await asyncio.wait((reading, enough), return_when=asyncio.FIRST_COMPLETED)
        lines = [] if not reading.done() or reading.exception() else lines_of(reading.result())
    finally:
        for task in (reading, enough):
            task.cancel()
        await asyncio.wait((reading, enough))
    told = [f"  {visible(redacted_for_all(line), LONGEST)}" for line in lines[-LINES:]]
    return "\n".join(["The end of its log:", *told]) if told else ""


def lines_of(log: JsonValue) -> list[str]:
    """The lines of a log in any form that one may have; none of what is no log."""
    if isinstance(log, dict):
        named = next((log[name] for name in LISTS if name in log), None)
        return [] if isinstance(named, dict) else lines_of(named)
    if isinstance(log, str):
        page = log.lstrip().startswith("<")  # of something between here and the API
        return [] if page else _written([log])
    return _written(map(_said, log)) if isinstance(log, list) else []


def _said(item: JsonValue) -> str:
    if isinstance(item, dict):
        item = next((item[name] for name in WORDS if name in item), None)
    return item if isinstance(item, str) else ""


def _written(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in text.splitlines() if line.strip()]
