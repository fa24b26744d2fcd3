"""A REST collection: list, get, create, update, delete, as the table of its kind says."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Generic

from pydantic import JsonValue
from typing_extensions import TypeVar

from sevalla_provider.clients.models import JsonObject, WireModel, told_by
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.paging import PAGE, Page, PagedList, part_of
from sevalla_provider.clients.paths import PARAMETER, filled, parameters, path
from sevalla_provider.clients.responses import ResponseReader, object_in, validated
from sevalla_provider.clients.verbs import Delete, Get, List, Shows, Update
from sevalla_provider.http import (
    HttpClient,
    InvalidResponse,
    NotFound,
    Quota,
    RequestRejected,
    Response,
)

W = TypeVar("W", bound=WireModel, default=WireModel)


def as_it_is(response: JsonObject) -> JsonObject:
    """Read an object as the API shows it."""
    return response


class Collection(Generic[W]):
    """The objects of one kind under one parent. Every call raises `ApiError`.

    Args:
        operations: what the API can do with them.
        model: reads an object.
        parent_id: what the parameters of the path stand for. Raises `UnusableId`.
        normalize: puts an object, as the API shows it with its parent's id, into the documented
            words.
        secrets: properties that no error may show.
    """

    def __init__(
        self,
        client: HttpClient,
        operations: Operations,
        model: type[W],
        parent_id: str = "",
        *,
        normalize: Callable[[JsonObject], JsonObject] = as_it_is,
        secrets: Iterable[str] = (),
    ) -> None:
        self.operations = operations
        self._parent_id = parent_id
        self._parent = operations.named(parent_id)
        self.path = filled(operations.path, self._parent)
        self._client = client
        self._reader = ResponseReader(
            operations,
            model,
            self._parent,
            self.path,
            listed_at=self._list_path,
            normalize=normalize,
            own_id=parent_id if operations.single else None,
        )
        self._pages = PagedList(self._page_asked, self._reader)
        self._secrets = frozenset(secrets)
        self._known: dict[str, dict[str, str]] = {}

    @cached_property
    def owner_path(self) -> str:
        """The path of what the collection belongs to; empty where there is but one collection."""
        return filled(self.operations.parent_path, self._parent) if self._parent else ""

    def may_read_more(self) -> bool:
        """Whether the rate limit has room for reads that only make things faster."""
        return self._client.spare((self.operations.limits.reads,))

    async def all(self) -> dict[str, W]:
        """Find every object that the API lists, by id; none where it lists none."""
        if self.operations.single:
            return await self._only_one()
        if self.operations.list is List.NONE:
            return {}
        found = await self.listed()
        return found if self.operations.whole_items else await self._whole(found)

    async def listed(self) -> dict[str, W]:
        """Find what the list shows of each object, by id, which may not be the whole."""
        if self.operations.list is List.ARRAY:
            return {item.id: item for item in await self._array()}
        return await self._pages.whole()

    async def page(self, offset: int, size: int = PAGE) -> Page[W]:
        """Read a part of the list, as that shows it, and no more than that where there are pages.

        What is not listed in pages is read as a whole each time.
        """
        if self.operations.single or self.operations.list is List.ARRAY:
            whole = await (self.all() if self.operations.single else self.listed())
            return part_of([*whole.values()], offset, size)
        return await self._pages.part(offset, size)

    async def _array(self) -> list[W]:
        """Read what is listed at once, by a call of its own or by the parent's object."""
        return self._reader.page(await self._request("GET", self._list_path))

    async def _only_one(self) -> dict[str, W]:
        try:
            return {self._parent_id: await self.get(self._parent_id)}
        except NotFound:
            await self.shown()
            return {}

    async def _whole(self, items: Iterable[str]) -> dict[str, W]:
        """Read what the list showed a part of; what is gone meanwhile is left out."""

        async def one(object_id: str) -> W | None:
            try:
                return await self.get(object_id)
            except NotFound:
                return None

        found = await asyncio.gather(*map(one, items))
        return {each.id: each for each in found if each is not None}

    async def first(self) -> list[W]:
        """Read no more than the beginning of the list."""
        if self.operations.list is List.ARRAY:
            return await self._array()
        return self._reader.page(await self._request("GET", self.path, params={"limit": 1}))

    async def shown(self) -> None:
        """Let the API show that it knows this place, to this key. Raises `NotFound`."""
        if self.operations.list is not List.NONE:
            await self.first()
            return
        parent = self.owner_path
        answer = await self._request("GET", parent)
        validated(WireModel, f"GET {parent}", answer.body, answer.request_id)

    async def get(self, object_id: str) -> W:
        """Read one object. Raises `NotFound`."""
        operations = self.operations
        if operations.get in (Get.FROM_LIST, Get.IF_LISTED):
            return await self._from_list(object_id)
        if operations.get is Get.FROM_PARENT:
            answer = await self._request("GET", self.owner_path)
            return self._reader.read(
                "GET", object_in(answer.body) | {"id": object_id}, answer.request_id
            )
        answer = await self._request("GET", self._get_path(object_id), object_id=object_id)
        if operations.get is Get.PRESENCE:
            return self._reader.read("GET", {"id": object_id}, answer.request_id)
        return self._reader.one("GET", answer)

    async def _from_list(self, object_id: str) -> W:
        """Read an object by the list; where none is shown it is as it was, if that may be."""
        if self.operations.get is Get.FROM_LIST:
            listed = await self.listed()
        else:
            answer = await self._request("GET", self._list_path)
            if self._reader.items(answer) is None:
                return self._reader.read("GET", {"id": object_id}, answer.request_id)
            listed = {item.id: item for item in self._reader.page(answer)}
        own_id = self._parent_id if self.operations.single else object_id
        if own_id not in listed:
            raise NotFound(f"GET {self.path}", f"the list does not show {own_id}")
        return listed[own_id]

    async def create(self, body: JsonObject) -> W:
        """Make an object; where the answer shows no more than an id, the rest is missing."""
        create = self.operations.create
        answer = await self.send(body)
        shown = {} if create.shows is Shows.NOTHING else answer.body
        if create.wrapped_in:
            whole = object_in(shown)
            beside: JsonObject = {name: whole.get(name) for name in create.beside}
            shown = {**told_by(whole, create.wrapped_in), **beside}
        if create.id_from:
            shown = {**object_in(shown), "id": body[create.id_from]}
        made = self._reader.read(create.method, shown, answer.request_id)
        self.recall(made.id, made.model_dump())
        return made

    async def send(self, body: JsonObject) -> Response:
        """Send what makes an object, and read nothing of the answer."""
        return await self._request(self.operations.create.method, self.create_path, json=body)

    async def arrange(self, ids: Sequence[str]) -> None:
        """Put all objects into an order, by one call to what they belong to."""
        ordering = self.operations.ordering
        assert ordering is not None  # noqa: S101 - whoever comes here has asked
        positions: list[JsonValue] = [
            {ordering.id_as: each, ordering.position_as: number} for number, each in enumerate(ids)
        ]
        await self._request("PATCH", self.owner_path, json={ordering.field: positions})

    def named_in(self, answer: Response) -> W | None:
        """The object that an answer to a create shows; None where it names none."""
        if self.operations.create.shows is Shows.NOTHING or "id" not in object_in(answer.body):
            return None
        return self._reader.one(self.operations.create.method, answer)

    async def update(self, object_id: str, body: JsonObject) -> W:
        """Change an object. Raises `NotFound`."""
        update = self.operations.update or Update()
        answer = await self._request(
            update.method, self._path(object_id), json=body, object_id=object_id
        )
        shown = update.shows is Shows.OBJECT
        if update.shows is Shows.PERHAPS:
            shown = "id" in object_in(answer.body)
        return self._reader.one(update.method, answer) if shown else await self.get(object_id)

    async def switch(self, object_id: str, name: str, *, on: bool) -> W:
        """Make the calls that set an input, and read the object again. Raises `NotFound`.

        What flips, or must not be repeated, is called only where the object differs, whatever
        became of the last time.
        """
        calls = self.operations.switches[name]
        if calls.flips or not calls.repeatable:
            found = await self.get(object_id)
            if getattr(found, name, None) is on:
                return found
        if on:
            await self.call(object_id, calls.on)
        else:
            await self.call(object_id, calls.off, calls.off_method)
        return await self.get(object_id)

    async def set(self, object_id: str, name: str, value: JsonValue) -> W:
        """Make the call that carries an input, and read the object again. Raises `NotFound`."""
        call = self.operations.setters[name]
        await self.call(object_id, call.path, body={call.carries: value})
        return await self.get(object_id)

    async def renew(self, object_id: str, name: str) -> W:
        """Make the call that a change of an input stands for. Raises `NotFound`."""
        call = self.operations.renewals[name]
        path = self._path(object_id) + call.path
        answer = await self._request(call.method, path, object_id=object_id)
        if call.shows is Shows.OBJECT:
            return self._reader.one(call.method, answer)
        told = object_in(answer.body).get(call.output)
        if not (isinstance(told, str) and told):
            raise InvalidResponse(
                f"{call.method} {path}",
                f"the answer shows no {call.output}",
                request_id=answer.request_id,
            )
        return (await self.get(object_id)).model_copy(update={call.output: told})

    async def call(
        self, object_id: str, call: str, method: str = "POST", body: JsonValue = None
    ) -> None:
        """Make a call below an object, whatever it answers. Raises `NotFound`."""
        await self._request(method, self._path(object_id) + call, json=body, object_id=object_id)

    async def delete(self, object_id: str) -> None:
        """Remove an object. Raises `NotFound`."""
        how = self.operations.delete or Delete()
        path = filled(how.path, {"id": object_id}) if how.path else self._path(object_id)
        query = self._delete_query(f"{how.method} {path}", object_id)
        await self._request(how.method, path, params=query, object_id=object_id)

    async def log(self, object_id: str) -> JsonValue:
        """Read what the server has written down of an object, in whatever form that is."""
        operations = self.operations
        path = self._path(object_id) + operations.log_path
        answer = await self._client.request("GET", path, operations.log_quotas, words=True)
        return answer.body

    def recall(self, object_id: str, known: Mapping[str, JsonValue]) -> None:
        """Take from state what leads to an object beside its id.

        What of it is secret is in no word of anybody: reads of many share their requests.
        """
        delete = self.operations.delete
        asked = [name for names in delete.query.values() for name in names] if delete else []
        leads = (*parameters(self.operations.get_path), *asked)
        texts = {name: known.get(name) for name in leads}
        if texts:
            told = {n: text for n, text in texts.items() if isinstance(text, str)}
            self._known[object_id] = {**self._known.get(object_id, {}), **told}
        for name in self._secrets & texts.keys():
            self._client.keep_secret(str(texts[name] or ""))

    def can_find(self, object_id: str) -> bool:
        """Whether all is known that leads to an object."""
        missing = {*parameters(self.operations.get_path)} - {"id"}
        return missing <= self._known.get(object_id, {}).keys()

    def quotas(self, method: str, object_id: str = "") -> Sequence[Quota]:
        """The rate limits that a request falls in, the narrowest first."""
        return self.operations.quotas(method, self._parent_id, object_id)

    def _delete_query(self, request: str, object_id: str) -> dict[str, str] | None:
        """What a DELETE must say beside the path. Raises `RequestRejected` where nobody knows."""
        delete, known = self.operations.delete, self._known.get(object_id, {})
        query: dict[str, str] = {}
        for name, sources in delete.query.items() if delete else ():
            told = [known[each] for each in sources if each in known]
            if not told:
                raise RequestRejected(
                    request,
                    f"the API wants to be told the `{name}`, which nothing shows: say it in the "
                    "program, and run `pulumi up` before this",
                )
            query[name] = told[0]
        return query or None

    @property
    def create_path(self) -> str:
        """Where objects are made."""
        template = self.operations.create.path
        return filled(template, self._parent) if template else self.path

    @property
    def _list_path(self) -> str:
        return self.owner_path if self.operations.listed_in else self.path

    def _path(self, object_id: str) -> str:
        return self.path if self.operations.single else self.path + path(object_id)

    def _get_path(self, object_id: str) -> str:
        template = self.operations.get_path
        if not template:
            return self._path(object_id)
        if not self.can_find(object_id):
            names = " and ".join(parameters(template))
            raise RequestRejected(
                f"GET {PARAMETER.sub('…', template)}",
                f"what is there is found by its {names} alone, and that is not kept",
            )
        return filled(template, {"id": object_id, **self._known[object_id]})

    async def _page_asked(self, params: Mapping[str, int | str]) -> Response:
        return await self._request("GET", self.path, params=params)

    async def _request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, int | str] | None = None,
        json: JsonValue = None,
        object_id: str = "",
    ) -> Response:
        quotas = self.quotas(method, object_id)
        return await self._client.request(method, path, quotas, params=params, json=json)
