"""The intents of this machine: each is on disk from before its POST until the engine has it.

What is on disk is in `intent_files`; this knows whose turn it is, and who is at work.
"""

import asyncio
import os
import secrets
import uuid
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clock import Clock
from sevalla_provider.lifecycle.create_lock import CreateLocks
from sevalla_provider.lifecycle.errors import NoIntentLog
from sevalla_provider.lifecycle.intent_files import IntentFiles, read
from sevalla_provider.lifecycle.intents import BodyDigest, Intent, digest_of
from sevalla_provider.lifecycle.liveness import Liveness
from sevalla_provider.private_files import make_folder, replace, write_once

ON_RECORD = 1.0
"""Seconds; a POST that goes out so soon after its intent was written needs no other record."""

MANY = 100
"""Files that are read beside the event loop."""

SALT = "salt"
"""The file of the key of all digests; without it, short secrets could be guessed from these."""

NONE: frozenset[str] = frozenset()


class IntentLog:
    """The intents of all processes of this machine that share `folder`.

    Args:
        folder: made when the first create needs it.
        backend: a digest of where the state of this run's stack is kept; empty where it is unknown.
    """

    def __init__(self, folder: Path, clock: Clock, backend: str = "") -> None:
        self._folder = folder
        self._clock = clock
        self._backend = backend
        self._files = IntentFiles(folder, clock)
        self._liveness = Liveness(folder, clock)
        self._locks = CreateLocks(folder / "locks", clock)
        self._salt: str | None = None
        self._earlier: list[Intent] | None = None
        self._mine: dict[str, Intent] = {}
        self._replied: dict[str, Intent] = {}

    def digest(self, body: JsonObject) -> BodyDigest:
        """Name a body by the salt of this machine, which is made once. Raises `NoIntentLog`."""
        if self._salt is None:
            self._prepare()
            with self._or_no_intent_log():
                self._salt = write_once(self._folder / SALT, secrets.token_hex(32))
        return digest_of(body, self._salt)

    @contextmanager
    def operation(self) -> Iterator[str]:
        """Work on one create: what it writes down is nobody else's business while it runs."""
        with self._liveness.operation() as operation:
            yield operation

    @asynccontextmanager
    async def alone(
        self, where: str, digest: str, former: str | None = None
    ) -> AsyncIterator[float]:
        """Hold the right to make one kind of object in one place; see `CreateLocks.alone`.

        Raises:
            NoIntentLog: where nothing can be written down.
        """
        self._prepare()
        if self._files.count() > MANY:
            await asyncio.to_thread(self._at_the_start)
        async with self._locks.alone(where, digest, former) as ended:
            yield ended

    def begin(
        self,
        identity: str,
        noun: str,
        where: str,
        digest: str,
        seen: frozenset[str],
        operation: str = "",
        server_time: float | None = None,
        account: Mapping[str, str] | None = None,
    ) -> Intent:
        """Write an intent down; when this returns, it survives a crash. Raises `NoIntentLog`.

        Args:
            server_time: what the server's clock shows now, if that is known.
            account: what is known of the account that it is made in.
        """
        intent = Intent(
            key=uuid.uuid4().hex,
            identity=identity,
            backend=self._backend,
            noun=noun,
            where=where,
            digest=digest,
            seen=seen,
            begun_at=self._clock.wall(),
            first_post=server_time,
            last_post=server_time,
            account=dict(account or {}),
            process=self._liveness.process,
            operation=operation,
        )
        self._prepare()
        with self._or_no_intent_log():
            self._files.write(intent)
        self._mine[intent.key] = intent
        return intent

    def lost(self, intent: Intent) -> Intent:
        """Note that the answer to the last POST is lost; return the intent as it is now."""
        lost = self._now(intent).model_copy(update={"lost": True})
        with suppress(OSError):  # others wait a little longer, and nothing else
            self._replace(intent, lost)
        return lost

    def posts(self, intent: Intent, server_time: float | None) -> None:
        """Note that a POST goes out now, where that is not on record yet. Raises `NoIntentLog`."""
        now = self._now(intent)
        if now.lost or self._clock.wall() - now.asked_at > ON_RECORD:
            news = {"lost": False, "posted_at": self._clock.wall(), "last_post": server_time}
            with self._or_no_intent_log():
                self._replace(now, now.model_copy(update=news))

    def answered(self, intent: Intent, made: str, operation: str = "") -> Intent | None:
        """Note the id of what was made, and who goes on with it.

        Returns None where that object is another intent's already.
        """
        news = {"made": made, "process": self._liveness.process, "operation": operation}
        answered = self._now(intent).model_copy(update={**news, "seen": frozenset()})
        # There is an object now: whatever is wrong with the disk, the engine must hear of it.
        with suppress(OSError):
            if not self._files.answer(answered):
                return None
        self._mine[intent.key] = answered
        return answered

    def replied(self, intent: Intent) -> None:
        """Note that the engine took our reply. Only an orderly end says that it was kept, too."""
        self._replied[intent.key] = intent

    def replied_with(self, where: str, object_id: str) -> None:
        """Note the same of what this process made, by its object."""
        for intent in list(self._mine.values()):
            if (intent.where, intent.made) == (where, object_id):
                self.replied(intent)

    def ended_in_order(self) -> None:
        """Close what the engine took: it has ended its run, and so has written its state."""
        for intent in self._replied.values():
            self.acknowledge(intent.where, str(intent.made))

    def close(self, intent: Intent) -> None:
        """Forget an intent: nothing was made, or nothing is left of it."""
        with suppress(OSError):
            self._files.remove(self._mine.pop(intent.key, intent))

    def acknowledge(self, where: str, object_id: str) -> None:
        """Close what made this object: the engine asks about it, so it is in the engine's state.

        From then on it is no candidate for anybody whose answer was lost.
        """
        with suppress(OSError):  # reads must not fail for a folder that cannot be written to
            self._files.deliver(where, object_id)

    def made_for(self, where: str, object_id: str) -> str | None:
        """For which resource this process made an object; None where it did not."""
        made = [*self._mine.values(), *self._replied.values()]
        found = (each for each in made if (each.where, each.made) == (where, object_id))
        return next((each.identity for each in found), None)

    def is_claimed(self, where: str, object_id: str, key: str) -> bool:
        """Whether an object is somebody else's: another create's, or in an engine's state."""
        return self._files.is_claimed(where, object_id, key)

    def others_in_flight(self, where: str, key: str) -> bool:
        """Whether somebody else's POST is under way there, whose object might be any new one."""
        others = self._files.awaited(where)
        return any(each.key != key and self._liveness.at_work(each) for each in others)

    def at_work_elsewhere(self, identity: str, where: str) -> bool:
        """Whether another process makes this very resource: one whose engine has died, perhaps."""
        return any(
            intent.process != self._liveness.process and self._liveness.at_work(intent)
            for intent in self._of(identity, where)
        )

    def left_behind(self, identity: str, where: str) -> list[Intent]:
        """What was begun for one resource by those who have come to an end, the oldest first.

        Not what this process made and the engine took: whoever asks for one more gets one more.
        """
        return [
            intent
            for intent in self._of(identity, where)
            if intent.key not in self._replied and not self._liveness.at_work(intent)
        ]

    def left_by_others(self, belongs: str) -> list[Intent]:
        """What earlier runs began, and nobody took over, by how identities of a stack begin."""
        return [
            intent
            for intent in self._at_the_start()
            if intent.identity.startswith(belongs)
            and intent.key not in self._mine
            and intent.backend in ("", self._backend)
            and self._files.path(intent).exists()
            and not self._liveness.at_work(intent)
        ]

    def at_work(self, intent: Intent) -> bool:
        """Whether somebody is at work on it."""
        return self._liveness.at_work(intent)

    def open(self) -> list[Intent]:
        """Every intent, the oldest first. Broken files are passed over; none is too old."""
        return _once_each(self._read_all())

    def leave(self) -> None:
        """End our sign of life: what we were at work on is left behind."""
        self._liveness.leave()

    def _of(self, identity: str, where: str) -> list[Intent]:
        """The intents of one resource, as they are on disk now."""
        earlier = self._mentioned(self._at_the_start(), identity, where)
        if not all(self._files.path(each).exists() for each in earlier):
            # Somebody who was still at work then has gone on meanwhile.
            self._earlier = None
            earlier = self._mentioned(self._at_the_start(), identity, where)
        mine = self._mentioned(self._mine.values(), identity, where)
        paths = dict.fromkeys(map(self._files.path, [*earlier, *mine]))
        found = {each.key: each for each in map(read, paths) if each is not None}
        return sorted(found.values(), key=lambda intent: intent.begun_at)

    def _mentioned(self, intents: Iterable[Intent], identity: str, where: str) -> list[Intent]:
        return [
            each
            for each in intents
            if each.where == where and each.belongs_to(identity, self._backend)
        ]

    def _at_the_start(self) -> list[Intent]:
        """What was open when this process first asked: read once, since it may be thousands.

        Whose turn it is gets read again, with the ids that were there.
        """
        if self._earlier is None:
            light = (each.model_copy(update={"seen": NONE}) for each in self._read_all())
            self._earlier = _once_each(light)
        return self._earlier

    def _read_all(self) -> Iterator[Intent]:
        return (self._put_in_place(path, intent) for path, intent in self._files.all())

    def _put_in_place(self, path: Path, intent: Intent) -> Intent:
        """Give a file the name that it should have: left half-written, or by an earlier version.

        What nobody is at work on is in flight no more.
        """
        if intent.process == self._liveness.process or self._liveness.at_work(intent):
            return intent
        settled = intent.model_copy(update={"lost": intent.made is None})
        if path == self._files.path(settled):
            return settled
        try:
            replace(path, self._files.path(settled))
        except OSError:
            return intent
        return settled

    def _prepare(self) -> None:
        """Make the folder, and hold our sign of life. Raises `NoIntentLog`."""
        with self._or_no_intent_log():
            make_folder(self._folder)
            make_folder(self._folder / "locks")
            self._liveness.show()
        if not os.access(self._folder, os.W_OK):
            raise NoIntentLog(f"cannot write intents to {self._folder}")

    @contextmanager
    def _or_no_intent_log(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = f"cannot write intents to {self._folder}: {error.strerror}"
            raise NoIntentLog(reason) from None

    def _now(self, intent: Intent) -> Intent:
        """The intent as this process last wrote it down."""
        return self._mine.get(intent.key, intent)

    def _replace(self, before: Intent, after: Intent) -> None:
        self._files.replace(before, after)
        self._mine[after.key] = after


def _once_each(intents: Iterable[Intent]) -> list[Intent]:
    """The oldest first. A crash between two files can leave both; the answered one knows more."""
    found: dict[str, Intent] = {}
    for intent in intents:
        if intent.made or intent.key not in found:
            found[intent.key] = intent
    return sorted(found.values(), key=lambda intent: intent.begun_at)
