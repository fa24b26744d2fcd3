"""What is there already, and leaves no room for what a create would make: whose, and what to do.

Some of it is known before the POST, as the API would rewrite it or answer with it; the rest is
looked for when the API refuses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.http import ApiError
from sevalla_provider.lifecycle.errors import Holder, Taken
from sevalla_provider.lifecycle.recovery import Recovery
from sevalla_provider.lifecycle.session import Place, Session
from sevalla_provider.lifecycle.state import outputs_of, seen
from sevalla_provider.resources.catalogue import BY_TOKEN
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource

W = TypeVar("W", bound=WireModel)


@dataclass(frozen=True)
class AlreadyThere(Generic[W]):
    """What one create finds in its place.

    Attributes:
        body: what its POST would send.
        identities: which resource of which stack, the present name first, then those of old.
    """

    session: Session
    resource: Resource[W]
    place: Place[W]
    inputs: Properties
    body: JsonObject
    identities: Sequence[str]
    recovery: Recovery[W]

    def insist_on_room(self, there: Mapping[str, W]) -> None:
        """Raise `Taken` where a POST would touch what is there, and make nothing new."""
        self._insist_on_a_free_name(there)
        self._insist_on_the_default(there)
        self._insist_on_a_free_place(there)
        self._insist_on_a_free_id(there)

    def _insist_on_a_free_name(self, there: Mapping[str, W]) -> None:
        """Raise `Taken` where the API would rewrite, or refuse, an object of the same name."""
        unique = self.resource.unique
        if unique is None:
            return
        name = self.inputs[unique]
        alike = {n: each for n, each in there.items() if seen(self.resource, unique, each) == name}
        taken = self.in_the_way(alike)
        if taken:
            raise self.taken(
                f'there is a {self.resource.noun} "{name}" already ({self._ids_of(taken)})',
                taken,
                f"choose another {unique}, or ",
            )

    def _insist_on_the_default(self, there: Mapping[str, W]) -> None:
        """Raise `Taken` where somebody has set what always exists, and not as the program says."""
        if not self.resource.operations.default:
            return
        for found in there.values():
            ours = self.session.in_state_as(self.place.where, found.id) is not None
            fits = self.recovery.candidates.as_asked(found) and not ours
            if not (fits or self.resource.is_default(found)):
                raise self.taken(
                    f"the {self.resource.noun} {self.recovery.id_of(found.id)} is neither as the "
                    "platform made it nor as the program says, and is not overwritten",
                    [found],
                )

    def _insist_on_a_free_place(self, there: Mapping[str, W]) -> None:
        """Raise `Taken` where the only one of its parent is there: a create would answer it."""
        operations = self.resource.operations
        if not (operations.single and there) or operations.create.repeatable:
            return
        found = list(there.values())
        where = self.resource.whereabouts(self.inputs)
        raise self.taken(
            f"there is a {self.resource.noun} {where} already, and there can be no other", found
        )

    def _insist_on_a_free_id(self, there: Mapping[str, W]) -> None:
        """Raise `Taken` where what the program says is the object's id is there already."""
        id_from = self.resource.operations.create.id_from
        if not id_from or self.resource.exclusive_parent is not None:
            return  # an exclusive parent has better words
        found = there.get(str(self.body.get(id_from)))
        if found is not None:
            where = self.resource.whereabouts(self.inputs)
            raise self.taken(f"the {self.resource.noun} {found.id} is {where} already", [found])

    def in_the_way(self, there: Mapping[str, W]) -> Sequence[W]:
        """The objects beside which there can be no other."""
        parent = self.resource.named(self.resource.parent_of(self.inputs))
        return [
            found
            for found in there.values()
            if self.resource.conflicts(outputs_of(self.resource, found, parent), self.inputs)
        ]

    def _predecessors(self, there: Mapping[str, W]) -> Sequence[W]:
        """What this very resource has, and is to replace, where there may be no room for both."""
        if not self.resource.beside_predecessor:
            return ()
        known_as = partial(self.session.in_state_as, self.place.where)
        return [found for own_id, found in there.items() if known_as(own_id) in self.identities]

    def refusal(self, error: ApiError, there: Mapping[str, W]) -> ApiError | Taken:
        """Name what stands in the way of an object that cannot be there twice, if that is why."""
        in_the_way, predecessors = self.in_the_way(there), self._predecessors(there)
        # What always exists is in nobody's way.
        if self.resource.operations.default or not (in_the_way or predecessors):
            return error
        if in_the_way:
            return self.taken(
                f"{error}\nThere is a {self.resource.noun} already, beside which there can be no "
                f"other: {self._ids_of(in_the_way)}",
                in_the_way,
            )
        return self.taken(
            f"{error}\nThe {self.resource.noun} {self._ids_of(predecessors)} is still there, and "
            f"{self.resource.beside_predecessor}",
            predecessors,
        )

    def taken(self, text: str, in_the_way: Sequence[W], otherwise: str = "") -> Taken:
        """Make the error that says whose it is that stands in the way, and what to do."""
        first = in_the_way[0]
        known = (self.session.in_state_as(each, first.id) for each in self._places_of(first))
        known_as = next((each for each in known if each is not None), None)
        holder = Holder.UNKNOWN if known_as is None else Holder.STACK
        if known_as in self.identities:
            holder = Holder.PREDECESSOR
        over = f"`pulumi import {self.resource.token} <resource> {self.recovery.id_of(first.id)}`"
        return Taken(f"{text}.", holder, f"{otherwise}take it over by {over}")

    def _places_of(self, found: W) -> Iterator[str]:
        """The collections that an object is in."""
        yield self.place.where
        side = self.resource.other_side
        if side is not None:
            token = side.resources.get(str(getattr(found, side.kind, None)), self.resource.token)
            other = getattr(found, side.parent, None)
            yield self.session.where(BY_TOKEN.get(token, self.resource), str(other))

    def _ids_of(self, found: Sequence[W]) -> str:
        return ", ".join(self.recovery.id_of(each.id) for each in found)
