"""Read once, serve many: concurrent reads of one collection are answered from one call."""

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sevalla_provider.clients.collection import PAGE, Collection
from sevalla_provider.clients.wire import WireModel
from sevalla_provider.clock import Clock
from sevalla_provider.http import NotFound

W = TypeVar("W", bound=WireModel)

GATHER = 0.01
"""Seconds in which the reads of one collection come together before a call is made."""

KEEP = 5.0
"""Seconds for which a list answers further reads, unless we write in between."""


@dataclass(frozen=True)
class Snapshot(Generic[W]):
    """A collection as one walk over its pages found it."""

    asked_at: float
    objects: Mapping[str, W]


class SharedReads(Generic[W]):
    """Reads of one collection. Every call raises `ApiError`."""

    def __init__(self, collection: Collection[W], clock: Clock) -> None:
        self._collection = collection
        self._clock = clock
        self._snapshot: Snapshot[W] | None = None
        self._written_at = -math.inf
        self._asked: dict[str, asyncio.Future[W | None]] = {}
        self._rounds: set[asyncio.Task[None]] = set()
        self._walk: asyncio.Task[Snapshot[W]] | None = None

    def written(self) -> None:
        """Note a write of our own: what was read before no longer answers."""
        self._written_at = self._clock.now()

    async def find(self, object_id: str, *, at_once: bool = False) -> W | None:
        """Read one object; None when there is none. `at_once`: not as it was seconds ago."""
        snapshot = self._snapshot
        newest = self._clock.now() - KEEP
        if snapshot and not at_once and snapshot.asked_at > max(newest, self._written_at):
            found = snapshot.objects.get(object_id)
            if found is not None:
                return found
        return await asyncio.shield(self._ask(object_id))

    async def all(self) -> Mapping[str, W]:
        """Read every object, as of now; callers that come together share the walk."""
        if self._walk is None:
            self._walk = asyncio.create_task(self._walk_soon())
        return (await asyncio.shield(self._walk)).objects

    def _ask(self, object_id: str) -> asyncio.Future[W | None]:
        if object_id not in self._asked:
            if not self._asked:
                task = asyncio.create_task(self._round())
                self._rounds.add(task)
                task.add_done_callback(self._rounds.discard)
            self._asked[object_id] = asyncio.get_running_loop().create_future()
        return self._asked[object_id]

    async def _round(self) -> None:
        """Answer everyone who asks within a moment."""
        await self._clock.sleep(GATHER)
        asked, self._asked = self._asked, {}
        try:
            found = await self._answers(list(asked))
        except Exception as error:
            for future in asked.values():
                future.set_exception(error)
                future.exception()  # whoever asked may have left
            return
        for object_id, future in asked.items():
            future.set_result(found[object_id])

    async def _answers(self, object_ids: list[str]) -> dict[str, W | None]:
        pages = math.ceil(len(self._snapshot.objects) / PAGE) if self._snapshot else 1
        if len(object_ids) <= max(pages, 1):
            listed: Mapping[str, W] = {}
        else:
            listed = (await self._list()).objects
        # An object can slip between two pages while others go: a list alone proves no absence.
        unseen = [object_id for object_id in object_ids if object_id not in listed]
        singles = await asyncio.gather(*map(self._get, unseen))
        return {**{i: listed.get(i) for i in object_ids}, **dict(zip(unseen, singles, strict=True))}

    async def _get(self, object_id: str) -> W | None:
        try:
            return await self._collection.get(object_id)
        except NotFound:
            return None

    async def _walk_soon(self) -> Snapshot[W]:
        await self._clock.sleep(GATHER)
        self._walk = None  # whoever asks from now on wants to see what is newer
        return await self._list()

    async def _list(self) -> Snapshot[W]:
        asked_at = self._clock.now()
        self._snapshot = Snapshot(asked_at, await self._collection.all())
        return self._snapshot
