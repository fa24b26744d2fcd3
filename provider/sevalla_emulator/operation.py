"""One method on one path, and the request that means it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError

from sevalla_emulator.access import FIRST_ACCOUNT
from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import invalid
from sevalla_emulator.json_types import JsonObject

Method: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Call:
    """A request on its way to a handler. ``provisioning_fails`` is a fault's wish.

    ``origin`` is the emulator as the client calls it, such as ``http://127.0.0.1:8787``;
    ``account`` is that of the ``key``, in whose scope the objects at the top live.
    """

    backend: Backend
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: JsonValue = None
    provisioning_fails: bool = False
    origin: str = ""
    account: str = FIRST_ACCOUNT
    key: str = ""

    def read(self, model: type[Model]) -> Model:
        """Read the body.

        Raises:
            ApiError: 400 naming every field that is wrong.
        """
        return _validated(model, self.body)

    def given(self, model: type[BaseModel] | None) -> JsonObject:
        """Return the fields of the body that the client sent; none where no body is read.

        Raises:
            ApiError: 400 naming every field that is wrong.
        """
        if model is None:
            return {}
        read = self.read(model)
        given: JsonObject = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return given

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

    ``answers`` is the type of a success's body, ``perhaps`` of one that there may be, with 200,
    where mostly there is none; ``refusals`` are the statuses it may end with
    beside those that any request may: 401, 403, 429, 500. ``free_text`` names what is no
    UUID in the path. ``public`` wants no key.
    """

    method: Method
    path: str
    summary: str
    handle: Handler
    status: int = 200
    answers: TypeAdapter[object] | None = None
    perhaps: TypeAdapter[object] | None = None
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    refusals: tuple[int, ...] = ()
    free_text: frozenset[str] = frozenset()
    public: bool = False

    @cached_property
    def route(self) -> str:
        """The name under which the operation is counted."""
        return f"{self.method} {self.path}"


def _validated(model: type[Model], value: object) -> Model:
    try:
        return model.model_validate(value)
    except ValidationError as problem:
        raise invalid(problem) from None
