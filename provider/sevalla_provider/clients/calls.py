"""The calls that an object has beside the verbs, each of which serves an input or an output."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sevalla_provider.clients.verbs import Proof, Shows


@dataclass(frozen=True)
class WhoAmI:
    """How a key knows itself among the objects: it cannot switch off, renew or remove that one.

    Attributes:
        asked: the calls whose answer may have its id.
        proof: how it is known where none has.
    """

    asked: Sequence[str]
    proof: Proof


@dataclass(frozen=True)
class Switch:
    """The calls, below an object, that set an input which is true or false.

    Where both are the same call, that one flips. Where there is none for false, an object becomes
    that by another's becoming true.

    Attributes:
        pauses: whether an object that it is true of takes no other change: it is the last to be
            switched on, and the first to be switched off.
        off_method: of the request that makes it false.
        repeatable: whether the API takes a call where the object is so already.
    """

    on: str
    off: str = ""
    pauses: bool = False
    off_method: str = "POST"
    repeatable: bool = True

    @property
    def flips(self) -> bool:
        """Whether the call says nothing of what it leads to."""
        return (self.on, "POST") == (self.off, self.off_method)


@dataclass(frozen=True)
class Setter:
    """The call, below an object, that changes an input which POST takes and PATCH does not.

    To make it twice does no more than to make it once.

    Attributes:
        path: below the object.
        carries: what the call calls the input.
    """

    path: str
    carries: str


@dataclass(frozen=True)
class Membership:
    """The calls that set an input which says what an object is a member of: one at a time.

    POST takes it as any input, PATCH does not.

    Attributes:
        path: of the members; its parameter is what the input says.
        kind: what an object is called among them: their `service_type`.
    """

    path: str
    kind: str


@dataclass(frozen=True)
class Ordering:
    """The input that says which position an object has among those of its parent.

    A POST always says one. Later one call to the parent sets the positions of all of them.

    Attributes:
        input: left out, an object goes behind all others.
        posted_as: what a POST calls it: the position of what the new object goes before.
        most: the last position that the API takes.
        field: of the parent's PATCH: a list with each object's id and position.
        id_as: what an item of that calls the id.
        position_as: what it calls the position.
        shown_as: the output that tells the position.
    """

    input: str
    posted_as: str
    most: int
    field: str
    id_as: str
    position_as: str
    shown_as: str


@dataclass(frozen=True)
class Renewal:
    """The call that makes something of an object anew; it carries nothing.

    Attributes:
        method: of the request.
        path: below the object.
        shows: what the answer shows.
        output: what it makes anew; where the answer is no object, that shows it once.
    """

    method: str
    path: str = ""
    shows: Shows = Shows.OBJECT
    output: str = ""


@dataclass(frozen=True)
class Lookup:
    """The list, below an object, of which one item shows an output that never changes.

    Attributes:
        path: of the list; its parameter is the object's id.
        where: what that item shows beside.
        shows: the field that is the output.
    """

    path: str
    where: Mapping[str, str]
    shows: str
