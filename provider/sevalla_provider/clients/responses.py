"""What the answers of a collection show: objects, and lists of them, wherever those stand."""

from collections.abc import Callable, Mapping
from typing import Generic

from pydantic import JsonValue, ValidationError
from typing_extensions import TypeVar

from sevalla_provider.clients.models import JsonObject, WireModel, id_in_words
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.paths import PARAMETER
from sevalla_provider.clients.verbs import Get, List
from sevalla_provider.http import InvalidResponse, NotFound, Response

W = TypeVar("W", bound=WireModel, default=WireModel)
V = TypeVar("V", bound=WireModel)


class ResponseReader(Generic[W]):
    """Reads the objects of one collection out of responses.

    Args:
        parent: what the parameters of the collection's path stand for.
        normalize: puts an object, as the API shows it with its parent's id, into the documented
            words.
        listed_at: the path whose object lists them, where it is not their own.
        own_id: of the one object of a parent; None where there may be several.
    """

    def __init__(
        self,
        operations: Operations,
        model: type[W],
        parent: Mapping[str, str],
        path: str,
        *,
        listed_at: str,
        normalize: Callable[[JsonObject], JsonObject],
        own_id: str | None,
    ) -> None:
        self._operations = operations
        self._model = model
        self._parent = parent
        self._path = path
        self._listed_at = listed_at
        self._normalize = normalize
        self._own: JsonObject = {} if own_id is None else {"id": own_id}

    def one(self, method: str, response: Response) -> W:
        """Read the object that a response is. Raises `InvalidResponse`."""
        return self.read(method, response.body, response.request_id)

    def read(self, method: str, value: JsonValue, request_id: str | None) -> W:
        """Read an object. Raises `InvalidResponse`."""
        if isinstance(value, dict):
            value = self._normalize({**value, **self._parent, **self._own})
        return validated(self._model, f"{method} {self._path}", value, request_id)

    def page(self, response: Response) -> list[W]:
        """Read the objects of this collection that a response lists.

        Raises `InvalidResponse`, and `NotFound` where they stand beneath what is not listed.
        """
        items = self.items(response)
        if items is None and self._operations.get is Get.IF_LISTED:
            return []
        where = self._operations.listed_where.items()
        return [
            self.read("GET", item, response.request_id)
            for item in self._many(response, items, self._operations.listed_in or "data")
            if where <= object_in(item).items()
        ]

    def items(self, response: Response) -> JsonValue:
        """What a response lists, or has in the place of a list. Raises `NotFound`."""
        operations, found = self._operations, response.body
        if not operations.listed_in:
            bare = operations.list is not List.PAGED and isinstance(found, list)
            return found if bare else object_in(found).get("data")
        field = ""
        for step in operations.listed_in.split("/"):
            parameter = PARAMETER.fullmatch(step)
            if parameter is None:
                field, found = step, object_in(found).get(step)
            else:
                found = self._item(response, found, field, self._parent[parameter[1]])
        return found

    def _item(self, response: Response, items: JsonValue, field: str, own_id: str) -> JsonValue:
        """The item of a list that has an id, in capitals or not. Raises `NotFound`."""
        for each in self._many(response, items, field):
            if str(id_in_words(object_in(each).get("id"))).lower() == own_id.lower():
                return each
        raise NotFound(f"GET {self._listed_at}", f'its "{field}" does not show {own_id}')

    def _many(self, response: Response, items: JsonValue, field: str) -> list[JsonValue]:
        if not isinstance(items, list):
            raise InvalidResponse(
                f"GET {self._path}", f'the list has no "{field}"', request_id=response.request_id
            )
        return items


def validated(model: type[V], request: str, value: JsonValue, request_id: str | None) -> V:
    """Read an object by its model. Raises `InvalidResponse`."""
    labelled = {**value, "request_id": request_id} if isinstance(value, dict) else value
    try:
        return model.model_validate(labelled)
    except ValidationError as error:
        raise InvalidResponse(
            request,
            f"the answer is no {model.__name__}: {problems_in(error)}",
            request_id=request_id,
        ) from None


def problems_in(error: ValidationError) -> str:
    """What is wrong, and where."""
    return "; ".join(f"{_where(each['loc'])}: {each['msg']}" for each in error.errors())


def object_in(body: JsonValue) -> JsonObject:
    """What a response holds; nothing where it is no object."""
    return body if isinstance(body, dict) else {}


def total_in(response: Response, at_least: int) -> int:
    """How many objects there are; a list that does not say ends with its first short page."""
    total = object_in(response.body).get("total")
    return total if isinstance(total, int) else at_least


def _where(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "the whole"
