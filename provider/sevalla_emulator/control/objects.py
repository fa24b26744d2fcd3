"""Objects as the control API handles them: past all checks, limits and delays."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.clock import timestamp
from sevalla_emulator.control.endpoints import Ids
from sevalla_emulator.control.messages import EXTRA, Extra, SeedRequest, TransitionReport
from sevalla_emulator.errors import malformed, not_found
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.seeding import Seeder
from sevalla_emulator.stored import StoredObject, Transition
from sevalla_emulator.world import World

_OBJECT = TypeAdapter(JsonObject)


@dataclass(frozen=True)
class ObjectControl:
    """Makes, shows, changes and removes objects."""

    world: World
    seeder: Seeder

    def seed(self, _ids: Ids, body: JsonValue) -> JsonValue:
        """Make many."""
        wanted = SeedRequest.model_validate(body)
        if wanted.tcp_proxies and not wanted.processes:
            raise malformed("tcp_proxies: they need processes")
        if wanted.tunnels and not wanted.agents:
            raise malformed("tunnels: they need agents")
        with self.world.store.transaction():
            made = self.seeder.seed(wanted)
        return self._by_kind(made)

    def all(self, _ids: Ids, _body: JsonValue) -> JsonValue:
        """Show everything."""
        self.world.settle()
        everything = (self.world.store.of_kind(kind) for kind in self.world.kinds)
        return self._by_kind(thing for things in everything for thing in things)

    def make(self, ids: Ids, body: JsonValue) -> JsonValue:
        """Make one of a kind."""
        kind = self.world.kinds.get(ids["kind"])
        if kind is None:
            raise not_found(f"kind {ids['kind']}")
        try:
            with self.world.store.transaction():
                thing = kind.make(self.world, _fields(body))
                self.world.store.insert(thing)
        except KeyError as missing:
            raise malformed(f"{missing.args[0]}: needed for one of {kind.name}") from None
        except sqlite3.IntegrityError:
            raise malformed("id: taken") from None
        return self._shown(thing)

    def change(self, ids: Ids, body: JsonValue) -> JsonValue:
        """Lay any fields over one."""
        self.world.settle()
        thing = self._found(ids["id"])
        thing.body = {**thing.body, **_fields(body)}
        with self.world.store.transaction():
            self.world.store.save(thing)
        return self._shown(thing)

    def remove(self, ids: Ids, _body: JsonValue) -> None:
        """Remove one at once, with all that belongs to it."""
        self.world.settle()
        thing = self._found(ids["id"])
        with self.world.store.transaction():
            self.world.lifecycle.remove(thing)

    def _found(self, object_id: str) -> StoredObject:
        thing = self.world.store.get(object_id)
        if thing is None:
            raise not_found(f"object {object_id}")
        return thing

    def _by_kind(self, things: Iterable[StoredObject]) -> JsonObject:
        by_kind: dict[str, list[JsonValue]] = {kind: [] for kind in self.world.kinds}
        for thing in things:
            by_kind[thing.kind].append(self._shown(thing))
        return {**by_kind}

    def _shown(self, thing: StoredObject) -> JsonObject:
        extra = Extra(
            effective=thing.effective,
            transitions=[_report(transition) for transition in thing.transitions],
            hidden=thing.hidden,
            deleting=thing.deleting,
            forwarding=self.world.relays.listens(thing.id),
        )
        return {**thing.body, EXTRA: extra.model_dump(mode="json")}


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
