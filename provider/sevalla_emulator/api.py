"""What an emulated API is made of: operations on kinds of objects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError

from sevalla_emulator.access import FIRST_ACCOUNT, KeyForm
from sevalla_emulator.api_names import ApiName
from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import ErrorForm, invalid
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.limits.buckets import Charge
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import Endpoint

Method: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Call:
    """A request on its way to a handler. ``provisioning_fails`` is a fault's wish.

    ``origin`` is the emulator as the client calls it, such as ``http://127.0.0.1:8787``;
    ``account`` is that of the key, in whose scope the objects at the top live.
    """

    backend: Backend
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: JsonValue = None
    provisioning_fails: bool = False
    origin: str = ""
    account: str = FIRST_ACCOUNT

    def read(self, model: type[Model]) -> Model:
        """Read the body.

        Raises:
            ApiError: 400 naming every field that is wrong.
        """
        return _validated(model, self.body)

    def read_query(self, model: type[Model]) -> Model:
        """Read the query; its values are strings.

        Raises:
            ApiError: 400 naming every parameter that is wrong.
        """
        return _validated(model, dict(self.query))


Handler: TypeAlias = Callable[[Call], JsonValue]


@dataclass(frozen=True)
class Operation:
    """One method on one path; ``path`` is below the API's prefix, ``{…}`` are ids.

    ``answers`` is the type of a success's body, ``refusals`` are the statuses it may end with
    beside those that any request may: 401, 403, 429, 500. ``free_text`` names what is no
    UUID in the path. ``public`` wants no key.
    """

    method: Method
    path: str
    summary: str
    handle: Handler
    status: int = 200
    answers: TypeAdapter[object] | None = None
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    refusals: tuple[int, ...] = ()
    free_text: frozenset[str] = frozenset()
    public: bool = False

    @cached_property
    def route(self) -> str:
        """The name under which the operation is counted."""
        return f"{self.method} {self.path}"


def _nothing(_backend: Backend, _record: Record) -> None:
    return None


@dataclass(frozen=True)
class Kind:
    """A kind of object.

    ``make`` completes any fields to a settled object, without checks, and does not keep it;
    it raises KeyError for a missing id of the object it belongs to. ``release`` gives back
    what the object holds outside the store; it may be called twice. ``restore`` claims it
    again after a restart. ``target_of`` tells where connections to its port go now.
    ``changed_at`` is the field that says when it last changed, if there is one.
    """

    name: str
    operations: tuple[Operation, ...]
    make: Callable[[Backend, JsonObject], Record]
    fields_while_deleting: JsonObject = field(default_factory=dict)
    release: Callable[[Backend, Record], None] = _nothing
    restore: Callable[[Backend, Record], None] = _nothing
    target_of: Callable[[Backend, Record], Endpoint | None] = _nothing
    changed_at: str = "updated_at"


@dataclass(frozen=True)
class Api:
    """An emulated API: where it is served, its habits, and what it consists of.

    ``charges`` tells the rate-limit buckets of a method and path, ``has_read_only_key`` whether
    there is a key that may only read. ``plain`` are operations that belong to no kind of
    stored object.
    """

    name: ApiName
    title: str
    version: str
    prefix: str
    key_form: KeyForm
    has_read_only_key: bool
    error_form: type[ErrorForm]
    charges: Callable[[str, str], list[Charge]]
    kinds: tuple[Kind, ...]
    plain: tuple[Operation, ...] = ()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations."""
        return sum((kind.operations for kind in self.kinds), self.plain)


def _validated(model: type[Model], value: object) -> Model:
    try:
        return model.model_validate(value)
    except ValidationError as problem:
        raise invalid(problem) from None
