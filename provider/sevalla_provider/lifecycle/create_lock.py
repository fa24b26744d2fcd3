"""Creates of the same thing go one after the other, among all processes of this machine.

Two at once could not tell their objects apart.
"""

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from filelock import FileLock

from sevalla_provider.clock import Clock
from sevalla_provider.lifecycle.liveness import taken
from sevalla_provider.private_files import write

REMEMBERED = 60.0
"""Seconds for which it is known when a create ended; longer than any list serves other creates."""

LOCK_INTERVAL = 0.1
"""Seconds between two tries for a lock that another process holds."""


class CreateLocks:
    """The locks in one folder: thousands of things share a few hundred files."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    @asynccontextmanager
    async def alone(self, where: str, digest: str) -> AsyncIterator[float]:
        """Hold the right to make one kind of object in one place.

        Yields when the last one ended, in seconds since the epoch; long ago where nobody knows.
        """
        alike = short_hash(where, digest)
        place = self._folder / alike[:3]
        lock = FileLock(place.with_suffix(".lock"), thread_local=False, mode=0o600)
        while not taken(lock):
            await self._clock.sleep(LOCK_INTERVAL)
        file = place.with_suffix(".ended")
        ended = self._endings(file)
        try:
            try:
                yield ended.get(alike, 0.0)
            finally:
                with suppress(OSError):
                    write(file, json.dumps(ended | {alike: self._clock.wall()}))
        finally:
            lock.release()

    def _endings(self, file: Path) -> dict[str, float]:
        """When creates ended that share a lock; whoever reads holds it."""
        lately = self._clock.wall() - REMEMBERED
        try:
            found = json.loads(file.read_bytes())
            return {alike: float(at) for alike, at in found.items() if float(at) > lately}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}


def short_hash(*words: str) -> str:
    """Name several words by one that fits into a file's name."""
    return hashlib.sha256(" ".join(words).encode(errors="surrogatepass")).hexdigest()[:32]
