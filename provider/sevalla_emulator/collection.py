"""What all collections have in common: paging, reading one, deleting one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    create_model,
)

from sevalla_emulator.api import Call, Operation
from sevalla_emulator.errors import not_found
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.record import Record

_MOST_DIGITS = 10


def _digits(value: object) -> object:
    plain = isinstance(value, str) and value.isascii() and value.isdigit()
    return int(str(value)) if plain and len(str(value)) <= _MOST_DIGITS else value


class PageQuery(BaseModel):
    """``limit`` and ``offset`` (`docs/contract/sevalla-v3.md`, Lists); others are ignored."""

    model_config = ConfigDict(strict=True)

    limit: Annotated[int, BeforeValidator(_digits), Field(ge=1, le=100)] = 25
    offset: Annotated[int, BeforeValidator(_digits), Field(ge=0, le=2_147_483_647)] = 0


# What readers see of an object.
Show: TypeAlias = Callable[[Call, Record], JsonObject]


def _as_kept(_call: Call, record: Record) -> JsonObject:
    return record.body


@dataclass(frozen=True)
class Parent:
    """What the objects of a collection belong to.

    ``noun`` is what a 404 calls it, ``id_name`` the path parameter that says which one.
    """

    kind: str
    noun: str
    id_name: str


class Collection:
    """The objects of one kind in one place.

    ``id_name`` names the path parameter that says which; ``parent`` is what they belong to, and
    None at the top. ``paged`` says whether a list is a page or a plain array, ``show`` makes of
    an object what readers see.
    """

    def __init__(
        self,
        kind: str,
        noun: str,
        path: str,
        id_name: str,
        shown: type[BaseModel],
        parent: Parent | None = None,
        *,
        paged: bool = True,
        show: Show = _as_kept,
    ) -> None:
        self.kind = kind
        self.noun = noun
        self.path = path
        self.one_path = f"{path}/{{{id_name}}}"
        self.shown: TypeAdapter[object] = TypeAdapter(shown)
        self._id_name = id_name
        self._parent = parent
        self._paged = paged
        self.show = show
        listed = list[shown]  # type: ignore[valid-type]
        self._listed: TypeAdapter[object] = TypeAdapter(
            create_model(f"{shown.__name__}Page", data=listed, total=int, offset=int, limit=int)
            if paged
            else listed
        )

    def scope(self, call: Call) -> str:
        """Return the id of the place; at the top that is the account of the key.

        Raises:
            ApiError: 404 when there is no such place. One that reads do not find yet is one.
        """
        if self._parent is None:
            return call.account
        scope = call.path[self._parent.id_name]
        if call.backend.find(self._parent.kind, call.account, scope) is None:
            raise not_found(self._parent.noun)
        return scope

    def writable_scope(self, call: Call) -> str:
        """Return the id of the place, as `scope` does, unless it is being deleted."""
        scope = self.scope(call)
        parent = call.backend.store.get(scope)
        if self._parent is not None and parent is not None and parent.deleting:
            raise not_found(self._parent.noun)
        return scope

    def writable(self, call: Call) -> Record:
        """Return the object meant.

        Raises:
            ApiError: 404 when there is none, or its deletion has been accepted. Writes find
                an object that reads do not find yet.
        """
        record = self._find(call)
        if record.deleting:
            raise not_found(self.noun)
        return record

    def list_operation(self) -> Operation:
        """GET on the collection."""
        place = (404,) if self._parent else ()
        return Operation(
            "GET",
            self.path,
            f"List: {self.noun}",
            self._list_page if self._paged else self._list_all,
            answers=self._listed,
            query=PageQuery if self._paged else None,
            refusals=(400, *place) if self._paged else place,
        )

    def get_operation(self) -> Operation:
        """GET on one object."""
        return Operation(
            "GET",
            self.one_path,
            f"Get: {self.noun}",
            self._get,
            answers=self.shown,
            refusals=(400, 404),
        )

    def delete_operation(self, says: BaseModel | None = None) -> Operation:
        """DELETE on one object; answered with 200 and ``says``, or else with 204."""

        def delete(call: Call) -> JsonValue:
            call.backend.begin_deletion(self.writable(call))
            return says.model_dump(mode="json") if says else None

        return Operation(
            "DELETE",
            self.one_path,
            f"Delete: {self.noun}",
            delete,
            status=200 if says else 204,
            answers=TypeAdapter(type(says)) if says else None,
            refusals=(400, 404),
        )

    def _list_all(self, call: Call) -> JsonValue:
        records = call.backend.store.members(self.kind, self.scope(call))
        return [
            self.show(call, record) for record in records if call.backend.lifecycle.poll(record)
        ]

    def _list_page(self, call: Call) -> JsonObject:
        asked = call.read_query(PageQuery)
        scope = self.scope(call)
        store, poll = call.backend.store, call.backend.lifecycle.poll
        for record in store.hidden(self.kind, scope):
            poll(record)
        page = store.page(self.kind, scope, asked.limit, asked.offset)
        # A poll may be the last one that an object is there for: others move up then.
        still_there = [poll(record) for record in page]
        if not all(still_there):
            page = store.page(self.kind, scope, asked.limit, asked.offset)
        return {
            "data": [self.show(call, record) for record in page],
            "total": store.total(self.kind, scope),
            "offset": asked.offset,
            "limit": asked.limit,
        }

    def _get(self, call: Call) -> JsonObject:
        record = self._find(call)
        if not call.backend.lifecycle.poll(record):
            raise not_found(self.noun)
        return self.show(call, record)

    def _find(self, call: Call) -> Record:
        record = call.backend.find(self.kind, self.scope(call), call.path[self._id_name])
        if record is None:
            raise not_found(self.noun)
        return record
