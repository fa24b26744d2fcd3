"""What is under way, so that the engine can end it."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from sevalla_provider.progress import Narrator, narrated_by

T = TypeVar("T")


class Cancellation:
    """Operations that a `Cancel` ends at once."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def run(self, narrator: Narrator, operation: Coroutine[Any, Any, T]) -> T:
        """Run an operation to its end. Raises whatever it raises; `CancelledError` when ended."""
        with narrated_by(narrator):
            task = asyncio.create_task(operation)
        self._tasks.add(task)
        try:
            return await task
        finally:
            self._tasks.discard(task)

    @property
    def under_way(self) -> bool:
        """Whether anything is."""
        return bool(self._tasks)

    def cancel(self) -> None:
        """End everything that is under way. What has made an object says so in its error."""
        for task in self._tasks:
            task.cancel()
