"""The map: which objects there are, each with what belongs to it, in the order of the catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sevalla_emulator.access import OTHER_ACCOUNT
from sevalla_emulator.api import Api
from sevalla_emulator.backend import Backend
from sevalla_emulator.console.facts import Everything, Fact
from sevalla_emulator.console.running import state_of_instances
from sevalla_emulator.console.words import State, state_of, title_of
from sevalla_emulator.kind import Kind
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import LOOPBACK
from sevalla_emulator.workload import InstanceReport


@dataclass(frozen=True)
class Port:
    """A port of this machine that belongs to an object; ``url`` is empty while nobody listens."""

    number: int
    url: str


@dataclass(frozen=True)
class Thing:
    """An object as the map shows it. ``connected`` are those that refer to it."""

    id: str
    noun: str
    name: str
    state: State
    facts: Sequence[Fact]
    ports: Sequence[Port]
    url: str = ""
    is_other: bool = False
    connected: Sequence["Thing"] = ()


@dataclass(frozen=True)
class Group:
    """Things of one kind in one place."""

    title: str
    things: Sequence[Thing]


@dataclass(frozen=True)
class Card:
    """A thing with all that belongs to it."""

    thing: Thing
    groups: Sequence[Group]


@dataclass(frozen=True)
class Section:
    """A part of the map: cards, or the things of an API that nothing belongs to."""

    key: str
    title: str
    cards: Sequence[Card] = ()
    groups: Sequence[Group] = ()

    @property
    def count(self) -> int:
        """How many things of its own it has."""
        return len(self.cards) + sum(len(group.things) for group in self.groups)


class MapBuilder:
    """Draws the map from the objects of a moment."""

    def __init__(
        self, backend: Backend, apis: Sequence[Api], running: Iterable[InstanceReport] = ()
    ) -> None:
        self._backend = backend
        self._apis = apis
        self._running: defaultdict[str, list[InstanceReport]] = defaultdict(list)
        for each in running:
            self._running[each.process_id].append(each)
        kinds = {kind.name: kind for api in apis for kind in api.kinds}
        by_kind = {name: backend.store.of_kind(name) for name in kinds}
        records = {record.id: record for each in by_kind.values() for record in each}
        self.everything = Everything(kinds, records)
        self._roots: defaultdict[str, list[Record]] = defaultdict(list)
        self._below: defaultdict[str, list[Record]] = defaultdict(list)
        self._naming = _referrers(records)
        for record in records.values():
            root = self._root(record)
            if root is record:
                self._roots[record.kind].append(record)
            else:
                self._below[root.id].append(record)

    def sections(self) -> list[Section]:
        """Return the parts of the map that have something to show."""
        drawn = (section for api in self._apis for section in self._of(api))
        return [section for section in drawn if section.count]

    def thing(self, record: Record, *, connected: bool = False) -> Thing:
        """Return one object as the map shows it."""
        kind = self.everything.kinds[record.kind]
        referring = self._naming.get(record.id, ()) if connected else ()
        return Thing(
            record.id,
            kind.noun,
            self.everything.name(record),
            self._state(kind, record),
            self.everything.short(record),
            self._ports(record),
            self._url(kind, record),
            is_other=self._root(record).scope == OTHER_ACCOUNT,
            connected=[self._connected(each, record) for each in referring],
        )

    def _of(self, api: Api) -> Iterator[Section]:
        rest = []
        for kind in api.kinds:
            roots = self._roots[kind.name]
            if _is_major(kind, api):
                cards = [self._card(record) for record in roots]
                yield Section(kind.name, title_of(kind.noun), cards=cards)
            else:
                rest += [*roots, *(each for root in roots for each in self._below[root.id])]
        yield Section(f"{api.name}-rest", api.others, groups=self._groups(rest))

    def _card(self, record: Record) -> Card:
        return Card(self.thing(record, connected=True), self._groups(self._below[record.id]))

    def _groups(self, records: Sequence[Record]) -> list[Group]:
        groups = []
        for kind in self.everything.kinds.values():
            members = [self.thing(record) for record in records if record.kind == kind.name]
            if members:
                ordered = members[::-1] if kind.newest_first else members
                groups.append(Group(title_of(kind.noun), ordered))
        return groups

    def _root(self, record: Record) -> Record:
        """Return what an object goes down with at last; itself if that is gone."""
        records, seen = self.everything.records, {record.id}
        while record.owner in records and record.owner not in seen:
            seen.add(record.owner)
            record = records[record.owner]
        return record

    def _connected(self, referring: Record, to: Record) -> Thing:
        """The service that an object which refers to this one belongs to, or that object itself."""
        root = self._root(referring)
        return self.thing(referring if root.id == to.id else root)

    def _state(self, kind: Kind, record: Record) -> State:
        runs = self._running.get(record.id)
        return state_of_instances(runs) if runs else state_of(kind, record)

    def _ports(self, record: Record) -> list[Port]:
        relays = self._backend.relays
        held = relays.port_of(record.id)
        ports = {held: relays.listens(record.id)} if held else {}
        for each in self._running.get(record.id, ()):
            if each.port:
                ports[each.port] = each.pid is not None
        return [
            Port(number, f"http://{LOOPBACK}:{number}" if listens else "")
            for number, listens in ports.items()
        ]

    def _url(self, kind: Kind, record: Record) -> str:
        """Where the emulator answers for it, unless that is a secret."""
        path = kind.served_at(record)
        hidden = [str(record.body.get(name)) for name in kind.secrets if record.body.get(name)]
        return "" if any(secret in path for secret in hidden) else path


def _is_major(kind: Kind, api: Api) -> bool:
    """Whether objects of a kind stand for themselves, with what clients put into them."""
    return bool(
        kind.service
        or kind.service_type
        or any(
            other.parent is kind
            and (other.create or any(each.method == "POST" for each in other.operations))
            for other in api.kinds
        )
    )


def _referrers(records: Mapping[str, Record]) -> dict[str, list[Record]]:
    """Return what names each object in a field of its own, and does not just belong to it."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records.values():
        for value in {each for each in record.body.values() if isinstance(each, str)}:
            if value in records and value not in (record.id, record.owner, record.scope):
                found[value].append(record)
    return found
