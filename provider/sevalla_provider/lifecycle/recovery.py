"""What a create made whose answer is lost, in this run or an earlier one: never lose an object.

The object is looked for: exactly one new match is adopted, none means POST again, several are an
error that names them. `candidates` says what a match is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

from sevalla_provider.clients.models import WireModel
from sevalla_provider.http import ApiError
from sevalla_provider.lifecycle.account import account_in
from sevalla_provider.lifecycle.candidates import Candidates
from sevalla_provider.lifecycle.errors import Ambiguous
from sevalla_provider.lifecycle.grace import GRACE, find_within_grace
from sevalla_provider.lifecycle.intents import BodyDigest, Intent
from sevalla_provider.lifecycle.readiness import health_of
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import post_body
from sevalla_provider.progress import narrator
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)

LOOKS = (1, 2, 3, 4)
"""Pauses before each look for an object whose answer was lost, in units of a first look's: it may
take a while to show."""

LATER_LOOKS = (0, 1)
"""Pauses before each look of a later run: one walk over pages that move proves no absence."""

LIKENESS_LASTS = 600.0
"""Seconds after its last POST for which an object is adopted for its likeness alone."""


@dataclass(frozen=True)
class Made(Generic[W]):
    """An object that is ours, and the intent that remembers it until the engine does.

    Attributes:
        adopted: an earlier run made it.
        found: what it was when it was taken over from the platform.
    """

    record: W
    intent: Intent
    adopted: bool = False
    found: Properties | None = None


@dataclass(frozen=True)
class Recovery(Generic[W]):
    """The search for what one create has made.

    Attributes:
        inputs: in normal form.
        operation: by which it is known that the create is at work.
    """

    session: Session
    resource: Resource[W]
    place: Place[W]
    inputs: Properties
    operation: str

    async def left_behind(self, identities: Sequence[str], digest: BodyDigest) -> Made[W] | None:
        """Find what an earlier run of this very resource made and could not report."""
        intent_log = self.session.intent_log
        for identity in identities:
            for intent in intent_log.left_behind(identity, self.place.where):
                found = await self._revisit(intent, digest)
                if found is not None:
                    self.session.adopt(self.place.where, found.record.id)
                    return replace(found, adopted=True)
                intent_log.close(intent)
        return None

    async def recovered(self, intent: Intent, error: ApiError) -> Made[W] | None:
        """Look for what a POST made whose answer is lost; None where it may be sent again."""
        if self.resource.operations.create.repeatable:
            await self.session.clock.sleep(self.place.poller.first_look)
            return None
        if not self.resource.operations.listed:
            raise self._cannot_be_found(intent, f": {error}")
        narrator().status(f"the answer was lost; looking for the {self.resource.noun}")
        if self.resource.operations.create.id_from:
            return await self._look_for_the_one(intent, LOOKS)
        return await self._look_for(intent, LOOKS)

    def ours(self, found: W, intent: Intent) -> Made[W]:
        """Put on record what was made. Raises `Ambiguous` where it is somebody else's by now."""
        answered = self.session.intent_log.answered(intent, found.id, self.operation)
        if answered is None and self.resource.operations.create.repeatable:
            return Made(found, intent)
        if answered is None:
            raise Ambiguous(
                f"the {self.resource.noun} {self.id_of(found.id)} was made here, and has been "
                "adopted for another resource meanwhile: say in the program which of the two shall "
                "have it."
            )
        self.place.lists.made(found)
        return Made(found, answered)

    def ambiguous(self, candidates: Sequence[W], intent: Intent) -> Ambiguous:
        """Make the error that names what a person must choose from."""
        ids = ", ".join(self.id_of(found.id) for found in candidates)
        told = "names no object" if self.resource.operations.nameless else "was lost"
        could = (
            f"{len(candidates)} new objects could be what it made"
            if len(candidates) > 1
            else "only its likeness says that it made this object"
        )
        return Ambiguous(
            f"the answer to a create {told}, and {could}: {ids}. {self._choice} forget the create "
            f"by `pulumi-sevalla intents --clear {intent.key}`."
        )

    @property
    def _choice(self) -> str:
        """What a person may do about several candidates, before the create is forgotten."""
        if self.resource.not_importable:
            return f"If another {self.resource.noun} does no harm,"
        return (
            f"Import the right one (`pulumi import {self.resource.token} <resource> <id>`) or "
            "delete what nobody needs, then"
        )

    def id_of(self, object_id: str) -> str:
        """The id that Pulumi knows."""
        return self.resource.id_of(self.resource.parent_of(self.inputs), object_id)

    @cached_property
    def candidates(self) -> Candidates[W]:
        """Which objects it may be."""
        return Candidates(self.session, self.resource, self.place, self.inputs)

    async def _revisit(self, intent: Intent, digest: BodyDigest) -> Made[W] | None:
        if intent.made is not None:
            if self.resource.operations.delete is None and not digest.names(intent.digest):
                return None  # it goes its way, and the program wants another by now
            return await self._take_over(intent, intent.made)
        if self.resource.operations.create.repeatable:
            return None
        if not self.resource.operations.listed:
            raise self._cannot_be_found(intent)
        age = self.session.clock.wall() - intent.asked_at
        looks = LOOKS if 0 <= age < GRACE else LATER_LOOKS
        if self.resource.operations.create.id_from:
            return await self._look_for_the_one(intent, looks)
        if not digest.names(intent.digest):
            self._warn_of(await self._strays_of(intent, looks))
            return None
        return await self._look_for(intent, looks)

    async def _strays_of(self, intent: Intent, pauses: Sequence[float]) -> Mapping[str, W]:
        """Everything that a create may have made whose inputs are no longer known."""
        strays: dict[str, W] = {}
        for pause in pauses:
            await self.session.clock.sleep(pause * self.place.poller.first_look)
            strays |= await self.candidates.appeared_since(intent)
        return strays

    async def _take_over(self, intent: Intent, object_id: str) -> Made[W] | None:
        """Take over an object whose id is on record, however old the record is."""
        found = await find_within_grace(
            self.session, self.place, object_id, intent.asked_at, at_once=True
        )
        if found is None:
            what = f"the {self.resource.noun} {self.id_of(object_id)}, which an earlier run made,"
            account, evidence = account_in(intent.account), self.session.evidence(self.resource.api)
            await evidence.prove_gone(what, self.place.parent, account, intent.key)
        if found is None or health_of(self.session, self.resource, found) is Health.DELETING:
            narrator().note(
                f"the {self.resource.noun} {self.id_of(object_id)} of an earlier run is gone"
            )
            return None
        if not self.candidates.could_become_ours(found):
            self._warn_of({found.id: found})
            return None
        return self._adopt(found, intent)

    async def _look_for_the_one(self, intent: Intent, pauses: Sequence[float]) -> Made[W] | None:
        """Look for what has the id that the request gave it: it was in no such place before."""
        own_id = post_body(self.resource, self.inputs)[self.resource.operations.create.id_from]
        for pause in pauses:
            await self.session.clock.sleep(pause * self.place.poller.first_look)
            found = (await self.place.lists.all()).get(str(own_id))
            if found is not None:
                return self._adopt(found, intent)
        return None

    async def _look_for(self, intent: Intent, pauses: Sequence[float]) -> Made[W] | None:
        for pause in pauses:
            await self.session.clock.sleep(pause * self.place.poller.first_look)
            candidates = await self.candidates.find(intent)
            while candidates and self.session.intent_log.others_in_flight(
                self.place.where, intent.key
            ):
                # One of these may be theirs: their answers will tell.
                await self.session.clock.sleep(self.place.poller.first_look)
                candidates = await self.candidates.find(intent)
            adopted = self._only(candidates, self.candidates.in_server_time(intent))
            if adopted is not None:
                return adopted
        return None

    def _only(self, candidates: Sequence[W], intent: Intent) -> Made[W] | None:
        if not candidates:
            return None
        old = abs(self.session.clock.wall() - intent.asked_at) > LIKENESS_LASTS
        if len(candidates) > 1 or old or not self.candidates.is_dated(candidates[0], intent):
            raise self.ambiguous(candidates, intent)
        return self._adopt(candidates[0], intent)

    def _cannot_be_found(self, intent: Intent, lost: str = "") -> Ambiguous:
        """Make the error for what the API does not list: it is never asked for twice."""
        noun, lifetime = self.resource.noun, self.resource.lifetime(self.inputs)
        return Ambiguous(
            f"the answer to a create was lost{lost}\nThe API lists no {noun}: one may have been "
            f"made that nobody knows; if so, {lifetime}. To make another, forget this one by "
            f"`pulumi-sevalla intents --clear {intent.key}`, and run `pulumi up` again."
        )

    def _adopt(self, found: W, intent: Intent) -> Made[W]:
        ours = self.ours(found, intent)
        narrator().note(
            f"adopted the {self.resource.noun} {self.id_of(found.id)}: an earlier request of this "
            "stack made it, and its answer was lost"
        )
        return ours

    def _warn_of(self, strays: Mapping[str, W]) -> None:
        if strays and not self.resource.not_importable:
            ids = ", ".join(map(self.id_of, strays))
            narrator().warn(
                f"an earlier run was cut off while it made a {self.resource.noun}, and the program "
                f"has changed since. It may have made one of these: {ids}. Delete it, or import it "
                "by `pulumi import`, if nobody needs it otherwise."
            )
