"""A REST collection: list, get, create, update, delete; each kind adds a path and a model."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from pydantic import JsonValue, ValidationError

from sevalla_provider.clients.paths import path
from sevalla_provider.clients.wire import JsonObject, WireModel
from sevalla_provider.http import Answer, HttpClient, NonsenseAnswer, Quota

W = TypeVar("W", bound=WireModel)

PAGE = 100
"""Objects a page: the most that the API gives (`docs/contract/sevalla-v3.md`, Lists)."""

AT_ONCE = 8
"""Pages that are asked for together, once the first has told how many there are."""


class Collection(Generic[W]):
    """The objects of one kind under one parent. Every call raises `ApiError`.

    Subclasses say how to read an object, and which rate limits each kind of request falls in.
    `root`: the path of the collection, built by `path`. `plain`: the list is an array, without
    pages.
    """

    model: ClassVar[type[WireModel]]
    plain: ClassVar[bool] = False

    def __init__(self, client: HttpClient, root: str) -> None:
        self.path = root
        self._client = client

    def quotas(self, method: str) -> Sequence[Quota]:
        """The rate limits that a request falls in, the narrowest first."""
        raise NotImplementedError

    async def all(self) -> dict[str, W]:
        """Walk over the pages; objects by id. An object that moves between pages counts once."""
        if self.plain:
            return {item.id: item for item in self._page(await self._request("GET", self.path))}
        found: dict[str, W] = {}
        offset, total, size = 0, 1, PAGE
        while offset < total:
            known = len(found)
            for answer in await self._answers(range(offset, total, size)[:AT_ONCE]):
                page = self._page(answer)
                found |= {item.id: item for item in page if item.id not in found}
                offset += len(page)
                total = _total(answer, at_least=offset + len(page) // PAGE)
                if len(page) < size:
                    break  # what was asked for next is not what comes next
            # A server may have pages of its own size; one that ignores the offset shows the same
            # page for ever.
            size = min(size, len(page) or size)
            if len(found) == known:
                break
        return found

    async def first(self) -> list[W]:
        """Read no more than the beginning."""
        page = None if self.plain else {"limit": 1}
        return self._page(await self._request("GET", self.path, params=page))

    async def shown(self) -> None:
        """Let the API show that it knows this place, to this key. Raises `NotFound`."""
        await self.first()

    async def _answers(self, offsets: Iterable[int]) -> list[Answer]:
        pages = ({"limit": PAGE, "offset": offset} for offset in offsets)
        return await asyncio.gather(
            *(self._request("GET", self.path, params=page) for page in pages)
        )

    async def get(self, object_id: str) -> W:
        return self._one("GET", await self._request("GET", self._path(object_id)))

    async def create(self, body: JsonObject) -> W:
        return self._one("POST", await self._request("POST", self.path, json=body))

    async def update(self, object_id: str, body: JsonObject) -> W:
        return self._one("PATCH", await self._request("PATCH", self._path(object_id), json=body))

    async def delete(self, object_id: str) -> bool:
        """Remove an object; whether it will be gone."""
        await self._request("DELETE", self._path(object_id))
        return True

    def recall(self, object_id: str, known: Mapping[str, JsonValue]) -> None:
        """Take from state what the API wants to be told of an object beside its id."""

    def _path(self, object_id: str) -> str:
        return self.path + path(object_id)

    async def _request(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, int] | None = None,
        json: JsonValue = None,
    ) -> Answer:
        quotas = self.quotas(method)
        return await self._client.request(method, path, quotas, params=params, json=json)

    def _page(self, answer: Answer) -> list[W]:
        items = answer.body.get("data") if isinstance(answer.body, dict) else None
        if self.plain and isinstance(answer.body, list):
            items = answer.body
        if not isinstance(items, list):
            raise NonsenseAnswer(
                f"GET {self.path}", 'the list has no "data"', request_id=answer.request_id
            )
        return [self._read("GET", item, answer.request_id) for item in items]

    def _one(self, method: str, answer: Answer) -> W:
        return self._read(method, answer.body, answer.request_id)

    def _read(self, method: str, value: JsonValue, request_id: str | None) -> W:
        labelled = {**value, "request_id": request_id} if isinstance(value, dict) else value
        try:
            return self.model.model_validate(labelled)  # type: ignore[return-value] # W is its type
        except ValidationError as error:
            raise NonsenseAnswer(
                f"{method} {self.path}",
                f"the answer is no {self.model.__name__}: {problems_in(error)}",
                request_id=request_id,
            ) from None


def problems_in(error: ValidationError) -> str:
    """What is wrong, and where."""
    return "; ".join(f"{_where(each['loc'])}: {each['msg']}" for each in error.errors())


def _total(answer: Answer, at_least: int) -> int:
    """How many objects there are; a list that does not say ends with its first short page."""
    total = answer.body.get("total") if isinstance(answer.body, dict) else None
    return total if isinstance(total, int) else at_least


def _where(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "the whole"
