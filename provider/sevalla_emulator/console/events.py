"""Server-sent events: one for each change of what the console shows."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

_TICK = 0.25  # seconds; what changes more often than that is told at once
_SIGN_OF_LIFE = 60  # ticks without a change until a comment says that the connection lives


async def changes(revision: Callable[[], object], tick: float = _TICK) -> AsyncIterator[str]:
    """Yield an event now, and one whenever the revision is another than before."""
    seen: object = None
    quiet = number = 0
    while True:
        now = revision()
        if now != seen:
            seen, quiet, number = now, 0, number + 1
            yield f"event: change\ndata: {json.dumps({'number': number})}\n\n"
        elif (quiet := quiet + 1) % _SIGN_OF_LIFE == 0:
            yield ": still here\n\n"
        await asyncio.sleep(tick)
