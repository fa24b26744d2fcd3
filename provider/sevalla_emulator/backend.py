"""All that handlers act upon."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sevalla_emulator.clock import Clock, timestamp
from sevalla_emulator.forwarding import Forwarder
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.lifecycle import Lifecycle
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import Endpoint, Relays
from sevalla_emulator.settings import Settings
from sevalla_emulator.store import Store
from sevalla_emulator.workload import NothingRuns, Workload


@dataclass(frozen=True, kw_only=True)
class States:
    """What a field says of an object that takes its time.

    Empty ``initial`` and ``settled``: something else sets it; empty ``deleting``: nothing new.
    """

    field: str = "status"
    initial: str = "creating"
    settled: str = "ready"
    failed: str = "failed"
    deleting: str = ""


def _nothing(_backend: "Backend", _record: Record) -> None:
    return None


def _alone(_backend: "Backend", _record: Record) -> Iterable[Record]:
    return ()


@dataclass(frozen=True, kw_only=True)
class StoredKind:
    """What the backend knows of a kind of objects, to keep them as time passes.

    ``changed_at`` is a field that says when an object last changed by itself, beside
    ``updated_at`` where there is one.
    ``moved`` does what follows when a transition has changed an object, and when it did.
    ``deployed`` are the fields that take effect at a deployment. ``release`` gives back what
    an object holds outside the store, and may be called twice; ``restore`` claims it again
    after a restart. ``target_of`` tells where connections to its port go now. ``accompany`` hears
    of every new object of any kind, and may make what comes with that one; ``follow`` hears of
    every one that goes, perhaps twice, and may let go what cannot be without it. ``service_type``
    is what a project calls it: its ``project_id`` then says which one it is in, at most one;
    ``companions`` tells what goes there with it, and back.
    """

    name: str
    service_type: str = ""
    companions: Callable[["Backend", Record], Iterable[Record]] = _alone
    states: States | None = None
    changed_at: str = ""
    moved: Callable[["Backend", Record, float], None] = lambda _backend, _record, _at: None
    deployed: tuple[str, ...] = ()
    release: Callable[["Backend", Record], None] = _nothing
    restore: Callable[["Backend", Record], None] = _nothing
    target_of: Callable[["Backend", Record], Endpoint | None] = _nothing
    accompany: Callable[["Backend", Record], None] = _nothing
    follow: Callable[["Backend", Record], None] = _nothing


class Backend:
    """The objects, their time and their ports, under the settings of the moment."""

    def __init__(
        self, store: Store, clock: Clock, settings: Settings, kinds: Mapping[str, StoredKind]
    ) -> None:
        self.store = store
        self.clock = clock
        self.settings = settings
        self.kinds = kinds
        self.lifecycle = Lifecycle(store, clock, self._moved, self._gone)
        self.relays = Relays(self._target_of)
        self.forwarder = Forwarder(self.relays)
        self.workload: Workload = NothingRuns()
        self._restore_all()

    def settle(self) -> None:
        """End all that is under way and due."""
        with self.store.transaction():
            self.lifecycle.settle()

    def stamp(self) -> str:
        """Return the time now, as objects carry it."""
        return timestamp(self.clock.now())

    def find(self, kind: str, scope: str, object_id: str) -> Record | None:
        """Return an object of this kind in this place, hidden and deleting ones too."""
        record = self.store.get(object_id)
        found = record is not None and record.kind == kind and record.scope == scope
        return record if found else None

    def add(self, record: Record) -> None:
        """Keep a new object; reads find it when `Settings.consistency` says."""
        self.lifecycle.begin(record, "visibility", self.settings.consistency)
        self.keep(record)

    def keep(self, record: Record) -> None:
        """Keep a new object that reads find at once, with what comes with it."""
        self.store.insert(record)
        for kind in self.kinds.values():
            kind.accompany(self, record)

    def begin_deletion(self, record: Record) -> None:
        """Begin the deletion of an object and of all that belongs to it."""
        for member in self.store.with_descendants(record.id):
            states = self.kinds[member.kind].states
            if states and states.deleting:
                member.body = {**member.body, states.field: states.deleting}
            self._changed(member, self.clock.now())
            # Nothing else can still become of it.
            member.transitions = [one for one in member.transitions if one.name == "visibility"]
            self.lifecycle.begin(member, "deletion", self.settings.deletion)
            self.store.save(member)
            self._gone(member)

    def fail(self, record: Record) -> None:
        """Let an object come to its failed state now, whatever is under way with it."""
        states = self.kinds[record.kind].states
        if states and not record.deleting:
            record.transitions = [one for one in record.transitions if one.name == "visibility"]
            record.body = {**record.body, states.field: states.failed}
            self._moved(record, self.clock.now())
            self.store.save(record)

    def deploy(self, scope: str) -> None:
        """Let what is configured hold for all that is in a place, as a deployment does."""
        for kind in self.kinds.values():
            for record in self.store.members(kind.name, scope) if kind.deployed else ():
                record.effective = {name: record.body.get(name) for name in kind.deployed}
                self.store.save(record)
        self.workload.deployed(scope)

    def move(self, record: Record, changes: JsonObject) -> None:
        """Let something become of an object now, with what follows, inside a transaction."""
        record.body = {**record.body, **changes}
        self._moved(record, self.clock.now())
        self.store.save(record)

    def inside(self, host: str, port: int) -> Endpoint | None:
        """Return where a process that runs is reached, by its name inside the cluster."""
        for process in self.store.of_kind("processes"):
            if process.body.get("internal_hostname") == host:
                return self.workload.endpoint(process.id, port)
        return None

    def release_family(self, record: Record) -> None:
        """Give back all that an object, and what belongs to it, hold outside the store."""
        for member in self.store.with_descendants(record.id):
            self._release(member)

    def restore_family(self, record: Record) -> None:
        """Claim it again."""
        for member in self.store.with_descendants(record.id):
            self.kinds[member.kind].restore(self, member)

    def clear(self) -> None:
        """Drop all objects."""
        with self.store.transaction():
            self.store.clear()
        self.forwarder.forget()
        self.relays.close()

    def apply(self, settings: Settings) -> None:
        """Let other settings hold from now on."""
        self.settings = settings
        self.relays.switch(on=settings.forwarding)

    def _changed(self, record: Record, at: float) -> None:
        names = {self.kinds[record.kind].changed_at, *({"updated_at"} & set(record.body))} - {""}
        record.body = {**record.body, **dict.fromkeys(names, timestamp(at))}

    def _moved(self, record: Record, at: float) -> None:
        self._changed(record, at)
        self.kinds[record.kind].moved(self, record, at)

    def _release(self, record: Record) -> None:
        self.kinds[record.kind].release(self, record)

    def _gone(self, record: Record) -> None:
        self._release(record)
        for kind in self.kinds.values():
            kind.follow(self, record)

    def _restore_all(self) -> None:
        for kind in self.kinds.values():
            for record in self.store.of_kind(kind.name):
                kind.restore(self, record)

    def _target_of(self, object_id: str) -> Endpoint | None:
        self.settle()
        record = self.store.get(object_id)
        return self.kinds[record.kind].target_of(self, record) if record else None
