"""The intents of this machine on disk: one small file each, until the engine has the object.

An unanswered intent is named by its place, so that whoever looks for an object sees at a glance
whose POSTs are under way; an answered one by its object, so that no two can claim the same.
"""

import asyncio
import os
import secrets
import uuid
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from pydantic import ValidationError

from sevalla_provider.clients.wire import JsonObject
from sevalla_provider.clock import Clock
from sevalla_provider.lifecycle.create_lock import CreateLocks, short_hash
from sevalla_provider.lifecycle.errors import NoIntentLog
from sevalla_provider.lifecycle.intents import BodyDigest, Intent, digest_of
from sevalla_provider.lifecycle.liveness import Liveness
from sevalla_provider.private_files import make_folder, write, write_new, write_once

ENDINGS = (".json", ".tmp")
"""A file that was written and not yet put in its place says as much as one that was."""

ON_RECORD = 1.0
"""Seconds; a POST that goes out so soon after its intent was written needs no other record."""

CLAIMS_LAST = 24 * 3600.0
"""Seconds after the last claim in a place; longer than any object is adopted for its likeness."""

MANY = 100
"""Files that are read beside the event loop."""

SALT = "salt"
"""The file of the key of all digests; without it, short secrets could be guessed from these."""

NONE: frozenset[str] = frozenset()

PLACE = 8
"""Characters of a place's hash in the names of files."""


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
        if len(self._entries()) > MANY:
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
            write(self._path(intent), intent.text(), durable=True)
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
        intent = self._now(intent)
        news = {"made": made, "process": self._liveness.process, "operation": operation}
        answered = intent.model_copy(update={**news, "seen": frozenset()})
        path = self._path(answered)
        # There is an object now: whatever is wrong with the disk, the engine must hear of it.
        with suppress(OSError):
            if not write_new(path, answered.text()):
                other = _read(path)
                if other is not None and other.key != intent.key:
                    return None
                write(path, answered.text(), durable=True)
            for unanswered in self._unanswered_paths(intent):
                _remove(unanswered)
        self._mine[intent.key] = answered
        return answered

    def replied(self, intent: Intent) -> None:
        """Note that the engine took our reply. Only an orderly end says that it was kept, too."""
        self._replied[intent.key] = intent

    def ended_in_order(self) -> None:
        """Close what the engine took: it has ended its run, and so has written its state."""
        for intent in self._replied.values():
            self.acknowledge(intent.where, str(intent.made))

    def close(self, intent: Intent) -> None:
        """Forget an intent: nothing was made, or nothing is left of it."""
        intent = self._mine.pop(intent.key, intent)
        with suppress(OSError):
            for path in (self._path(intent), *self._unanswered_paths(intent)):
                _remove(path)

    def acknowledge(self, where: str, object_id: str) -> None:
        """Close what made this object: the engine asks about it, so it is in the engine's state.

        From then on it is no candidate for anybody whose answer was lost.
        """
        # Reads must not fail for a folder that cannot be written to.
        with suppress(OSError):
            _remove(self._answered_path(where, object_id))
            if any(self._names("open", "lost", where=where)):
                self._claim(where, object_id)

    def is_claimed(self, where: str, object_id: str, key: str) -> bool:
        """Whether an object is somebody else's: another create's, or in an engine's state."""
        path = self._answered_path(where, object_id)
        if path.exists():
            other = _read(path)
            return other is None or other.key != key
        return object_id in self._claims(where)

    def others_in_flight(self, where: str, key: str) -> bool:
        """Whether somebody else's POST is under way there, whose object might be any new one."""
        others = (_read(self._folder / name) for name in self._names("open", where=where))
        return any(
            each is not None
            and (each.where, each.lost) == (where, False)
            and each.key != key
            and self._liveness.at_work(each)
            for each in others
        )

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
            and self._path(intent).exists()
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
        if not all(self._path(each).exists() for each in earlier):
            # Somebody who was still at work then has gone on meanwhile.
            self._earlier = None
            earlier = self._mentioned(self._at_the_start(), identity, where)
        mine = self._mentioned(self._mine.values(), identity, where)
        paths = dict.fromkeys(map(self._path, [*earlier, *mine]))
        found = {each.key: each for each in map(_read, paths) if each is not None}
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
        for ending in ENDINGS:
            for path in self._folder.glob(f"*{ending}"):
                intent = _read(path)
                if intent is not None:
                    yield self._put_in_place(path, intent)

    def _put_in_place(self, path: Path, intent: Intent) -> Intent:
        """Give a file the name that it should have: left half-written, or by an earlier version.

        What nobody is at work on is in flight no more.
        """
        if intent.process == self._liveness.process or self._liveness.at_work(intent):
            return intent
        settled = intent.model_copy(update={"lost": intent.made is None})
        if path == self._path(settled):
            return settled
        try:
            path.replace(self._path(settled))
        except OSError:
            return intent
        return settled

    def _names(self, *kinds: str, where: str) -> Iterator[str]:
        """The unanswered intents of one place, and those of earlier versions that do not tell."""
        place = short_hash(where)[:PLACE]
        prefixes = tuple(f"{kind}-{place}-" for kind in kinds)
        for name in self._entries():
            if name.startswith(prefixes) or (name.startswith("open-") and name.count("-") == 1):
                yield name

    def _entries(self) -> list[str]:
        try:
            return os.listdir(self._folder)  # noqa: PTH208 - thousands, of which few are read
        except OSError:
            return []

    def _claim(self, where: str, object_id: str) -> None:
        path, now = self._claims_file(where), self._clock.wall()
        old = path.exists() and now - path.stat().st_mtime > CLAIMS_LAST
        # What is claimed is older than any POST whose likeness still counts.
        with path.open("w" if old else "a", encoding="utf-8", errors="replace") as file:
            file.write(f"{object_id}\n")
        os.utime(path, (now, now))  # by our own clock, which may not be that of the file system

    def _claims(self, where: str) -> frozenset[str]:
        try:
            text = self._claims_file(where).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return frozenset()
        return frozenset(text.split("\n"))

    def _claims_file(self, where: str) -> Path:
        return self._folder / f"claims-{short_hash(where)[:PLACE]}.txt"

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
        write(self._path(after), after.text(), durable=True)
        if self._path(after) != self._path(before):
            self._path(before).unlink(missing_ok=True)
        self._mine[after.key] = after

    def _path(self, intent: Intent) -> Path:
        if intent.made is not None:
            return self._answered_path(intent.where, intent.made)
        opened, lost = self._unanswered_paths(intent)
        return lost if intent.lost else opened

    def _unanswered_paths(self, intent: Intent) -> tuple[Path, Path]:
        """Where an intent is while its answer is awaited, and once that is lost.

        A process that is killed between two files leaves both.
        """
        name = f"{short_hash(intent.where)[:PLACE]}-{intent.key}.json"
        return self._folder / f"open-{name}", self._folder / f"lost-{name}"

    def _answered_path(self, where: str, object_id: str) -> Path:
        return self._folder / f"made-{short_hash(where, object_id)}.json"


def _once_each(intents: Iterable[Intent]) -> list[Intent]:
    """The oldest first. A crash between two files can leave both; the answered one knows more."""
    found: dict[str, Intent] = {}
    for intent in intents:
        if intent.made or intent.key not in found:
            found[intent.key] = intent
    return sorted(found.values(), key=lambda intent: intent.begun_at)


def _remove(path: Path) -> None:
    """Remove a file, and what a process that was killed over it may have left beside it."""
    for ending in ENDINGS:
        path.with_suffix(ending).unlink(missing_ok=True)


def _read(path: Path) -> Intent | None:
    try:
        intent = Intent.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    # The name alone changes when somebody finds that nobody is at work on it.
    return intent.model_copy(update={"lost": intent.lost or path.name.startswith("lost-")})
