"""Objects as the control API handles them: past all checks, limits and delays."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.backend import Backend
from sevalla_emulator.clock import timestamp
from sevalla_emulator.control.endpoints import Ids
from sevalla_emulator.control.messages import EXTRA, Extra, TransitionReport
from sevalla_emulator.errors import malformed, not_found
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.record import Record, Transition
from sevalla_emulator.seeding import Seeder

_OBJECT = TypeAdapter(JsonObject)


@dataclass(frozen=True)
class ObjectControl:
    """Makes, shows, changes and removes objects."""

    backend: Backend
    kinds: Mapping[str, Kind]
    seeder: Seeder

    def seed(self, _ids: Ids, body: JsonValue) -> JsonValue:
        """Make many."""
        wanted = self.seeder.wanted(body)
        with self.backend.store.transaction():
            made = self.seeder.seed(wanted)
        return self._by_kind(made)

    def all(self, _ids: Ids, _body: JsonValue) -> JsonValue:
        """Show everything."""
        self.backend.settle()
        everything = (self.backend.store.of_kind(kind) for kind in self.kinds)
        return self._by_kind(record for records in everything for record in records)

    def make(self, ids: Ids, body: JsonValue) -> JsonValue:
        """Make one of a kind."""
        kind = self.kinds.get(ids["kind"])
        if kind is None:
            raise not_found(f"kind {ids['kind']}")
        try:
            with self.backend.store.transaction():
                record = kind.make(self.backend, _fields(body))
                self.backend.keep(record)
        except KeyError as missing:
            raise malformed(f"{missing.args[0]}: needed for one of {kind.name}") from None
        except sqlite3.IntegrityError:
            raise malformed("id: taken") from None
        return self._shown(record)

    def change(self, ids: Ids, body: JsonValue) -> JsonValue:
        """Lay any fields over one."""
        self.backend.settle()
        record = self._found(ids["id"])
        record.body = {**record.body, **_fields(body)}
        with self.backend.store.transaction():
            self.backend.store.save(record)
        return self._shown(record)

    def remove(self, ids: Ids, _body: JsonValue) -> None:
        """Remove one at once, with all that belongs to it."""
        self.backend.settle()
        record = self._found(ids["id"])
        with self.backend.store.transaction():
            self.backend.lifecycle.remove(record)

    def _found(self, object_id: str) -> Record:
        record = self.backend.store.get(object_id)
        if record is None:
            raise not_found(f"object {object_id}")
        return record

    def _by_kind(self, records: Iterable[Record]) -> JsonObject:
        by_kind: dict[str, list[JsonValue]] = {kind: [] for kind in self.kinds}
        for record in records:
            by_kind[record.kind].append(self._shown(record))
        return {**by_kind}

    def _shown(self, record: Record) -> JsonObject:
        extra = Extra(
            owner=record.owner,
            effective=record.effective,
            transitions=[_report(transition) for transition in record.transitions],
            hidden=record.hidden,
            deleting=record.deleting,
            forwarding=self.backend.relays.listens(record.id),
        )
        return {"id": record.id, **record.body, EXTRA: extra.model_dump(mode="json")}


def _report(transition: Transition) -> TransitionReport:
    return TransitionReport(
        name=transition.name,
        deadline=None if transition.deadline is None else timestamp(transition.deadline),
        polls=transition.polls,
        changes=transition.changes,
    )


def _fields(body: JsonValue) -> JsonObject:
    fields = _OBJECT.validate_python(body)
    return {name: value for name, value in fields.items() if name != EXTRA}
