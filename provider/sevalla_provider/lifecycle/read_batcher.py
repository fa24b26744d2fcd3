"""Read once, serve many: concurrent reads of one collection are answered from one call."""

import asyncio
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from sevalla_provider.clients.collection import PAGE, Collection
from sevalla_provider.clients.operations import Get
from sevalla_provider.clients.wire import WireModel
from sevalla_provider.clock import Clock
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.evidence import Parent

W = TypeVar("W", bound=WireModel)

GATHER = 0.01
"""Seconds in which the reads of one collection come together before a call is made."""

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


@dataclass(frozen=True)
class Question(Generic[W]):
    """What one object is like; `by_list`: a list would do, even one of a moment ago."""

    answer: asyncio.Future[W | None]
    by_list: bool


class SharedReads(Generic[W]):
    """Reads of one collection. Every call raises `ApiError`.

    `parent`: hears whether the API shows this place to our key.
    """

    def __init__(
        self, collection: Collection[W], clock: Clock, parent: Parent | None = None
    ) -> None:
        self._collection = collection
        self._parent = parent
        self._clock = clock
        self._snapshot: Snapshot[W] | None = None
        self._written_at = -math.inf
        self._asked: dict[str, Question[W]] = {}
        self._rounds: set[asyncio.Task[None]] = set()
        self._walk: asyncio.Task[Snapshot[W]] | None = None
        self._under_way: Walk[W] | None = None
        self._made: dict[str, W] = {}
        self._singles = 0
        self._single_at = -math.inf

    def made(self, found: W) -> None:
        """Note an object of our own making."""
        self._made[found.id] = found
        self.written()

    def written(self) -> None:
        """Note a write of our own: what was read before no longer answers."""
        self._written_at = self._clock.now()

    async def find(self, object_id: str, *, at_once: bool = False) -> W | None:
        """Read one object; None when there is none. `at_once`: not as it was seconds ago."""
        snapshot = None if at_once else await self._recent()
        if snapshot is not None:
            snapshot.read_at = self._clock.now()
            found = snapshot.objects.get(object_id)
            if found is not None:
                return found
        by_list = snapshot is None and not at_once
        return await asyncio.shield(self._ask(object_id, by_list=by_list))

    async def _recent(self) -> Snapshot[W] | None:
        """Find a list that still answers: of a moment ago, or just on its way."""
        now = self._clock.now()
        walk, snapshot = self._under_way, self._snapshot
        if snapshot and now - snapshot.read_at < KEEP and self._holds(snapshot.asked_at):
            return snapshot
        if walk and not walk.objects.done() and self._holds(walk.asked_at):
            with suppress(NotFound):
                objects = await asyncio.shield(walk.objects)
                if self._holds(walk.asked_at):
                    return Snapshot(walk.asked_at, objects, now)
        return None

    def _holds(self, asked_at: float) -> bool:
        return asked_at > max(self._clock.now() - LONGEST, self._written_at)

    async def all(self) -> Mapping[str, W]:
        """Read every object, as of now; callers that come together share the walk."""
        if self._walk is None:
            self._walk = asyncio.create_task(self._walk_soon())
        return (await asyncio.shield(self._walk)).objects

    async def there_already(self, since: float) -> Mapping[str, W]:
        """Read every object that was there a moment ago, and all that we have made.

        `since`: the list must be younger than this time of `Clock.now`.
        """
        oldest = max(since, self._clock.now() - KEEP)
        walk, snapshot = self._under_way, self._snapshot
        if snapshot and snapshot.asked_at > oldest:
            return {**snapshot.objects, **self._made}
        if walk and not walk.objects.done() and walk.asked_at > oldest:
            return {**await asyncio.shield(walk.objects), **self._made}
        return {**await self.all(), **self._made}

    def _ask(self, object_id: str, *, by_list: bool) -> asyncio.Future[W | None]:
        if object_id not in self._asked:
            if not self._asked:
                task = asyncio.create_task(self._round())
                self._rounds.add(task)
                task.add_done_callback(self._rounds.discard)
            answer = asyncio.get_running_loop().create_future()
            self._asked[object_id] = Question(answer, by_list)
        return self._asked[object_id].answer

    async def _round(self) -> None:
        """Answer everyone who asks within a moment."""
        await self._clock.sleep(GATHER)
        asked, self._asked = self._asked, {}
        try:
            await self._answer_all(asked)
        except Exception as error:
            for question in asked.values():
                _fail(question, error)

    async def _answer_all(self, asked: Mapping[str, Question[W]]) -> None:
        listed: Mapping[str, W] = {}
        if self._worth_a_list(asked):
            with suppress(NotFound):  # the parent is gone: each object answers for itself
                listed = (await self._list()).objects
        for object_id in asked.keys() & listed.keys():
            asked[object_id].answer.set_result(listed[object_id])
        # An object can slip between two pages while others go: a list alone proves no absence.
        unseen = [object_id for object_id in asked if object_id not in listed]
        await asyncio.gather(*(self._answer(object_id, asked[object_id]) for object_id in unseen))

    async def _answer(self, object_id: str, question: Question[W]) -> None:
        """Answer one, as soon as that is known: nobody waits for another's answer."""
        try:
            question.answer.set_result(await self._get(object_id))
        except Exception as error:
            _fail(question, error)

    def _worth_a_list(self, asked: Mapping[str, Question[W]]) -> bool:
        """Whether a list is cheaper; for a slow stream of reads, too, that come one by one."""
        operations = self._collection.operations
        if operations.get is Get.FROM_LIST or not operations.whole_items:
            return operations.get is Get.FROM_LIST
        pages = math.ceil(len(self._snapshot.objects) / PAGE) if self._snapshot else 1
        news = sum(question.by_list for question in asked.values())
        now = self._clock.now()
        lately = self._singles if news and now - self._single_at < KEEP else 0
        worth = len(asked) + lately > max(pages, 1)
        if worth or news:
            self._singles, self._single_at = 0 if worth else lately + news, now
        return worth

    async def _get(self, object_id: str) -> W | None:
        try:
            if self._collection.operations.get is Get.FROM_LIST:
                # One more walk for all who are not in the first: pages move.
                return (await self.all()).get(object_id)
            found = await self._collection.get(object_id)
        except NotFound:
            return None
        self._note(shown=True)
        return found

    async def _walk_soon(self) -> Snapshot[W]:
        await self._clock.sleep(GATHER)
        self._walk = None  # whoever asks from now on wants to see what is newer
        return await self._list()

    async def _list(self) -> Snapshot[W]:
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
        return self._snapshot

    def _note(self, *, shown: bool) -> None:
        if self._parent is not None:
            self._parent.note(shown)


def _fail(question: Question[W], error: Exception) -> None:
    if not question.answer.done():
        question.answer.set_exception(error)
        question.answer.exception()  # whoever asked may have left
