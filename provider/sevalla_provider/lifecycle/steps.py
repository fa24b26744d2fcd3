"""The requests that change one object: a body, and the calls that some inputs have of their own.

What an answer does not tell, since it was lost, is looked for in the object.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from operator import attrgetter
from typing import Generic, TypeVar

from sevalla_provider.clients.calls import Switch
from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.clients.verbs import Shows
from sevalla_provider.http import ApiError, Executed
from sevalla_provider.lifecycle.diff import Change
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.lost_answers import TRY_AGAIN_AFTER, until_answered
from sevalla_provider.lifecycle.membership import move
from sevalla_provider.lifecycle.ordering import put_in_order
from sevalla_provider.lifecycle.readiness import at_rest
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.progress import narrator
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


class Turn(IntEnum):
    """When a step is taken: what pauses an object leaves room for no other.

    What a renewal tells once is in its answer, after which nothing is read any more.
    """

    WAKES = 0
    CHANGES = 1
    PAUSES = 2
    RENEWS = 3

    @classmethod
    def of(cls, switch: Switch, *, on: bool) -> "Turn":
        """When a switch is turned."""
        if not switch.pauses:
            return cls.CHANGES
        return cls.PAUSES if on else cls.WAKES


@dataclass(frozen=True)
class Step(Generic[W]):
    """One request, or some, that make one change.

    `may_fail`: whether the platform may give it up later, and leave the object as it was.
    """

    take: Callable[[], Awaitable[W]]
    turn: Turn = Turn.CHANGES
    may_fail: bool = False


def steps(
    session: Session,
    place: Place[W],
    resource: Resource[W],
    object_id: str,
    fields: JsonObject,
    differing: Sequence[Change],
    inputs: Properties,
) -> Sequence[Step[W]]:
    """What is to be done, in the order in which that can be done.

    `fields`: the body of an update; nothing where there is none. `inputs`: what the program says.
    """
    body = [Step(partial(place.collection.update, object_id, fields))] if fields else []
    one = _Calls(session, place, resource, object_id, inputs)
    changed = (change for change in differing if not change.replaces)
    calls = filter(None, map(one.step, changed))
    return sorted((*body, *calls), key=attrgetter("turn"))


@dataclass(frozen=True)
class _Calls(Generic[W]):
    """The calls about one object. Every call raises `ApiError`."""

    session: Session
    place: Place[W]
    resource: Resource[W]
    object_id: str
    inputs: Properties

    def step(self, change: Change) -> Step[W] | None:
        """How one input is changed that no body carries; None of one that a body does."""
        operations, collection = self.resource.operations, self.place.collection
        name = change.name
        if name in operations.switches:
            switch = operations.switches[name]
            turned = bool(change.wanted or switch.off)
            take = partial(self._switch if turned else self._left_to_another, change)
            return Step(take, Turn.of(switch, on=bool(change.wanted)))
        if name in operations.setters:
            return Step(partial(self._set, change), may_fail=True)
        if name in operations.memberships:
            return Step(
                partial(move, self.session, self.resource, collection, self.object_id, change)
            )
        if name in operations.renewals:
            return Step(partial(self._renew, change), Turn.RENEWS)
        if operations.is_position(name):
            return Step(self._position)
        return None

    async def _look(self) -> W:
        """Look what became of a change: at once, or when it must have settled."""
        if self.resource.operations.settles:
            return await at_rest(self.session, self.place, self.resource, self.object_id)
        return await self.place.collection.get(self.object_id)

    async def _set(self, change: Change) -> W:
        """Make the call that carries an input; again after a lost answer, when that has settled."""
        session, started = self.session, self.session.clock.now()
        while True:
            try:
                return await self.place.collection.set(self.object_id, change.name, change.wanted)
            except ApiError as error:
                tried_for = session.clock.now() - started
                if error.executed is Executed.NO or tried_for >= session.settings.retry_seconds:
                    raise
                narrator().status(f"the answer to {error.request} was lost; asking again")
            await session.clock.sleep(TRY_AGAIN_AFTER)
            await self._look()

    async def _switch(self, change: Change) -> W:
        """Make the calls that set an input; after a lost answer the object tells what became of it.

        What flips is never sent again: the call whose answer is lost may yet be carried out.
        """
        collection, on = self.place.collection, bool(change.wanted)
        switch = collection.operations.switches[change.name]

        async def turned() -> W | None:
            found = await self._look()
            return found if getattr(found, change.name, None) is on else None

        async def turn() -> W:
            try:
                return await collection.switch(self.object_id, change.name, on=on)
            except ApiError as error:
                # It may be so already, by a call whose answer was lost.
                if switch.repeatable or error.executed is not Executed.NO:
                    raise
                found = await turned()
                if found is None:
                    raise
                return found

        return await until_answered(self.session, turn, turned, repeatable=not switch.flips)

    async def _renew(self, change: Change) -> W:
        """Make the call that makes something anew; after a lost answer the object tells what.

        Where an object does not show that, the call is made again: nobody knows what it has made.
        """
        collection = self.place.collection
        call = collection.operations.renewals[change.name]
        before = None
        if call.shows is Shows.OBJECT and call.method == "POST":  # all else may be sent again
            before = getattr(await collection.get(self.object_id), call.output, None)

        async def renewed() -> W | None:
            found = await collection.get(self.object_id)
            shown = getattr(found, call.output, None)
            is_new = before is not None and shown not in (None, before)
            return found if is_new else None

        renew = partial(collection.renew, self.object_id, change.name)
        return await until_answered(self.session, renew, renewed)

    async def _position(self) -> W:
        """Make the call that puts it where the program says, among the others."""
        await put_in_order(self.session, self.resource, self.place, self.object_id, self.inputs)
        return await self.place.collection.get(self.object_id)

    async def _left_to_another(self, change: Change) -> W:
        """Look whether another object took over what no call takes away, and else say what does.

        That other one may be changed in this very run.
        """
        clock = self.session.clock
        until = clock.now() + GRACE
        while True:
            found = await self.place.collection.get(self.object_id)
            if not getattr(found, change.name, None):
                return found
            if clock.now() >= until:
                break
            await clock.sleep(TRY_AGAIN_AFTER)
        word = change.name.removeprefix("is_")
        narrator().warn(
            f"the {self.resource.noun} {self.object_id} stays {word}: no call takes that away. "
            f"Make another one {word} (`{change.name}`: true), and this one is it no longer"
        )
        return found
