"""Resources that stand for several objects of another resource: one for each entry of a map."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import JsonValue

R = TypeVar("R")
"""A resource; its description knows of this one, and not the other way round."""

Known = Mapping[str, JsonValue]
"""Properties, by their Python names."""


@dataclass(frozen=True, eq=False)
class Entries(Generic[R]):
    """What the entries are, and which properties speak of them.

    A key in `ids` is the resource's own, whichever object has it: whoever deletes an object by hand
    and makes it again has changed its value.

    Attributes:
        member: the resource that each object would be by itself.
        key, value: its inputs that an entry says.
        shared: its inputs that all entries have in common, under the same names, true or false;
            and what each is where nobody says it.
        of: the input that is the map.
        exclusive: the input by which all other objects of the collection are drift.
        ids: the output with the API's own ids, by key.
    """

    member: R
    key: str
    value: str
    shared: Mapping[str, bool]
    of: str
    ids: str
    exclusive: str = "exclusive"

    def said(self, properties: Known) -> dict[str, JsonValue]:
        """The entries of a map; none where nobody knows them."""
        return _object(properties.get(self.of))

    def own(self, properties: Known) -> dict[str, str]:
        """The ids of the objects that are the resource's own, by key."""
        return {key: str(each) for key, each in _object(properties.get(self.ids)).items()}

    def is_exclusive(self, properties: Known) -> bool:
        """Whether there shall be no other objects."""
        return properties.get(self.exclusive) is True

    def identity(self, identity: str, key: str) -> str:
        """Which resource of which stack an entry would be by itself."""
        return f'{identity}["{key}"]'

    def compared(self, outputs: Known, inputs: Known) -> dict[str, JsonValue]:
        """What was last seen, as far as it is this resource's business.

        Other objects are, where there shall be none: but not under a key that the program wants,
        since that one is yet to be made. Where the objects differ in what they should have in
        common, a state has nothing of it, and it is not as the program says.
        """
        wanted, own = self.said(inputs), self.own(outputs)
        exclusive = self.is_exclusive(inputs)
        concern = {
            key: value
            for key, value in self.said(outputs).items()
            if key in own or (exclusive and key not in wanted)
        }
        mixed = [name for name in self.shared if name not in outputs] if own else []
        unlike = {name: not inputs.get(name, self.shared[name]) for name in mixed}
        return {**outputs, **unlike, self.of: concern}

    def members(self, resource_id: str, identity: str, known: Known) -> "Iterator[Member[R]]":
        """The objects that a state holds."""
        for key, object_id in self.own(known).items():
            yield Member(self.member, resource_id, object_id, self.identity(identity, key))


@dataclass(frozen=True)
class Member(Generic[R]):
    """One object: of which collection, and which resource it would be by itself."""

    resource: R
    parent_id: str
    object_id: str
    identity: str


def _object(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}
