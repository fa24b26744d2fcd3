"""What the verbs of a kind are told by its table, and how its objects are seeded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import BaseModel, JsonValue

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.operation import Call, Handler
from sevalla_emulator.record import Record

# What a verb answers: the object as GET shows it, those of its fields that a model has, nothing;
# nothing or a message as the setting `delete_answer` says.
Answer: TypeAlias = type[BaseModel] | Literal["object", "nothing", "either"]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """What a verb takes and answers, and the statuses that its own rule refuses with."""

    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    answer: Answer = "object"
    refusals: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Create(Verb):
    """POST on the collection: 201, or 204 when it answers nothing.

    ``rule`` gets the fields given, the id of the parent among them, and returns those to keep;
    ``after`` does what a creation brings with it. ``handle`` takes the place of all that.
    """

    rule: Callable[[Call, JsonObject], JsonObject] = lambda _call, given: given
    after: Callable[[Call, Record], None] = lambda _call, _record: None
    handle: Handler | None = None


@dataclass(frozen=True, kw_only=True)
class Update(Verb):
    """PATCH or PUT on one object, which changes the fields that are given.

    ``rule`` gets these and returns what to lay over the object. ``state`` is what the object
    says until the change has come into effect; empty when it does so at once.
    """

    method: Literal["PATCH", "PUT"] = "PATCH"
    rule: Callable[[Call, Record, JsonObject], JsonObject] = lambda _call, _record, given: given
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Delete(Verb):
    """DELETE on one object: 204, or 200 with an answer.

    ``rule`` may refuse; what ``keeps`` names stays in spite of the answer. What is being deleted
    already is missing, unless it is ``refused_twice``: then the rule refuses that as well.
    """

    answer: Answer = "nothing"
    rule: Callable[[Call, Record], None] = lambda _call, _record: None
    keeps: Callable[[Call, Record], bool] = lambda _call, _record: False
    refused_twice: bool = False


@dataclass(frozen=True, kw_only=True)
class Action(Verb):
    """POST ``…/{id}/NAME`` on one object.

    ``act`` changes it and returns nothing: it is saved and the answer is about it. Or it
    returns the body of the answer, and has saved what it has changed.
    """

    name: str
    act: Callable[[Call, Record], JsonObject | None]
    status: int = 200
    summary: str = ""


@dataclass(frozen=True)
class SeedSlot:
    """The place that an object is seeded in: the how-manieth it is, from 0, and of whom.

    ``siblings`` are those made before it for the same parent, by kind.
    """

    index: int
    parent: Record | None
    parent_index: int
    siblings: Mapping[str, Sequence[Record]]

    @property
    def parent_id(self) -> str:
        """The id of the object that it is seeded for."""
        return self.parent.id if self.parent else ""


@dataclass(frozen=True, kw_only=True)
class Seeded:
    """How ``POST /_emulator/seed`` makes objects of a kind.

    ``fill`` returns the fields of one. They count per object of the kind ``under``, and need
    one of the kind ``needs``. ``default`` and ``most`` bound their number; ``finish`` is called
    with each when all that is under it has been made.
    """

    fill: Callable[[SeedSlot], JsonObject]
    under: str = ""
    needs: str = ""
    default: int = 0
    most: int = 1000
    finish: Callable[[Backend, Record], None] = lambda _backend, _record: None


def sets(**fields: JsonValue) -> Callable[[Call, Record], None]:
    """Return an action that sets fields, such as ``is_suspended``."""

    def act(_call: Call, record: Record) -> None:
        record.body = {**record.body, **fields}

    return act


def flips(name: str) -> Callable[[Call, Record], None]:
    """Return an action that turns a switch."""

    def act(_call: Call, record: Record) -> None:
        record.body = {**record.body, name: record.body.get(name) is not True}

    return act
