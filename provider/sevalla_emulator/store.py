"""Objects in SQLite: in memory, or in a file that outlives the process."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TypeAlias

from pydantic import TypeAdapter

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.record import Record, Transition

_SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    owner TEXT NOT NULL,
    body TEXT NOT NULL,
    effective TEXT NOT NULL,
    transitions TEXT NOT NULL,
    deadline REAL,
    hidden INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS in_collection ON objects (kind, scope, hidden, seq);
CREATE INDEX IF NOT EXISTS by_owner ON objects (owner);
CREATE INDEX IF NOT EXISTS by_deadline ON objects (deadline) WHERE deadline IS NOT NULL;
"""
_COLUMNS = "id, kind, scope, owner, body, effective, transitions"
_PRIVATE = 0o600  # other users of the machine would read keys and secrets
_TRANSITIONS = TypeAdapter(list[Transition])

Row: TypeAlias = tuple[str, str, str, str, str, str, str]


class UnusableDatabaseError(Exception):
    """Another emulator has the file open, or it is no database."""


def _keep_private(database: Path) -> None:
    """Let nobody else read the file, nor those that SQLite puts beside it."""
    try:
        database.touch(_PRIVATE)
        database.chmod(_PRIVATE)
    except OSError as problem:
        raise UnusableDatabaseError(f"{database}: {problem}") from problem


class Store:
    """All objects. Changes are only made inside `transaction`; `on_change` is called after them."""

    def __init__(self, database: Path | None = None) -> None:
        if database is not None:
            _keep_private(database)
        self.on_change: list[Callable[[], object]] = []
        # The server may run in another thread than the one that made it; never in two at once.
        self._sql = sqlite3.connect(
            database or ":memory:", isolation_level=None, check_same_thread=False, timeout=0.2
        )
        try:
            self._prepare()
        except sqlite3.DatabaseError as problem:
            self._sql.close()
            raise UnusableDatabaseError(f"{database}: {problem}") from problem

    def _prepare(self) -> None:
        # Two emulators on one file would each believe their own idea of it.
        self._sql.execute("PRAGMA locking_mode = EXCLUSIVE")
        # A killed process loses nothing this way; a power cut might lose the last moments.
        self._sql.execute("PRAGMA journal_mode = WAL")
        self._sql.execute("PRAGMA synchronous = OFF")
        self._sql.executescript(_SCHEMA)

    @property
    def changes(self) -> int:
        """How many rows have been written so far: another number, other objects."""
        return self._sql.total_changes

    def close(self) -> None:
        """Close the database."""
        self._sql.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes made inside, or none when an exception leaves it."""
        self._sql.execute("BEGIN IMMEDIATE")
        before = self._sql.total_changes
        try:
            yield
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        changed = self._sql.total_changes != before
        self._sql.execute("COMMIT")
        for hear in self.on_change if changed else ():
            hear()

    def insert(self, record: Record) -> None:
        """Add an object; its id must be new."""
        self._sql.execute(
            f"INSERT INTO objects ({_COLUMNS}, deadline, hidden)"  # noqa: S608 - our own names
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (record.id, record.kind, record.scope, record.owner, *_state(record)),
        )

    def save(self, record: Record) -> None:
        """Write back an object that has changed."""
        self._sql.execute(
            "UPDATE objects SET body = ?, effective = ?, transitions = ?, deadline = ?, hidden = ?"
            " WHERE id = ?",
            (*_state(record), record.id),
        )

    def get(self, object_id: str) -> Record | None:
        """Return the object with this id, whatever its kind."""
        return next(iter(self._select("WHERE id = ?", object_id)), None)

    def page(
        self, kind: str, scope: str, limit: int, offset: int, *, newest_first: bool = False
    ) -> list[Record]:
        """Return a part of the visible objects of a collection, oldest first unless asked."""
        order = "seq DESC" if newest_first else "seq"
        condition = f"WHERE kind = ? AND scope = ? AND hidden = 0 ORDER BY {order} LIMIT ? OFFSET ?"
        return self._select(condition, kind, scope, limit, offset)

    def total(self, kind: str, scope: str) -> int:
        """Return how many objects of a collection are visible."""
        condition = "kind = ? AND scope = ? AND hidden = 0"
        query = f"SELECT count(*) FROM objects WHERE {condition}"  # noqa: S608 - our own names
        return int(self._sql.execute(query, (kind, scope)).fetchone()[0])

    def hidden(self, kind: str, scope: str) -> list[Record]:
        """Return the objects of a collection that reads do not find yet."""
        return self._select("WHERE kind = ? AND scope = ? AND hidden = 1", kind, scope)

    def members(self, kind: str, scope: str) -> list[Record]:
        """Return all objects of a collection, visible or not, oldest first."""
        return self._select("WHERE kind = ? AND scope = ? ORDER BY seq", kind, scope)

    def texts(self, kind: str, scope: str, field: str) -> set[str]:
        """Return the distinct values of one field in a collection, hidden objects included."""
        rows = self._sql.execute(
            "SELECT DISTINCT json_extract(body, '$.' || ?) FROM objects"
            " WHERE kind = ? AND scope = ?",
            (field, kind, scope),
        )
        return {str(value) for (value,) in rows}

    def of_kind(self, kind: str) -> list[Record]:
        """Return all objects of one kind, oldest first."""
        return self._select("WHERE kind = ? ORDER BY seq", kind)

    def due(self, now: float) -> list[Record]:
        """Return the objects whose next deadline has come."""
        return self._select("WHERE deadline <= ? ORDER BY deadline, seq", now)

    def with_descendants(self, object_id: str) -> list[Record]:
        """Return an object and all it takes along, itself first."""
        return self._select(
            "WHERE id IN (WITH RECURSIVE family (id) AS (VALUES (?)"
            " UNION SELECT objects.id FROM objects JOIN family ON objects.owner = family.id)"
            " SELECT id FROM family) ORDER BY seq",
            object_id,
        )

    def delete(self, records: Iterable[Record]) -> None:
        """Forget these objects, and nothing that belongs to them."""
        self._sql.executemany("DELETE FROM objects WHERE id = ?", [(one.id,) for one in records])

    def clear(self) -> None:
        """Forget everything."""
        self._sql.execute("DELETE FROM objects")

    def _select(self, condition: str, *values: str | float) -> list[Record]:
        query = f"SELECT {_COLUMNS} FROM objects {condition}"  # noqa: S608 - our own names
        return [_from_row(row) for row in self._sql.execute(query, values)]


def _state(record: Record) -> tuple[str, str, str, float | None, bool]:
    deadlines = [one.deadline for one in record.transitions if one.deadline is not None]
    return (
        json.dumps(record.body),
        json.dumps(record.effective),
        json.dumps([asdict(one) for one in record.transitions]) if record.transitions else "[]",
        min(deadlines, default=None),
        record.hidden,
    )


def _from_row(row: Row) -> Record:
    object_id, kind, scope, owner, body, effective, transitions = row
    return Record(
        kind=kind,
        id=object_id,
        scope=scope,
        owner=owner,
        body=_json_object(body) or {},
        effective=_json_object(effective),
        transitions=[] if transitions == "[]" else _TRANSITIONS.validate_json(transitions),
    )


def _json_object(text: str) -> JsonObject | None:
    value: JsonObject | None = json.loads(text)  # written by `_state`, nothing else gets in
    return value
