"""Never make two: the one way in which anything is created.

Before the POST an intent is on disk: what, where, and which ids were there. When the answer is
lost, or an intent of an earlier run is found open, `recovery` looks for the object.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.http import (
    ApiError,
    Executed,
    InvalidResponse,
    NotSent,
    RequestRejected,
    Response,
    before_sending,
)
from sevalla_provider.lifecycle.adoption import Adoption
from sevalla_provider.lifecycle.already_there import AlreadyThere
from sevalla_provider.lifecycle.exclusive_parent import insist_on_no_other_parent
from sevalla_provider.lifecycle.intents import BodyDigest, Intent
from sevalla_provider.lifecycle.leftovers import warn_of_namesakes
from sevalla_provider.lifecycle.ordering import posted_position
from sevalla_provider.lifecycle.recovery import LOOKS, Made, Recovery
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import post_body
from sevalla_provider.progress import narrator
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.status_line import so_far, status_line

W = TypeVar("W", bound=WireModel)

ROUNDED = 0.01
"""Seconds by which the clocks of two processes may be read apart."""


@dataclass(frozen=True)
class CreateOperation(Generic[W]):
    """One create: which resource, where, by which inputs, for whom.

    `identities`: which resource of which stack, the present name first, then those of old.
    `there`: what is there already, where whoever makes many has just looked.
    """

    session: Session
    resource: Resource[W]
    place: Place[W]
    inputs: Properties
    identities: Sequence[str]
    operation: str
    there: Mapping[str, W] | None = None

    async def run(self) -> Made[W]:
        """Make the object, or find the one that was made before.

        Raises:
            ApiError: when the server refuses, or after repeated loss of the answer.
            Ambiguous: when a person must say which object is the one.
        """
        intent_log, where = self.session.intent_log, self.place.where
        digest = intent_log.digest({**self._body, **self._unsent})
        async with intent_log.alone(where, *self._alike(digest)) as alike_ended:
            await self._nobody_else_makes_it()
            left_behind = await self._recovery.left_behind(self.identities, digest)
            if left_behind is not None:
                return left_behind
            there = await self._there(alike_ended)
            self._already_there.insist_on_room(there)
            await insist_on_no_other_parent(
                self.session, self.resource, self.place, self.inputs, self.identities[0]
            )
            warn_of_namesakes(self.session, self.identities[0], where, digest)
            intent = self._begin(digest, there)
            in_the_way = self._already_there.in_the_way(there) if self._adoption.applies else ()
            if in_the_way:
                return self._take_over(in_the_way[0], intent)
            return await self._post_until_answered(intent, self._positioned(there))

    def _begin(self, digest: BodyDigest, there: Mapping[str, W]) -> Intent:
        now = self._server_time()
        return self.session.intent_log.begin(
            self.identities[0],
            self.resource.noun,
            self.place.where,
            digest.keyed,
            self._recovery.candidates.young(there, now),
            self.operation,
            now,
            self.session.made_by(self.resource).wire(),
        )

    def _take_over(self, found: W, intent: Intent) -> Made[W]:
        """Take over what the platform made with its parent. Raises `Taken` where that is unsafe."""
        known_as = self.session.in_state_as(self.place.where, found.id)
        own = known_as in self.identities  # that is being replaced: it is there but once
        changed = [] if own else self._adoption.in_doubt(found)
        if changed or not (own or known_as is None):
            self.session.intent_log.close(intent)
            raise self._already_there.taken(
                f"the platform made the {self.resource.noun} {self._recovery.id_of(found.id)} with "
                "its parent, and there can be no other beside it"
                + (f"; somebody may have set its {', '.join(changed)}" if changed else ""),
                [found],
                "set `adoptExisting` (`adopt_existing` in Python) to true, which makes it what the "
                "program says and gives it back at a destroy, or ",
            )
        narrator().note(
            f"took over the {self.resource.noun} {self._recovery.id_of(found.id)}, which the "
            "platform made with its parent"
        )
        made = self._recovery.ours(found, intent)
        self.session.adopt(self.place.where, found.id)
        return replace(made, found=self._adoption.snapshot(found))

    async def _nobody_else_makes_it(self) -> None:
        """Wait while the process of an engine that has died is still at work on this resource."""
        intent_log, clock = self.session.intent_log, self.session.clock
        with status_line(clock) as line:
            while any(
                intent_log.at_work_elsewhere(each, self.place.where) for each in self.identities
            ):
                line.tell("an earlier run still makes it", so_far())
                await clock.sleep(self.place.poller.first_look)

    async def _there(self, alike_ended: float) -> Mapping[str, W]:
        """What is there before the POST: what looks like ours and is in here is not ours."""
        if self.there is not None:
            return self.there
        operations = self.resource.operations
        told = self.resource.unique is not None or bool(operations.create.id_from)
        if told or operations.default or operations.single or operations.ordering:
            return await self.place.lists.all()
        clock = self.session.clock
        # No list from before the last create of the same thing, in whichever process.
        since = clock.now() - clock.wall() + alike_ended + ROUNDED
        return await self.place.lists.there_already(since)

    def _positioned(self, there: Mapping[str, W]) -> JsonObject:
        """What a POST sends: with a position among what is there, where objects have one."""
        ordering = self.resource.operations.ordering
        if ordering is None:
            return self._body
        return {**self._body, **posted_position(ordering, self.inputs, len(there))}

    async def _post_until_answered(self, intent: Intent, body: JsonObject) -> Made[W]:
        intent_log, started = self.session.intent_log, self.session.clock.now()
        while True:
            try:
                found, told = await self._post(intent, body)
            except ApiError as error:
                refused = error.executed is Executed.NO
                if refused and not intent.lost:
                    return await self._refused(error, intent)
                intent = intent_log.lost(intent)
                adopted = await self._recovery.recovered(intent, error)
                if adopted is not None:
                    return adopted
                tried_for = self.session.clock.now() - started
                if refused or tried_for >= self.session.settings.retry_seconds:
                    raise  # and the intent stays: the next run looks once more
            else:
                return (
                    await self._just_made(intent, told)
                    if found is None
                    else self._recovery.ours(found, intent)
                )

    async def _post(self, intent: Intent, body: JsonObject) -> tuple[W | None, JsonObject]:
        """Send the POST, whose time is on record before it goes out; it may wait for long.

        None where the answer names nothing, and what it tells once.
        """
        intent_log, collection = self.session.intent_log, self.place.collection
        try:
            with before_sending(lambda: intent_log.posts(intent, self._server_time())):
                if self.resource.operations.nameless:
                    answer = await collection.send(body)
                    named = collection.named_in(answer)
                    if named is None:
                        return None, _told(self.resource, answer)
                    found = named
                else:
                    found = await collection.create(body)
        except NotSent:
            if not intent.lost:
                intent_log.close(intent)
            raise
        if found.id in intent.seen and not self.resource.operations.create.repeatable:
            raise InvalidResponse(
                self._request,
                f"the answer shows {found.id}, which was there before",
                request_id=found.request_id,
            )
        return found, {}

    async def _just_made(self, intent: Intent, told: JsonObject) -> Made[W]:
        """Find what an answer does not name. Where it cannot be told, the next run looks again."""
        for pause in (0, *LOOKS):
            await self.session.clock.sleep(pause * self.place.poller.first_look)
            candidates = await self._recovery.candidates.find(intent, told)
            if len(candidates) == 1:
                found = candidates[0].model_copy(update=told)
                return self._recovery.ours(found, intent)
            if candidates:
                raise self._recovery.ambiguous(candidates, intent)
        raise InvalidResponse(self._request, f"it was answered, and no {self.resource.noun} is new")

    async def _refused(self, error: ApiError, intent: Intent) -> Made[W]:
        """Take over what stands in the way where the platform made it. Raises the refusal."""
        there: Mapping[str, W] = {}
        if isinstance(error, RequestRejected):
            with suppress(ApiError):
                there = await self.place.lists.all()
        in_the_way = self._already_there.in_the_way(there)
        if in_the_way and self._adoption.applies:
            return self._take_over(in_the_way[0], intent)
        self.session.intent_log.close(intent)
        raise self._already_there.refusal(error, there) from None

    def _alike(self, digest: BodyDigest) -> tuple[str, str]:
        """What the creates have in common that must go one after the other, and what was once."""
        unique = self.resource.unique
        if self.resource.operations.create.one_by_one:
            return self.session.intent_log.digest({}).keyed, ""
        if unique is None:
            return digest.keyed, digest.plain
        name = self.inputs[unique]
        return self.session.intent_log.digest({unique: name}).keyed, str(name)

    def _server_time(self) -> float | None:
        return self.session.client(self.resource.api).server_time()

    @cached_property
    def _body(self) -> JsonObject:
        return post_body(self.resource, self.inputs)

    @property
    def _unsent(self) -> JsonObject:
        """What makes it another object though no request carries it."""
        return {
            name: self.inputs[name]
            for name, trait in self.resource.traits.items()
            if trait.provider_only and trait.replaces and name in self.inputs
        }

    @property
    def _request(self) -> str:
        return f"{self.resource.operations.create.method} {self.place.collection.create_path}"

    @cached_property
    def _adoption(self) -> Adoption[W]:
        return Adoption(self.session, self.resource, self.inputs)

    @cached_property
    def _already_there(self) -> AlreadyThere[W]:
        return AlreadyThere(
            self.session,
            self.resource,
            self.place,
            self.inputs,
            self._body,
            self.identities,
            self._recovery,
        )

    @cached_property
    def _recovery(self) -> Recovery[W]:
        return Recovery(self.session, self.resource, self.place, self.inputs, self.operation)


def _told(resource: Resource[W], answer: Response) -> JsonObject:
    """What an answer tells and no other will, by the names of outputs."""
    shown = answer.body if isinstance(answer.body, dict) else {}
    told = {name: shown.get(name) for name in resource.shown_once}
    return {name: value for name, value in told.items() if isinstance(value, str) and value}
