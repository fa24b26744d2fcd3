"""Many objects at once, the same at each reset."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, create_model

from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import malformed
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import SeedSlot

_FIRST = {"applications": 1, "processes": 2, "agents": 1}
_NAMESPACE = uuid.UUID("5e5a11a3-0000-4000-8000-000000000000")


class Seeder:
    """Counts its ids from the start; ids that exist already are passed over."""

    def __init__(self, backend: Backend, kinds: Mapping[str, Kind]) -> None:
        self._backend = backend
        self._kinds = kinds
        self._seeded = [(kind, kind.seeded) for kind in kinds.values() if kind.seeded]
        self._count = 0

    @cached_property
    def _request(self) -> type[BaseModel]:
        """The model of what is asked for; most emulators are never asked."""
        return _request(self._kinds)

    def restart(self) -> None:
        """Begin counting anew."""
        self._count = 0

    def wanted(self, body: object) -> dict[str, int]:
        """Read how many to make of each kind.

        Raises:
            pydantic.ValidationError: an unknown kind, or a number out of bounds.
            ApiError: 400, a kind is missing that another one needs.
        """
        wanted = dict(self._request.model_validate(body))
        for kind, seeded in self._seeded:
            if wanted[kind.name] and seeded.needs and not wanted[seeded.needs]:
                raise malformed(f"{kind.name}: they need {seeded.needs}")
        return wanted

    def seed(self, wanted: Mapping[str, int]) -> list[Record]:
        """Make settled objects, inside a transaction."""
        return self._under("", None, 0, wanted)

    def _under(
        self, parent_kind: str, parent: Record | None, number: int, wanted: Mapping[str, int]
    ) -> list[Record]:
        made: list[Record] = []
        siblings: defaultdict[str, list[Record]] = defaultdict(list)
        for kind, seeded in self._seeded:
            for index in range(wanted[kind.name] if seeded.under == parent_kind else 0):
                record = self._made(kind, seeded.fill(SeedSlot(index, parent, number, siblings)))
                siblings[kind.name].append(record)
                made += [record, *self._under(kind.name, record, index, wanted)]
                seeded.finish(self._backend, record)
        return made

    def _made(self, kind: Kind, fields: JsonObject) -> Record:
        there = self._backend.store.get(str(fields.get("id")))
        if there is not None:
            return there  # it came with its parent
        record = kind.make(self._backend, {**fields, "id": self._next_id()})
        self._backend.keep(record)
        return record

    def _next_id(self) -> str:
        while True:
            self._count += 1
            candidate = str(uuid.uuid5(_NAMESPACE, str(self._count)))
            if self._backend.store.get(candidate) is None:
                return candidate


def first_objects(backend: Backend, kinds: Mapping[str, Kind]) -> list[Record]:
    """Make what one needs to try a program, or find what an earlier run has made of it."""
    with backend.store.transaction():
        if not backend.store.of_kind("applications"):
            seeder = Seeder(backend, kinds)
            return seeder.seed(seeder.wanted(_FIRST))
    application = backend.store.of_kind("applications")[0]
    processes = backend.store.members("processes", application.id)
    return [application, *processes, *backend.store.of_kind("agents")[:1]]


def _request(kinds: Mapping[str, Kind]) -> type[BaseModel]:
    counts = {
        kind.name: (int, Field(default=kind.seeded.default, ge=0, le=kind.seeded.most))
        for kind in kinds.values()
        if kind.seeded
    }
    config = ConfigDict(extra="forbid", strict=True)
    return create_model("SeedRequest", __config__=config, **counts)  # type: ignore[call-overload,no-any-return]
