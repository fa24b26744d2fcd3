"""Whose is what: the walk's own account of the objects, which asks the provider for nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from acceptance.provider_host import Kept
from sevalla_emulator.testing import Control, EmulatedObject, LogEntry

COLLECTIONS = {"processes": "processes", "tcp_proxies": "tcp-proxies"}
LIKENESS = {"processes": ("type", "display_name"), "tcp_proxies": ("process_id", "port")}
"""By what two objects of a walk differ, if they do."""

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

BEFORE, AFTER, LONGEST = 5.0, 60.0, 600.0
"""The rules: how much earlier and later than our POSTs an object may be made that could be ours,
and for how long it is taken for its likeness alone."""

SLACK = 10.0
"""Seconds that a command takes between its look and ours."""


@dataclass
class Ledger:
    """The objects of one application.

    Attributes:
        foreign: what others made, by id; whatever the provider does, it stays.
        confused: how often the rules allowed to take what others made.
        posts: those of earlier steps; a later one may take what looks like theirs.
    """

    control: Control
    app_id: str
    foreign: dict[str, str] = field(default_factory=dict)
    confused: int = 0
    posts: list[LogEntry] = field(default_factory=list)

    def begin_a_step(self) -> None:
        """Begin the emulator's log anew, and forget no POST that it held."""
        self.posts += self.control.requests("POST")
        self.control.clear_log()

    def there(self) -> dict[str, EmulatedObject]:
        """Every object, by id."""
        objects = self.control.objects().by_kind
        return {
            each.id: each
            for kind in COLLECTIONS
            for each in objects[kind]
            if each["app_id"] == self.app_id
        }

    def add(self, kind: str, fields: Mapping[str, Any]) -> None:
        """Let somebody else make an object."""
        made = self.control.make_object(kind, {"app_id": self.app_id, **fields})
        self.foreign[made.id] = kind

    def leave(self, object_id: str) -> None:
        """Let somebody else take an object away."""
        del self.foreign[object_id]
        self.control.remove_object(object_id)

    def ours(self) -> dict[str, EmulatedObject]:
        return {each: found for each, found in self.there().items() if each not in self.foreign}

    def check(self, state: Mapping[str, Kept]) -> None:
        """Insist that nothing of others was deleted, nor taken beyond what the rules allow."""
        there, known = self.there(), ids_in(state)
        for object_id, kind in list(self.foreign.items()):
            if object_id not in there:
                assert kind == "tcp_proxies", f"{object_id} was deleted, and it is not ours"
                del self.foreign[object_id]  # with its process: the platform does that
            elif object_id in known:
                self._may_be_confused(there[object_id], kind, there.keys() - known)
                del self.foreign[object_id]
                self.confused += 1

    def _may_be_confused(self, found: EmulatedObject, kind: str, strays: set[str]) -> None:
        lost = [post for post in self._lost_posts(kind) if alike(kind, found.fields, post.body)]
        made = seconds(found["created_at"])
        lost = [post for post in lost if -BEFORE <= made - seconds(post.at) <= AFTER]
        assert lost, f"{found.id} was taken, and nothing of ours could have made it"
        now = seconds(self.control.requests()[-1].at)
        age = now - max(seconds(post.at) for post in lost)
        assert age <= LONGEST + SLACK, f"{found.id} was taken for its likeness after {age:.0f} s"
        there = self.there()
        others = [
            each
            for each in strays - self.foreign.keys()
            if alike(kind, there[each].fields, found.fields)
            and any(seconds(there[each]["created_at"]) - seconds(p.at) >= -BEFORE for p in lost)
        ]
        assert not others, f"{found.id} was taken, and {others} could have been ours as well"

    def _lost_posts(self, kind: str) -> list[LogEntry]:
        path = f"/applications/{self.app_id}/{COLLECTIONS[kind]}"
        return [
            post
            for post in [*self.posts, *self.control.requests("POST")]
            if post.path == path and (post.fault or post.status is None or post.status >= 500)
        ]


def alike(kind: str, one: Mapping[str, Any], other: object) -> bool:
    return isinstance(other, Mapping) and all(
        one.get(name) == other.get(name) for name in LIKENESS[kind]
    )


def seconds(moment: object) -> float:
    return datetime.fromisoformat(str(moment)).timestamp()


def ids_in(state: Mapping[str, Kept]) -> set[str]:
    """The API's own ids of what is in state."""
    return {kept.resource_id.rpartition("/")[2] for kept in state.values()}
