"""Objects that are in two collections at once, under the same id."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class OtherSide:
    """How an object tells in whose collection it is as well.

    Attributes:
        parent: the input that names the other parent.
        kind: the input that says what that is.
        resources: the tokens of the resources that it is of there, by that kind. The first one
            stands for all of them where objects are compared.
    """

    parent: str
    kind: str
    resources: Mapping[str, str]

    @property
    def known_as(self) -> str:
        """The token that an object has from whichever side."""
        return next(iter(self.resources.values()))
