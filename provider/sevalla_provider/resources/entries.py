"""Resources that stand for several objects of another resource: one for each entry of a map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue

if TYPE_CHECKING:
    from sevalla_provider.resources.resource import Properties, Resource


@dataclass(frozen=True, eq=False)
class Entries:
    """What the entries are, and which properties speak of them.

    A key in `ids` is the resource's own, whichever object has it: whoever deletes an object by hand
    and makes it again has changed its value.

    Attributes:
        member: the resource that each object would be by itself.
        key, value: its inputs that an entry says.
        shared: its inputs that all entries have in common, under the same names.
        of: the input that is the map.
        exclusive: the input by which all other objects of the collection are drift.
        ids: the output with the API's own ids, by key.
    """

    member: "Resource[Any]"
    key: str
    value: str
    shared: Sequence[str]
    of: str
    ids: str
    exclusive: str = "exclusive"

    def said(self, properties: "Properties") -> "Properties":
        """The entries of a map; none where nobody knows them."""
        return _object(properties.get(self.of))

    def own(self, properties: "Properties") -> dict[str, str]:
        """The ids of the objects that are the resource's own, by key."""
        return {key: str(each) for key, each in _object(properties.get(self.ids)).items()}

    def is_exclusive(self, properties: "Properties") -> bool:
        """Whether there shall be no other objects."""
        return properties.get(self.exclusive) is True

    def identity(self, identity: str, key: str) -> str:
        """Which resource of which stack an entry would be by itself."""
        return f'{identity}["{key}"]'

    def compared(self, outputs: "Properties", inputs: "Properties") -> "Properties":
        """What was last seen, as far as it is this resource's business.

        Other objects are, where there shall be none: but not under a key that the program wants,
        since that one is yet to be made.
        """
        wanted, own = self.said(inputs), self.own(outputs)
        exclusive = self.is_exclusive(inputs)
        concern = {
            key: value
            for key, value in self.said(outputs).items()
            if key in own or (exclusive and key not in wanted)
        }
        return {**outputs, self.of: concern}

    def members(self, resource_id: str, identity: str, known: "Properties") -> "Iterator[Member]":
        """The objects that a state holds."""
        for key, object_id in self.own(known).items():
            yield Member(self.member, resource_id, object_id, self.identity(identity, key))


@dataclass(frozen=True)
class Member:
    """One object: of which collection, and which resource it would be by itself."""

    resource: "Resource[Any]"
    parent_id: str
    object_id: str
    identity: str


def _object(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}
