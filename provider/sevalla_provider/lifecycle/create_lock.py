"""Creates of the same thing go one after the other, among all processes of this machine.

Two at once could not tell their objects apart.
"""

import hashlib
import json
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from filelock import FileLock

from sevalla_provider.clock import Clock
from sevalla_provider.deadline import current_deadline
from sevalla_provider.documents import json_document
from sevalla_provider.lifecycle.liveness import taken
from sevalla_provider.private_files import write
from sevalla_provider.status_line import so_far, status_line

REMEMBERED = 60.0
"""Seconds for which it is known when a create ended; longer than any list serves other creates."""

LOCK_INTERVAL = 0.1
"""Seconds between two tries for a lock that another process holds."""

TELL_AFTER = 2.0
"""Seconds; a shorter wait for it is not worth a word."""

ANOTHER = "another create of the same, in this run or in another one on this machine, to end"


class CreateLocks:
    """The locks in one folder: thousands of things share a few hundred files."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    @asynccontextmanager
    async def alone(
        self, where: str, digest: str, former: str | None = None
    ) -> AsyncIterator[float]:
        """Hold the right to make one kind of object in one place.

        Yields when the last one ended, in seconds since the epoch; long ago where nobody knows.

        Args:
            former: what versions without a salt called the same: they may have ended one, too.
        """
        alike = short_hash(where, digest)
        place = self._folder / alike[:3]
        lock = FileLock(place.with_suffix(".lock"), thread_local=False, mode=0o600)
        await self._wait_for(lock)
        file = place.with_suffix(".ended")
        ended = self._endings(file)
        try:
            try:
                yield max(ended.get(alike, 0.0), self._ended_before(where, former))
            finally:
                with suppress(OSError):
                    write(file, json.dumps(ended | {alike: self._clock.wall()}))
        finally:
            lock.release()

    def _ended_before(self, where: str, former: str | None) -> float:
        """When one ended in an earlier version, which kept that in a file of its own."""
        if former is None:
            return 0.0
        alike = short_hash(where, former)
        return self._endings((self._folder / alike[:3]).with_suffix(".ended")).get(alike, 0.0)

    async def _wait_for(self, lock: FileLock) -> None:
        tell_at = self._clock.now() + TELL_AFTER
        with current_deadline().waiting_for(ANOTHER), status_line(self._clock) as line:
            while not taken(lock):
                if self._clock.now() >= tell_at:
                    tell_at = math.inf
                    line.tell("another create of the same goes first", so_far())
                await self._clock.sleep(LOCK_INTERVAL)

    def _endings(self, file: Path) -> dict[str, float]:
        """When creates ended that share a lock; whoever reads holds it."""
        lately = self._clock.wall() - REMEMBERED
        try:
            found = json_document(file.read_bytes())
            return {alike: float(at) for alike, at in found.items() if float(at) > lately}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}


def short_hash(*words: str) -> str:
    """Name several words by one that fits into a file's name."""
    return hashlib.sha256(" ".join(words).encode(errors="surrogatepass")).hexdigest()[:32]
