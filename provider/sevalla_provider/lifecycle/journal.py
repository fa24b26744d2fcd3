"""Intents on disk: what creates are about to make, until the engine's own state has it.

One small JSON file for each intent. Files are replaced as a whole, so that a killed process leaves
the old one or the new one; bodies are kept as a digest, since they may hold secrets.
"""

import hashlib
import json
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from sevalla_provider.clients.wire import JsonObject
from sevalla_provider.clock import Clock
from sevalla_provider.lifecycle.errors import NoJournal

EXPIRES_AFTER = 7 * 24 * 3600.0
"""Seconds; an intent that old says nothing about the objects of today."""

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


def digest_of(body: JsonObject) -> str:
    """Name a body without holding it."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


class Journal:
    """The intents of all processes of this machine that share `folder`."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def begin(
        self, identity: str, noun: str, where: str, digest: str, seen: frozenset[str]
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
        )
        self._write(intent)
        return intent

    def answered(self, intent: Intent, made: str) -> Intent:
        """Note the id of what was made; the engine has yet to learn of it."""
        answered = intent.model_copy(update={"made": made})
        self._write(answered)
        self._path(intent).unlink(missing_ok=True)
        return answered

    def close(self, intent: Intent) -> None:
        """Forget an intent: nothing was made, or the engine has it."""
        self._path(intent).unlink(missing_ok=True)

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
    async def alone(self, where: str, digest: str) -> AsyncIterator[None]:
        """Hold the right to make one kind of object in one place, among all processes here.

        Two creates of the same thing at once could not tell their objects apart.
        """
        self._prepare()
        lock = FileLock(self._folder / f"{_hash(where, digest)[:3]}.lock", thread_local=False)
        while not _taken(lock):
            await self._clock.sleep(LOCK_INTERVAL)
        try:
            yield
        finally:
            lock.release()

    def _all(self) -> Iterator[Intent]:
        for path in self._folder.glob("*.json"):
            with suppress(OSError, ValidationError):
                yield Intent.model_validate_json(path.read_bytes())

    def _prepare(self) -> None:
        """Make the folder. Raises `NoJournal` where that cannot be done, or nothing written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoJournal(f"cannot write intents to {self._folder}: {error.strerror}") from None
        if not os.access(self._folder, os.W_OK):
            raise NoJournal(f"cannot write intents to {self._folder}")

    def _write(self, intent: Intent) -> None:
        path = self._path(intent)
        scratch = path.with_suffix(".tmp")
        with scratch.open("w") as file:
            file.write(intent.model_dump_json())
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)

    def _path(self, intent: Intent) -> Path:
        if intent.made is None:
            return self._folder / f"open-{intent.key}.json"
        return self._answered_path(intent.where, intent.made)

    def _answered_path(self, where: str, object_id: str) -> Path:
        return self._folder / f"made-{_hash(where, object_id)}.json"


def _hash(*words: str) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:32]


def _taken(lock: FileLock) -> bool:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    return True
