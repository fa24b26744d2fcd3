"""Never lose an object, never make two: the one way in which anything is created.

Before the POST an intent is on disk: what, where, and which ids were there. When the answer is
lost, or an intent of an earlier run is found open, the object is looked for: exactly one new match
is adopted, none means POST again, several are an error that names them.

`candidates` says what a match is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

from sevalla_provider.clients.wire import JsonObject, WireModel
from sevalla_provider.http import (
    ApiError,
    CarriedOut,
    NonsenseAnswer,
    NotSent,
    Refused,
    before_sending,
)
from sevalla_provider.lifecycle.candidates import Candidates
from sevalla_provider.lifecycle.errors import Ambiguous, Taken
from sevalla_provider.lifecycle.evidence import account_in
from sevalla_provider.lifecycle.intents import BodyDigest, Intent
from sevalla_provider.lifecycle.leftovers import warn_of_namesakes
from sevalla_provider.lifecycle.readiness import GRACE, find_within_grace, health_of
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import outputs_of, post_body, seen
from sevalla_provider.progress import narrator
from sevalla_provider.resources.resource import Health, Properties, Resource

W = TypeVar("W", bound=WireModel)

LOOKS = (1, 2, 3, 4)
"""Pauses before each look for an object whose answer was lost, in units of a first look's: it may
take a while to show."""

LATER_LOOKS = (0, 1)
"""Pauses before each look of a later run: one walk over pages that move proves no absence."""

LIKENESS_LASTS = 600.0
"""Seconds after its last POST for which an object is adopted for its likeness alone."""

ROUNDED = 0.01
"""Seconds by which the clocks of two processes may be read apart."""


@dataclass(frozen=True)
class Made(Generic[W]):
    """An object that is ours, and the intent that remembers it until the engine does.

    `adopted`: an earlier run made it.
    """

    record: W
    intent: Intent
    adopted: bool = False


@dataclass(frozen=True)
class CreateOperation(Generic[W]):
    """One create: which resource, where, by which inputs, for whom.

    `identities`: which resource of which stack, the present name first, then those of old.
    """

    session: Session
    resource: Resource[W]
    place: Place[W]
    inputs: Properties
    identities: Sequence[str]
    operation: str

    async def run(self) -> Made[W]:
        """Make the object, or find the one that was made before.

        Raises:
            ApiError: when the server refuses, or after repeated loss of the answer.
            Ambiguous: when a person must say which object is the one.
        """
        intent_log, where = self.session.intent_log, self.place.where
        digest = intent_log.digest(self._body)
        async with intent_log.alone(where, *self._alike(digest)) as alike_ended:
            await self._nobody_else_makes_it()
            left_behind = await self._left_behind(digest)
            if left_behind is not None:
                return left_behind
            there = await self._there(alike_ended)
            self._insist_on_a_free_name(there)
            warn_of_namesakes(self.session, self.identities[0], where, digest)
            now = self._server_time()
            intent = intent_log.begin(
                self.identities[0],
                self.resource.noun,
                where,
                digest.keyed,
                self._candidates.young(there, now),
                self.operation,
                now,
                self.session.made_by(self.resource).wire(),
            )
            return await self._post_until_answered(intent)

    async def _nobody_else_makes_it(self) -> None:
        """Wait while the process of an engine that has died is still at work on this resource."""
        intent_log, clock = self.session.intent_log, self.session.clock
        while any(intent_log.at_work_elsewhere(each, self.place.where) for each in self.identities):
            narrator().status(f"waiting for an earlier run that still makes this {self._noun}")
            await clock.sleep(self.place.poller.first_look)

    async def _there(self, alike_ended: float) -> Mapping[str, W]:
        """What is there before the POST: what looks like ours and is in here is not ours."""
        if self.resource.unique is not None:
            return await self.place.lists.all()
        clock = self.session.clock
        # No list from before the last create of the same thing, in whichever process.
        since = clock.now() - clock.wall() + alike_ended + ROUNDED
        return await self.place.lists.there_already(since)

    def _insist_on_a_free_name(self, there: Mapping[str, W]) -> None:
        """Raise `Taken` where the API would rewrite, or refuse, an object of the same name."""
        unique = self.resource.unique
        taken = [
            object_id
            for object_id, found in there.items()
            if unique is not None and seen(self.resource, unique, found) == self.inputs[unique]
        ]
        if taken:
            name = self.inputs[str(unique)]
            raise Taken(
                f'there is a {self._noun} "{name}" already, which is not in this stack: choose '
                f"another {unique}, or take it over by `pulumi import {self.resource.token} "
                f"<resource> {self._id_of(taken[0])}`"
            )

    async def _post_until_answered(self, intent: Intent) -> Made[W]:
        intent_log, started = self.session.intent_log, self.session.clock.now()
        while True:
            try:
                found = await self._post(intent)
            except ApiError as error:
                refused = error.carried_out is CarriedOut.NO
                if refused and not intent.lost:
                    intent_log.close(intent)
                    raise await self._refusal(error) from None
                intent = intent_log.lost(intent)
                adopted = await self._recovered(intent, error)
                if adopted is not None:
                    return adopted
                tried_for = self.session.clock.now() - started
                if refused or tried_for >= self.session.settings.retry_seconds:
                    raise  # and the intent stays: the next run looks once more
            else:
                return await self._just_made(intent) if found is None else self._ours(found, intent)

    async def _just_made(self, intent: Intent) -> Made[W]:
        """Find what an answer does not name. Where it cannot be told, the next run looks again."""
        for pause in (0, *LOOKS):
            await self.session.clock.sleep(pause * self.place.poller.first_look)
            candidates = await self._candidates.find(intent)
            if len(candidates) == 1:
                return self._ours(candidates[0], intent)
            if candidates:
                raise self._ambiguous(candidates, intent)
        raise NonsenseAnswer(self._request, f"it was answered, and no {self._noun} is new")

    async def _refusal(self, error: ApiError) -> ApiError | Taken:
        """Name what stands in the way of an object that cannot be there twice, if that is why."""
        if not isinstance(error, Refused):
            return error
        try:
            there = await self.place.lists.all()
        except ApiError:
            return error
        parent = {str(self.resource.parent): self.resource.parent_of(self.inputs)}
        in_the_way = [
            self._id_of(object_id)
            for object_id, found in there.items()
            if not self.resource.coexist(outputs_of(self.resource, found, parent), self.inputs)
        ]
        if not in_the_way:
            return error
        return Taken(
            f"{error}\nThere is a {self._noun} already, beside which there can be no other: "
            f"{', '.join(in_the_way)}. Take it over by `pulumi import {self.resource.token} "
            f"<resource> {in_the_way[0]}`"
        )

    async def _post(self, intent: Intent) -> W | None:
        """Send the POST, whose time is on record before it goes out; it may wait for long.

        None where the answer names nothing.
        """
        intent_log, collection = self.session.intent_log, self.place.collection
        try:
            with before_sending(lambda: intent_log.posts(intent, self._server_time())):
                if self.resource.operations.nameless:
                    await collection.send(self._body)
                    return None
                found = await collection.create(self._body)
        except NotSent:
            if not intent.lost:
                intent_log.close(intent)
            raise
        if found.id in intent.seen and not self.resource.operations.create.repeatable:
            raise NonsenseAnswer(
                self._request,
                f"the answer shows {found.id}, which was there before",
                request_id=found.request_id,
            )
        return found

    async def _recovered(self, intent: Intent, error: ApiError) -> Made[W] | None:
        """Look for what a POST made whose answer is lost; None where it may be sent again."""
        if self.resource.operations.create.repeatable:
            await self.session.clock.sleep(self.place.poller.first_look)
            return None
        if not self.resource.operations.listed:
            raise self._cannot_be_found(intent, f": {error}")
        narrator().status(f"the answer was lost; looking for the {self._noun}")
        return await self._look_for(intent, LOOKS)

    async def _left_behind(self, digest: BodyDigest) -> Made[W] | None:
        """Find what an earlier run of this very resource made and could not report."""
        intent_log = self.session.intent_log
        for identity in self.identities:
            for intent in intent_log.left_behind(identity, self.place.where):
                found = await self._revisit(intent, digest)
                if found is not None:
                    self.session.adopt(self.place.where, found.record.id)
                    return replace(found, adopted=True)
                intent_log.close(intent)
        return None

    async def _revisit(self, intent: Intent, digest: BodyDigest) -> Made[W] | None:
        if intent.made is not None:
            return await self._take_over(intent, intent.made)
        if self.resource.operations.create.repeatable:
            return None
        if not self.resource.operations.listed:
            raise self._cannot_be_found(intent)
        age = self.session.clock.wall() - intent.asked_at
        looks = LOOKS if 0 <= age < GRACE else LATER_LOOKS
        if not digest.names(intent.digest):
            self._warn_of(await self._strays_of(intent, looks))
            return None
        return await self._look_for(intent, looks)

    async def _strays_of(self, intent: Intent, pauses: Sequence[float]) -> Mapping[str, W]:
        """Everything that a create may have made whose inputs are no longer known."""
        strays: dict[str, W] = {}
        for pause in pauses:
            await self.session.clock.sleep(pause * self.place.poller.first_look)
            strays |= await self._candidates.appeared_since(intent)
        return strays

    async def _take_over(self, intent: Intent, object_id: str) -> Made[W] | None:
        """Take over an object whose id is on record, however old the record is."""
        found = await find_within_grace(
            self.session, self.place, object_id, intent.asked_at, at_once=True
        )
        if found is None:
            what = f"the {self._noun} {self._id_of(object_id)}, which an earlier run made,"
            account, evidence = account_in(intent.account), self.session.evidence(self.resource.api)
            await evidence.prove_gone(what, self.place.parent, account, intent.key)
        if found is None or health_of(self.session, self.resource, found) is Health.GOING:
            narrator().note(f"the {self._noun} {self._id_of(object_id)} of an earlier run is gone")
            return None
        if not self._candidates.could_become_ours(found):
            self._warn_of({found.id: found})
            return None
        return self._adopt(found, intent)

    async def _look_for(self, intent: Intent, pauses: Sequence[float]) -> Made[W] | None:
        for pause in pauses:
            await self.session.clock.sleep(pause * self.place.poller.first_look)
            candidates = await self._candidates.find(intent)
            while candidates and self.session.intent_log.others_in_flight(
                self.place.where, intent.key
            ):
                # One of these may be theirs: their answers will tell.
                await self.session.clock.sleep(self.place.poller.first_look)
                candidates = await self._candidates.find(intent)
            adopted = self._only(candidates, self._candidates.in_server_time(intent))
            if adopted is not None:
                return adopted
        return None

    def _only(self, candidates: Sequence[W], intent: Intent) -> Made[W] | None:
        if not candidates:
            return None
        old = abs(self.session.clock.wall() - intent.asked_at) > LIKENESS_LASTS
        if len(candidates) > 1 or old or not self._candidates.is_dated(candidates[0], intent):
            raise self._ambiguous(candidates, intent)
        return self._adopt(candidates[0], intent)

    def _ambiguous(self, candidates: Sequence[W], intent: Intent) -> Ambiguous:
        ids = ", ".join(self._id_of(found.id) for found in candidates)
        told = "names no object" if self.resource.operations.nameless else "was lost"
        could = (
            f"{len(candidates)} new objects could be what it made"
            if len(candidates) > 1
            else "only its likeness says that it made this object"
        )
        return Ambiguous(
            f"the answer to a create {told}, and {could}: {ids}. Import the right one "
            f"(`pulumi import {self.resource.token} <resource> <id>`) or delete what nobody needs, "
            f"then forget the create by `pulumi-sevalla intents --clear {intent.key}`."
        )

    def _cannot_be_found(self, intent: Intent, lost: str = "") -> Ambiguous:
        """Make the error for what the API does not list: it is never asked for twice."""
        return Ambiguous(
            f"the answer to a create was lost{lost}\nThe API lists no {self._noun}: one may have "
            f"been made that nobody knows; if so, {self.resource.lifetime(self.inputs)}. To make "
            f"another, forget this one by `pulumi-sevalla intents --clear {intent.key}`, and run "
            "`pulumi up` again."
        )

    def _adopt(self, found: W, intent: Intent) -> Made[W]:
        ours = self._ours(found, intent)
        narrator().note(
            f"adopted the {self._noun} {self._id_of(found.id)}: an earlier request of this stack "
            "made it, and its answer was lost"
        )
        return ours

    def _ours(self, found: W, intent: Intent) -> Made[W]:
        answered = self.session.intent_log.answered(intent, found.id, self.operation)
        if answered is None and self.resource.operations.create.repeatable:
            return Made(found, intent)
        if answered is None:
            raise Ambiguous(
                f"the {self._noun} {self._id_of(found.id)} was made here, and has been adopted for "
                "another resource meanwhile: say in the program which of the two shall have it."
            )
        self.place.lists.made(found)
        return Made(found, answered)

    def _warn_of(self, strays: Mapping[str, W]) -> None:
        if strays:
            ids = ", ".join(map(self._id_of, strays))
            narrator().warn(
                f"an earlier run was cut off while it made a {self._noun}, and the program "
                f"has changed since. It may have made one of these: {ids}. Delete it, or import it "
                "by `pulumi import`, if nobody needs it otherwise."
            )

    def _server_time(self) -> float | None:
        return self.session.client(self.resource.api).server_time()

    def _alike(self, digest: BodyDigest) -> tuple[str, str]:
        """What the creates have in common that must go one after the other, and what was once."""
        unique = self.resource.unique
        if unique is None:
            return digest.keyed, digest.plain
        name = self.inputs[unique]
        return self.session.intent_log.digest({unique: name}).keyed, str(name)

    def _id_of(self, object_id: str) -> str:
        return self.resource.id_of(self.resource.parent_of(self.inputs), object_id)

    @cached_property
    def _candidates(self) -> Candidates[W]:
        return Candidates(self.session, self.resource, self.place, self.inputs)

    @cached_property
    def _body(self) -> JsonObject:
        return post_body(self.resource, self.inputs)

    @property
    def _request(self) -> str:
        return f"{self.resource.operations.create.method} {self.place.collection.path}"

    @property
    def _noun(self) -> str:
        return self.resource.noun
