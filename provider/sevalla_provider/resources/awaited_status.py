"""A status that is waited for by choice: what it takes may be in somebody else's hands."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True)
class AwaitedStatus:
    """Which status an object is waited for to show, where the program asks for that.

    Attributes:
        asked_by: the input by which a program asks.
        status: what is waited for.
        lapsed: the status by which the platform says that it has stopped looking.
        look_again: the call, below the object, that makes it look again.
    """

    asked_by: str
    status: str
    lapsed: str
    look_again: str

    def asked_for(self, properties: Mapping[str, JsonValue]) -> bool:
        """Whether inputs, or what is kept of them, ask for it."""
        return properties.get(self.asked_by) is True
