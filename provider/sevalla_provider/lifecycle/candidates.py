"""Which objects a create may have made whose answer is lost: those for which everything speaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sevalla_provider.clients.masks import fits
from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.clock import timestamp_of
from sevalla_provider.lifecycle.intents import Intent
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import seen
from sevalla_provider.resources.normalize import project, refines, same
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)

SKEW = 5.0
"""Seconds by which a server's time stamps may differ from its `Date` header
(`docs/contract/tolerant-choices.md`)."""

CARRIED_OUT_WITHIN = 60.0
"""Seconds after a POST within which a server that carries it out at all has done so."""

LATELY = 3600.0
"""Seconds; what was made earlier can be told from what our POST makes by its time alone."""


@dataclass(frozen=True)
class Candidates(Generic[W]):
    """The search for what one create has made. `inputs` in normal form."""

    session: Session
    resource: Resource[W]
    place: Place[W]
    inputs: Properties

    async def find(self, intent: Intent, told: JsonObject | None = None) -> Sequence[W]:
        """Find the objects that show what was asked for. Raises `ApiError`.

        `told`: what the answer told that only the object itself can fit.
        """
        fresh = await self.appeared_since(intent)
        return [found for found in fresh.values() if self._is_it(found, told or {})]

    async def appeared_since(self, intent: Intent) -> Mapping[str, W]:
        """Find what our POSTs may have made by its time, and nobody has claimed.

        Raises `ApiError`.
        """
        there = await self.place.lists.all()
        intent_log, where = self.session.intent_log, self.place.where
        intent = self.in_server_time(intent)
        return {
            object_id: found
            for object_id, found in there.items()
            if object_id not in intent.seen
            and self._in_time(found, intent)
            and not intent_log.is_claimed(where, object_id, intent.key)
        }

    def in_server_time(self, intent: Intent) -> Intent:
        """Date an intent by the server's clock, where that was not known yet at its POST."""
        now = self.session.client(self.resource.api).server_time()
        if now is None or None not in (intent.first_post, intent.last_post):
            return intent
        ahead, tried_for = now - self.session.clock.wall(), self.session.settings.retry_seconds
        times = {
            "first_post": intent.begun_at + ahead,
            "last_post": intent.asked_at + ahead + tried_for,
        }
        return intent.model_copy(update=times)

    def could_become_ours(self, found: W) -> bool:
        """Whether an update can make an object what the program says."""
        traits = self.resource.traits
        return self._fits(found, (name for name in self.inputs if traits[name].replaces))

    def _is_it(self, found: W, told: JsonObject) -> bool:
        """Whether an object has the ends of the secret that the answer told; else, as asked."""
        proof = self.resource.operations.create.proof
        secret = None if proof is None else told.get(proof.secret)
        shown = None if proof is None else getattr(found, proof.masked, None)
        if proof is None or secret is None or shown is None:
            return self.as_asked(found)
        return fits(shown, str(secret)) and self._fits(found, proof.same)

    def as_asked(self, found: W) -> bool:
        """Whether the POST could have made an object: by what the program says, and leaves out."""
        traits = self.resource.traits
        fits = self._fits(found, (name for name, each in traits.items() if not each.after_create))
        return fits and self.resource.could_be_made_by(self.inputs, found)

    def _fits(self, found: W, names: Iterable[str]) -> bool:
        for name in names:
            trait = self.resource.traits[name]
            silence = trait.default if not trait.server_default else None
            asked, shown = self.inputs.get(name, silence), seen(self.resource, name, found)
            if trait.in_path or trait.provider_only or shown is None:
                continue
            if asked is None and trait.server_default:
                continue
            if trait.refined and refines(shown, asked):
                continue
            if not same(project(shown, asked), asked):
                return False
        return True

    def young(self, there: Mapping[str, W], now: float | None) -> frozenset[str]:
        """The ids of those that are not told from a new one by their time: few, of thousands.

        `now`: by the server's clock; None where that is not known.
        """
        if now is None:
            return frozenset(there)
        made = {object_id: self._made_at(found) for object_id, found in there.items()}
        return frozenset(each for each, at in made.items() if at is None or at > now - LATELY)

    def is_dated(self, found: W, intent: Intent) -> bool:
        """Whether there are times to compare, or none are ever told: what is new is told by ids."""
        if not self.resource.created_at:
            return True
        return None not in (self._made_at(found), intent.first_post, intent.last_post)

    def _in_time(self, found: W, intent: Intent) -> bool:
        """Whether an object was made when our POSTs went out; if nobody can tell, it may have."""
        made = self._made_at(found)
        if made is None or intent.first_post is None or intent.last_post is None:
            return True
        return intent.first_post - SKEW <= made <= intent.last_post + CARRIED_OUT_WITHIN

    def _made_at(self, found: W) -> float | None:
        return timestamp_of(getattr(found, self.resource.created_at, None))
