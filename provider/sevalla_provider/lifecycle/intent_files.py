"""Where intents are on disk: one small file each, in a folder that processes share.

An unanswered intent is named by its place, so that whoever looks for an object sees at a glance
whose POSTs are under way; an answered one by its object, so that no two can claim the same.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from sevalla_provider.clock import Clock
from sevalla_provider.lifecycle.create_lock import short_hash
from sevalla_provider.lifecycle.intents import Intent
from sevalla_provider.private_files import remove, write, write_new

ENDINGS = (".json", ".tmp")
"""A file that was written and not yet put in its place says as much as one that was."""

CLAIMS_LAST = 24 * 3600.0
"""Seconds after the last claim in a place; longer than any object is adopted for its likeness."""

PLACE = 8
"""Characters of a place's hash in the names of files."""


class IntentFiles:
    """The files of intents in one folder. Every call raises `OSError` unless it says otherwise."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def write(self, intent: Intent) -> None:
        """Write an intent down; when this returns, it survives a crash."""
        write(self.path(intent), intent.text(), durable=True)

    def replace(self, before: Intent, after: Intent) -> None:
        """Write an intent down anew, perhaps under another name."""
        self.write(after)
        if self.path(after) != self.path(before):
            remove(self.path(before))

    def answer(self, answered: Intent) -> bool:
        """Write an answered intent down; whether its object is no other intent's already."""
        path = self.path(answered)
        if not write_new(path, answered.text()):
            other = read(path)
            if other is not None and other.key != answered.key:
                return False
            self.write(answered)
        for unanswered in self._unanswered_paths(answered):
            _remove(unanswered)
        return True

    def remove(self, intent: Intent) -> None:
        """Forget an intent, however far it is."""
        for path in (self.path(intent), *self._unanswered_paths(intent)):
            _remove(path)

    def deliver(self, where: str, object_id: str) -> None:
        """Forget the intent that made an object, and claim that for the engine.

        It is no candidate for anybody any more whose answer was lost.
        """
        _remove(self._answered_path(where, object_id))
        if any(self._names("open", "lost", where=where)):
            self._claim(where, object_id)

    def is_claimed(self, where: str, object_id: str, key: str) -> bool:
        """Whether an object is another intent's, or in an engine's state. Raises nothing."""
        path = self._answered_path(where, object_id)
        if path.exists():
            other = read(path)
            return other is None or other.key != key
        return object_id in self._claims(where)

    def awaited(self, where: str) -> Iterator[Intent]:
        """The intents of one place whose answer may be on its way. Raises nothing."""
        others = (read(self._folder / name) for name in self._names("open", where=where))
        return (each for each in others if each and (each.where, each.lost) == (where, False))

    def all(self) -> Iterator[tuple[Path, Intent]]:
        """Every intent, and where it is; one may be there twice. Raises nothing."""
        for ending in ENDINGS:
            for path in self._folder.glob(f"*{ending}"):
                intent = read(path)
                if intent is not None:
                    yield path, intent

    def count(self) -> int:
        """How many files there are, roughly. Raises nothing."""
        return len(self._entries())

    def path(self, intent: Intent) -> Path:
        """Where an intent should be."""
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


def read(path: Path) -> Intent | None:
    """Read an intent; None of what is gone, or broken."""
    try:
        intent = Intent.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    # The name alone changes when somebody finds that nobody is at work on it.
    return intent.model_copy(update={"lost": intent.lost or path.name.startswith("lost-")})


def _remove(path: Path) -> None:
    """Remove a file, and what a process that was killed over it may have left beside it."""
    for ending in ENDINGS:
        remove(path.with_suffix(ending))
