"""Who is still at work on a create: processes by a lock that dies with them, operations by name."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sevalla_provider.clock import Clock
from sevalla_provider.lifecycle.intents import Intent

BURIED_AFTER = 7 * 24 * 3600.0
"""Seconds; signs of life that are older, and that nobody holds, are removed."""


class Liveness:
    """The signs of life of all processes that share `folder`, and the operations of this one."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.process = uuid.uuid4().hex
        self._folder = folder
        self._clock = clock
        self._own: FileLock | None = None
        self._operations: set[str] = set()

    @contextmanager
    def operation(self) -> Iterator[str]:
        """Work on one create: what it writes down is nobody else's business while it runs."""
        operation = uuid.uuid4().hex
        self._operations.add(operation)
        try:
            yield operation
        finally:
            self._operations.discard(operation)

    def show(self) -> None:
        """Hold our sign of life, which ends with the process. Raises `OSError`."""
        if self._own is None:
            own = self._lock_of(self.process)
            own.acquire(blocking=False)
            self._own = own
            self._bury_the_dead()

    def leave(self) -> None:
        """End our sign of life: what we were at work on is left behind."""
        if self._own is not None:
            self._own.release()

    def at_work(self, intent: Intent) -> bool:
        """Whether somebody is at work on it, here or in another process."""
        if intent.process == self.process:
            return intent.operation in self._operations
        return intent.process != "" and not taken_and_released(self._lock_of(intent.process))

    def _bury_the_dead(self) -> None:
        """Remove signs of life that have ended. New ones may be about to be taken: not theirs."""
        for path in self._folder.glob("*.alive"):
            with suppress(OSError):
                if self._clock.wall() - path.stat().st_mtime > BURIED_AFTER:
                    taken_and_released(FileLock(path, thread_local=False))

    def _lock_of(self, process: str) -> FileLock:
        return FileLock(self._folder / f"{process}.alive", thread_local=False, mode=0o600)


def taken_and_released(lock: FileLock) -> bool:
    """Whether nobody holds a lock; a dead process's file goes with the question."""
    if not os.path.exists(lock.lock_file):  # noqa: PTH110 - the lock knows its path as a string
        return True
    if not taken(lock):
        return False
    lock.release()
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)
    return True


def taken(lock: FileLock) -> bool:
    """Take a lock if nobody holds it; a lock that cannot be taken is held by somebody."""
    try:
        lock.acquire(blocking=False)
    except (Timeout, OSError):
        return False
    return True
