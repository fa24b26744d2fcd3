"""An object as it is kept: what the API shows of it, its names, and what is still under way."""

import re
import uuid
from collections.abc import Container
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from sevalla_emulator.json_types import JsonObject

TransitionName: TypeAlias = Literal[
    "visibility",
    "provisioning",
    "ingress",
    "queueing",
    "running",
    "publishing",
    "verification",
    "pointing",
    "deletion",
]
_LONGEST = 64  # of a process's key (`docs/contract/sevalla-v3.md`, Processes)


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


def new_id() -> str:
    """Return a random UUID."""
    return str(uuid.uuid4())


def slug(name: str, otherwise: str) -> str:
    """Return a name in lower case letters, digits and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST].strip("-") or otherwise


def unique(wanted: str, taken: Container[str]) -> str:
    """Return the name, or the first of name-2, name-3 … that is free."""
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = wanted[: _LONGEST - len(ending)] + ending
    return candidate
