"""Read once, serve many: what is asked about one collection within a moment becomes one call."""

import asyncio
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.verbs import Get
from sevalla_provider.clock import Clock
from sevalla_provider.http import NotFound
from sevalla_provider.lifecycle.evidence import Parent
from sevalla_provider.lifecycle.list_cache import GATHER, KEEP, ListCache

W = TypeVar("W", bound=WireModel)


@dataclass(frozen=True)
class Question(Generic[W]):
    """What one object is like; `by_list`: a list would do, even one of a moment ago."""

    answer: asyncio.Future[W | None]
    by_list: bool


@dataclass
class Stream:
    """Reads that no list answers, and that come one by one, each soon after the last."""

    reads: int = 0
    last_at: float = -math.inf

    def length(self, now: float) -> int:
        """How many have come so far."""
        return self.reads if now - self.last_at < KEEP else 0

    def goes_on(self, reads: int, now: float) -> None:
        """Count some more."""
        self.reads, self.last_at = self.length(now) + reads, now

    def ends(self) -> None:
        """Note that there is a list for those who come."""
        self.reads = 0


class ReadBatcher(Generic[W]):
    """Reads of single objects: by `lists` or by GETs, whichever takes fewer calls.

    `parent`: hears whether the API shows this place to our key.
    """

    def __init__(
        self,
        collection: Collection[W],
        lists: ListCache[W],
        clock: Clock,
        parent: Parent | None = None,
    ) -> None:
        self._collection = collection
        self._lists = lists
        self._clock = clock
        self._parent = parent
        self._asked: dict[str, Question[W]] = {}
        self._rounds: set[asyncio.Task[None]] = set()
        self._stream = Stream()

    async def find(self, object_id: str, *, at_once: bool = False) -> W | None:
        """Read one object; None when there is none. `at_once`: not as it was seconds ago.

        Raises `ApiError`.
        """
        listed = None if at_once else await self._lists.latest()
        if listed is not None and object_id in listed:
            return listed[object_id]
        by_list = listed is None and not at_once
        return await asyncio.shield(self._ask(object_id, by_list=by_list))

    async def all(self) -> Mapping[str, W]:
        """Read every object, by the list that answers those who ask for one. Raises `ApiError`."""
        listed = await self._lists.latest()
        return await self._lists.all() if listed is None else listed

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
        listed = await self._listed_for(asked)
        for object_id in asked.keys() & listed.keys():
            asked[object_id].answer.set_result(listed[object_id])
        # An object can slip between two pages while others go: a list alone proves no absence.
        unseen = [object_id for object_id in asked if object_id not in listed]
        await asyncio.gather(*(self._answer(object_id, asked[object_id]) for object_id in unseen))

    async def _listed_for(self, asked: Mapping[str, Question[W]]) -> Mapping[str, W]:
        """List where that is cheaper than GETs; nothing where it is not."""
        now, news = self._clock.now(), sum(question.by_list for question in asked.values())
        lately = self._stream.length(now) if news else 0
        if self._worth_a_list(len(asked) + lately):
            self._stream.ends()
            with suppress(NotFound):  # the parent is gone: each object answers for itself
                all_at_ease = all(question.by_list for question in asked.values())
                listed = await self._lists.latest() if all_at_ease else None
                return await self._lists.fetch() if listed is None else listed
        elif news:
            self._stream.goes_on(news, now)
        return {}

    def _worth_a_list(self, reads: int) -> bool:
        operations = self._collection.operations
        if operations.get is Get.FROM_LIST:
            return True
        return operations.whole_items and reads > self._lists.pages

    async def _answer(self, object_id: str, question: Question[W]) -> None:
        """Answer one, as soon as that is known: nobody waits for another's answer."""
        try:
            question.answer.set_result(await self._get(object_id))
        except Exception as error:
            _fail(question, error)

    async def _get(self, object_id: str) -> W | None:
        try:
            if self._collection.operations.get is Get.FROM_LIST:
                # One more walk for all who are not in the first: pages move.
                return (await self._lists.all()).get(object_id)
            record = await self._collection.get(object_id)
        except NotFound:
            return None
        if self._parent is not None:
            self._parent.note(answer=True)
        return record


def _fail(question: Question[W], error: Exception) -> None:
    if not question.answer.done():
        question.answer.set_exception(error)
        question.answer.exception()  # whoever asked may have left
