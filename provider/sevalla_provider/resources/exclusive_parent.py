"""Objects that are in one parent at most, though each parent takes them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ExclusiveParent:
    """How an object tells which parent it is in.

    Attributes:
        member: the input with the object's own id.
        kind: the input that says of what kind it is.
        paths: of the collections of each kind.
        field: what an object calls its parent.
    """

    member: str
    kind: str
    paths: Mapping[str, str]
    field: str
