"""The lists of one collection: one walk over its pages for all who ask, and for a moment after."""

import asyncio
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.paging import PAGE
from sevalla_provider.clock import Clock
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.evidence import Parent

W = TypeVar("W", bound=WireModel)

GATHER = 0.01
"""Seconds in which the questions about one collection come together before a call is made."""

KEEP = 5.0
"""Seconds without a read after which a list answers no more, as after a write of our own."""

LONGEST = 30.0
"""Seconds after which a list answers no more, however often it is read: a refresh of thousands
takes a while, and shows things as they were when it began."""


@dataclass
class Snapshot(Generic[W]):
    """A collection as one walk over its pages found it."""

    asked_at: float
    objects: Mapping[str, W]
    read_at: float


@dataclass(frozen=True)
class Walk(Generic[W]):
    """A walk over the pages that may still be under way."""

    asked_at: float
    objects: asyncio.Task[dict[str, W]]


class ListCache(Generic[W]):
    """The lists of one collection, by the ids of their objects. Every call raises `ApiError`.

    `parent`: hears whether the API shows this place to our key.
    """

    def __init__(
        self, collection: Collection[W], clock: Clock, parent: Parent | None = None
    ) -> None:
        self._collection = collection
        self._clock = clock
        self._parent = parent
        self._snapshot: Snapshot[W] | None = None
        self._under_way: Walk[W] | None = None
        self._soon: asyncio.Task[Mapping[str, W]] | None = None
        self._written_at = -math.inf
        self._made: dict[str, W] = {}

    @property
    def pages(self) -> int:
        """How many calls a list takes, as far as that is known."""
        return max(math.ceil(len(self._snapshot.objects) / PAGE), 1) if self._snapshot else 1

    def made(self, record: W) -> None:
        """Note an object of our own making."""
        self._made[record.id] = record
        self.written()

    def written(self) -> None:
        """Note a write of our own: what was read before no longer answers."""
        self._written_at = self._clock.now()

    async def latest(self) -> Mapping[str, W] | None:
        """Read a list that still answers: of a moment ago, or just on its way; None without one."""
        now = self._clock.now()
        walk, snapshot = self._under_way, self._snapshot
        if snapshot and now - snapshot.read_at < KEEP and self._holds(snapshot.asked_at):
            snapshot.read_at = now
            return snapshot.objects
        if walk and not walk.objects.done() and self._holds(walk.asked_at):
            with suppress(NotFound):
                objects = await asyncio.shield(walk.objects)
                if self._holds(walk.asked_at):
                    return objects
        return None

    async def all(self) -> Mapping[str, W]:
        """Read every object, as of now; callers that come together share the walk."""
        if self._soon is None:
            self._soon = asyncio.create_task(self._fetch_soon())
        return await asyncio.shield(self._soon)

    async def there_already(self, since: float) -> Mapping[str, W]:
        """Read every object that was there a moment ago, and all that we have made.

        `since`: the list must be younger than this time of `Clock.now`.
        """
        if not self._collection.operations.whole_items:
            # Who asks wants ids and times: what a list shows of each is enough.
            return {**await self._collection.listed(), **self._made}
        oldest = max(since, self._clock.now() - KEEP)
        walk, snapshot = self._under_way, self._snapshot
        if snapshot and snapshot.asked_at > oldest:
            return {**snapshot.objects, **self._made}
        if walk and not walk.objects.done() and walk.asked_at > oldest:
            return {**await asyncio.shield(walk.objects), **self._made}
        return {**await self.all(), **self._made}

    async def fetch(self) -> Mapping[str, W]:
        """Walk over the pages at once."""
        asked_at = self._clock.now()
        walk = Walk(asked_at, asyncio.create_task(self._collection.all()))
        self._under_way = walk
        try:
            objects = await walk.objects
        except NotFound:
            self._note(shown=False)
            raise
        self._note(shown=True)
        self._snapshot = Snapshot(asked_at, objects, self._clock.now())
        return objects

    async def _fetch_soon(self) -> Mapping[str, W]:
        asked_at = self._clock.now()
        await self._clock.sleep(GATHER)
        self._soon = None  # whoever asks from now on wants to see what is newer
        walk = self._under_way
        under_way = walk is not None and not walk.objects.done()
        if walk and under_way and walk.asked_at >= asked_at and self._holds(walk.asked_at):
            return await asyncio.shield(walk.objects)
        return await self.fetch()

    def _holds(self, asked_at: float) -> bool:
        return asked_at > max(self._clock.now() - LONGEST, self._written_at)

    def _note(self, *, shown: bool) -> None:
        if self._parent is not None:
            self._parent.note(shown)
