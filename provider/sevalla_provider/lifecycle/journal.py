"""Intents on disk: what creates are about to make, until the engine's own state has it.

One small JSON file for each intent. Files are replaced as a whole, so that a killed process leaves
the old one or the new one; bodies are kept as a digest, since they may hold secrets.
"""

import hashlib
import json
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from sevalla_provider.clients.wire import JsonObject
from sevalla_provider.clock import Clock
from sevalla_provider.lifecycle.errors import NoJournal

EXPIRES_AFTER = 7 * 24 * 3600.0
"""Seconds; an intent that old says nothing about the objects of today."""

REMEMBERED = 60.0
"""Seconds for which it is known when a create ended; longer than any list serves other creates."""

LOCK_INTERVAL = 0.1
"""Seconds between two tries for a lock that another process holds."""


class Intent(BaseModel):
    """One create on its way.

    Attributes:
        key: unique.
        identity: which resource of which stack.
        noun: what is being made.
        where: address of the API and path of the collection.
        digest: of the body.
        seen: the ids that were there before the POST.
        made: the id that the answer gave; None while there is no answer.
        begun_at: seconds since the epoch.
        process, operation: who is at work on it, as long as that lives.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    identity: str
    noun: str
    where: str
    digest: str
    seen: frozenset[str]
    made: str | None = None
    begun_at: float
    process: str = ""
    operation: str = ""


def digest_of(body: JsonObject) -> str:
    """Name a body without holding it."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


class Journal:
    """The intents of all processes of this machine that share `folder`."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._locks = folder / "locks"  # thousands, that whoever looks for intents need not pass
        self._clock = clock
        self._process = uuid.uuid4().hex
        self._life: FileLock | None = None
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

    def begin(
        self,
        identity: str,
        noun: str,
        where: str,
        digest: str,
        seen: frozenset[str],
        operation: str = "",
    ) -> Intent:
        """Write an intent down; when this returns, it survives a crash."""
        self._prepare()
        intent = Intent(
            key=uuid.uuid4().hex,
            identity=identity,
            noun=noun,
            where=where,
            digest=digest,
            seen=seen,
            begun_at=self._clock.wall(),
            process=self._process,
            operation=operation,
        )
        self._write(intent)
        return intent

    def answered(self, intent: Intent, made: str, operation: str = "") -> Intent:
        """Note the id of what was made, and who goes on with it."""
        news = {"made": made, "process": self._process, "operation": operation}
        answered = intent.model_copy(update=news)
        self._write(answered)
        self._path(intent).unlink(missing_ok=True)
        return answered

    def close(self, intent: Intent) -> None:
        """Forget an intent: nothing was made, or the engine has it."""
        self._path(intent).unlink(missing_ok=True)

    def reopen(self, intent: Intent) -> None:
        """Take back a `close`: the engine may not have got to know after all."""
        self._write(intent)

    def left_behind(self, identity: str, where: str) -> list[Intent]:
        """What was begun for one resource by those who have come to an end, the oldest first."""
        return [
            intent
            for intent in self.open()
            if (intent.identity, intent.where) == (identity, where) and not self._at_work(intent)
        ]

    def _at_work(self, intent: Intent) -> bool:
        if intent.process == self._process:
            return intent.operation in self._operations
        return intent.process != "" and not _taken_and_released(self._life_of(intent.process))

    def acknowledge(self, where: str, object_id: str) -> None:
        """Close what made this object: the engine asks about it, so it is in the engine's state."""
        self._answered_path(where, object_id).unlink(missing_ok=True)

    def open(self) -> list[Intent]:
        """Every intent, the oldest first. Expired ones are removed, broken files passed over."""
        intents: dict[str, Intent] = {}
        for intent in self._all():
            if self._clock.wall() - intent.begun_at > EXPIRES_AFTER:
                self.close(intent)
            elif intent.made or intent.key not in intents:
                # A crash between two files can leave both; the answered one knows more.
                intents[intent.key] = intent
        return sorted(intents.values(), key=lambda intent: intent.begun_at)

    @asynccontextmanager
    async def alone(self, where: str, digest: str) -> AsyncIterator[float]:
        """Hold the right to make one kind of object in one place, among all processes here.

        Two creates of the same thing at once could not tell their objects apart. Yields when the
        last one ended, in seconds since the epoch; long ago where nobody knows.
        """
        self._prepare()
        alike = _hash(where, digest)
        place = self._locks / alike[:3]
        lock = FileLock(place.with_suffix(".lock"), thread_local=False)
        while not _taken(lock):
            await self._clock.sleep(LOCK_INTERVAL)
        file = place.with_suffix(".ended")
        ended = self._endings(file)
        try:
            try:
                yield ended.get(alike, 0.0)
            finally:
                _replace(file, json.dumps(ended | {alike: self._clock.wall()}))
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

    def _all(self) -> Iterator[Intent]:
        for path in self._folder.glob("*.json"):
            with suppress(OSError, ValidationError):
                yield Intent.model_validate_json(path.read_bytes())

    def _prepare(self) -> None:
        """Make the folder, and hold our sign of life, which ends with the process.

        Raises `NoJournal` where that cannot be done.
        """
        try:
            self._locks.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoJournal(f"cannot write intents to {self._folder}: {error.strerror}") from None
        if not os.access(self._folder, os.W_OK):
            raise NoJournal(f"cannot write intents to {self._folder}")
        if self._life is None:
            self._life = self._life_of(self._process)
            self._life.acquire(blocking=False)
            self._bury_the_dead()

    def _bury_the_dead(self) -> None:
        """Remove signs of life that have ended. New ones may be about to be taken: not theirs."""
        for path in self._folder.glob("*.alive"):
            with suppress(OSError):
                if self._clock.wall() - path.stat().st_mtime > EXPIRES_AFTER:
                    _taken_and_released(FileLock(path, thread_local=False))

    def leave(self) -> None:
        """End our sign of life: what we were at work on is left behind."""
        if self._life is not None:
            self._life.release()

    def _life_of(self, process: str) -> FileLock:
        return FileLock(self._folder / f"{process}.alive", thread_local=False)

    def _write(self, intent: Intent) -> None:
        _replace(self._path(intent), intent.model_dump_json(), durable=True)

    def _path(self, intent: Intent) -> Path:
        if intent.made is None:
            return self._folder / f"open-{intent.key}.json"
        return self._answered_path(intent.where, intent.made)

    def _answered_path(self, where: str, object_id: str) -> Path:
        return self._folder / f"made-{_hash(where, object_id)}.json"


def _replace(path: Path, text: str, *, durable: bool = False) -> None:
    """Write a file that is whole whenever the process dies; `durable`: or the machine."""
    scratch = path.with_suffix(".tmp")
    with scratch.open("w") as file:
        file.write(text)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    scratch.replace(path)


def _hash(*words: str) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:32]


def _taken_and_released(lock: FileLock) -> bool:
    """Whether nobody holds a lock; a dead process's file goes with the question."""
    if not _taken(lock):
        return False
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)
    return True


def _taken(lock: FileLock) -> bool:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    return True
