"""An object as it is kept: what the API shows of it, and what is still under way."""

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from sevalla_emulator.json_types import JsonObject

TransitionName: TypeAlias = Literal["visibility", "provisioning", "ingress", "deletion"]


@dataclass(frozen=True)
class Transition:
    """A change that comes at a time (seconds since 1970) or after a number of polls.

    Exactly one of ``deadline`` and ``polls`` is set. ``changes`` is laid over the body at
    the end; the end of ``deletion`` removes the object, that of ``visibility`` reveals it.
    """

    name: TransitionName
    deadline: float | None
    polls: int | None
    changes: JsonObject = field(default_factory=dict)

    def polled(self) -> "Transition":
        """Return the transition with one poll less to go."""
        return self if self.polls is None else replace(self, polls=self.polls - 1)


@dataclass
class Record:
    """``scope`` is the id in whose path the object lives, ``owner`` the id it goes down with.

    ``effective`` is what is really running, where that differs from what is configured.
    """

    kind: str
    id: str
    scope: str
    owner: str
    body: JsonObject
    effective: JsonObject | None = None
    transitions: list[Transition] = field(default_factory=list)

    def under_way(self, name: TransitionName) -> bool:
        """Whether such a transition has begun and not ended."""
        return any(transition.name == name for transition in self.transitions)

    @property
    def hidden(self) -> bool:
        """Whether reads do not find it yet."""
        return self.under_way("visibility")

    @property
    def deleting(self) -> bool:
        """Whether its deletion has been accepted."""
        return self.under_way("deletion")
