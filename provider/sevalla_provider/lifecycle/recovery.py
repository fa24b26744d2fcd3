"""Never lose an object, never make two: the one way in which anything is created.

Before the POST an intent is on disk: what, where, and which ids were there. When the answer is
lost, or an intent of an earlier run is found open, the object is looked for: exactly one new match
is adopted, none means POST again, several are an error that names them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sevalla_provider.clients.wire import JsonObject, WireModel
from sevalla_provider.http import ApiError, CarriedOut
from sevalla_provider.lifecycle.errors import Ambiguous, Taken
from sevalla_provider.lifecycle.journal import Intent, digest_of
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.settling import GRACE, health_of
from sevalla_provider.lifecycle.state import post_body, seen
from sevalla_provider.progress import narrator
from sevalla_provider.resources.normal import project, same
from sevalla_provider.resources.resource import Health, Properties, Resource

W = TypeVar("W", bound=WireModel)

LOOKS = (1, 2, 3, 4)
"""Pauses before each look for an object whose answer was lost, in units of a first look's: it may
take a while to show."""

ROUNDED = 0.01
"""Seconds by which the clocks of two processes may be read apart."""


@dataclass(frozen=True)
class Made(Generic[W]):
    """An object that is ours, and the intent that remembers it until the engine does."""

    found: W
    intent: Intent


@dataclass(frozen=True)
class Making(Generic[W]):
    """One create: which resource, where, by which inputs, for whom."""

    session: Session
    resource: Resource[W]
    place: Place[W]
    inputs: Properties
    identity: str
    operation: str

    async def run(self) -> Made[W]:
        """Make the object, or find the one that was made before.

        Raises:
            ApiError: when the server refuses, or after repeated loss of the answer.
            Ambiguous: when several objects could be the one.
        """
        journal, where = self.session.journal, self.place.where
        digest = digest_of(self._body)
        async with journal.alone(where, self._alike(digest)) as alike_ended:
            left_behind = await self._left_behind(digest)
            if left_behind is not None:
                return left_behind
            there = await self._there(alike_ended)
            self._insist_on_a_free_name(there)
            intent = journal.begin(
                self.identity, self.resource.noun, where, digest, frozenset(there), self.operation
            )
            return await self._post_until_answered(intent)

    async def _there(self, alike_ended: float) -> Mapping[str, W]:
        """What is there before the POST: what looks like ours and is in here is not ours."""
        if self.resource.unique is not None:
            return await self.place.reads.all()
        clock = self.session.clock
        # No list from before the last create of the same thing, in whichever process.
        since = clock.now() - clock.wall() + alike_ended + ROUNDED
        return await self.place.reads.there_already(since)

    def _insist_on_a_free_name(self, there: Mapping[str, W]) -> None:
        """Raise `Taken` where the API would rewrite, or refuse, an object of the same name."""
        unique = self.resource.unique
        taken = [
            object_id
            for object_id, found in there.items()
            if unique is not None and seen(self.resource, unique, found) == self.inputs[unique]
        ]
        if taken:
            noun, name = self.resource.noun, self.inputs[str(unique)]
            resource_id = self.resource.id_of(self._parent, taken[0])
            raise Taken(
                f'there is a {noun} "{name}" already, which is not in this stack: choose another '
                f"{unique}, or take it over by `pulumi import {self.resource.token} <resource> "
                f"{resource_id}`"
            )

    async def _post_until_answered(self, intent: Intent) -> Made[W]:
        started = self.session.clock.now()
        lost = False
        while True:
            try:
                found = await self.place.collection.create(self._body)
            except ApiError as error:
                if error.carried_out is CarriedOut.NO and not lost:
                    self.session.journal.close(intent)
                    raise
                lost = True
                narrator().status(f"the answer was lost; looking for the {self.resource.noun}")
                adopted = await self._look_for(intent)
                if adopted is not None:
                    return adopted
                tried_for = self.session.clock.now() - started
                refused = error.carried_out is CarriedOut.NO
                if refused or tried_for >= self.session.settings.retry_seconds:
                    raise  # and the intent stays: the next run looks once more
            else:
                return self._ours(found, intent)

    async def _left_behind(self, digest: str) -> Made[W] | None:
        """Find what an earlier run of this very resource made and could not report."""
        for intent in self.session.journal.left_behind(self.identity, self.place.where):
            adopted = await self._revisit(intent, digest)
            if adopted is not None:
                return adopted
            self.session.journal.close(intent)
        return None

    async def _revisit(self, intent: Intent, digest: str) -> Made[W] | None:
        if intent.made is None:
            if intent.digest == digest:
                age = self.session.clock.wall() - intent.begun_at
                if age < GRACE:
                    return await self._look_for(intent)
                return self._only(await self._candidates(intent), intent)
            await self._warn_of_strays(intent)
            return None
        found = await self.place.reads.find(intent.made, at_once=True)
        if found is None or health_of(self.resource, found) in (Health.GOING, Health.FAILED):
            return None
        if not self._could_become_ours(found):
            self._warn_of({found.id: found})
            return None
        return self._adopt(found, intent)

    async def _look_for(self, intent: Intent) -> Made[W] | None:
        for pause in LOOKS:
            await self.session.clock.sleep(pause * self.place.poller.first_look)
            adopted = self._only(await self._candidates(intent), intent)
            if adopted is not None:
                return adopted
        return None

    def _only(self, candidates: Sequence[W], intent: Intent) -> Made[W] | None:
        if len(candidates) > 1:
            ids = ", ".join(self.resource.id_of(self._parent, found.id) for found in candidates)
            raise Ambiguous(
                f"the answer to a create was lost, and {len(candidates)} new objects could be what "
                f"it made: {ids}. Import the right one (`pulumi import`) or delete those that "
                "nobody needs, then forget the create by `pulumi-sevalla intents --clear`."
            )
        return self._adopt(candidates[0], intent) if candidates else None

    def _adopt(self, found: W, intent: Intent) -> Made[W]:
        resource_id = self.resource.id_of(self._parent, found.id)
        narrator().note(
            f"adopted the {self.resource.noun} {resource_id}: an earlier request of this stack "
            "made it, and its answer was lost"
        )
        return self._ours(found, intent)

    def _ours(self, found: W, intent: Intent) -> Made[W]:
        self.place.reads.made(found)
        return Made(found, self.session.journal.answered(intent, found.id, self.operation))

    async def _candidates(self, intent: Intent) -> Sequence[W]:
        fresh = await self._appeared_since(intent)
        return [found for found in fresh.values() if self._as_asked(found)]

    async def _appeared_since(self, intent: Intent) -> Mapping[str, W]:
        """Objects that were not there before the POST, and that no other create has claimed."""
        others = self.session.journal.open()
        claimed = {other.made for other in others if other.key != intent.key}
        there = await self.place.reads.all()
        return {
            object_id: found
            for object_id, found in there.items()
            if object_id not in intent.seen | claimed
        }

    async def _warn_of_strays(self, intent: Intent) -> None:
        self._warn_of(await self._appeared_since(intent))

    def _warn_of(self, strays: Mapping[str, W]) -> None:
        if strays:
            ids = ", ".join(self.resource.id_of(self._parent, stray) for stray in strays)
            narrator().warn(
                f"an earlier run was cut off while it made a {self.resource.noun}, and the program "
                f"has changed since. It may have made one of these: {ids}. Delete it, or import it "
                "by `pulumi import`, if nobody needs it otherwise."
            )

    def _as_asked(self, found: W) -> bool:
        """Whether the POST could have made this object; what the server leaves open fits."""
        asked = {name for name in self.inputs if not self.resource.traits[name].after_create}
        return self._fits(found, asked)

    def _could_become_ours(self, found: W) -> bool:
        """Whether an update can make this object what the program says."""
        fixed = {name for name in self.inputs if self.resource.traits[name].replaces}
        return self._fits(found, fixed)

    def _fits(self, found: W, names: set[str]) -> bool:
        for name in names:
            if self.resource.traits[name].in_path:
                continue
            shown, asked = seen(self.resource, name, found), self.inputs[name]
            if shown is not None and not same(project(shown, asked), asked):
                return False
        return True

    def _alike(self, digest: str) -> str:
        """What the creates have in common that must go one after the other."""
        unique = self.resource.unique
        return digest if unique is None else str(self.inputs[unique])

    @property
    def _body(self) -> JsonObject:
        return post_body(self.resource, self.inputs)

    @property
    def _parent(self) -> str:
        return self.resource.parent_of(self.inputs)
