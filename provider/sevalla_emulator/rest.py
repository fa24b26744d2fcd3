"""The operations that the table of a kind stands for."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    create_model,
)

from sevalla_emulator.access import COMPANIES
from sevalla_emulator.errors import not_found
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.operation import Call, Handler, Method, Operation
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Action, Answer, Create, Delete, Update, Verb
from sevalla_emulator.wire import Message

_MOST_DIGITS = 10
_SUMMARIES: dict[Method, str] = {
    "GET": "Get",
    "POST": "Create",
    "PATCH": "Change",
    "PUT": "Change",
    "DELETE": "Delete",
}


def _digits(value: object) -> object:
    plain = isinstance(value, str) and value.isascii() and value.isdigit()
    return int(str(value)) if plain and len(str(value)) <= _MOST_DIGITS else value


class PageQuery(BaseModel):
    """``limit`` and ``offset`` (`docs/contract/sevalla-v3.md`, Lists); others are ignored."""

    model_config = ConfigDict(strict=True)

    limit: Annotated[int, Field(ge=1, le=100), BeforeValidator(_digits)] = 25
    offset: Annotated[int, Field(ge=0, le=2_147_483_647), BeforeValidator(_digits)] = 0


def operations(kind: Kind) -> tuple[Operation, ...]:
    """Return all operations of a kind."""
    return (*_by_table(kind), *kind.operations)


def _by_table(kind: Kind) -> Iterable[Operation]:
    if not kind.path:
        return
    if kind.id_name and kind.listed != "none":
        yield _list(kind)
    if kind.create:
        missing = (404,) if kind.parent else ()
        refusals = (*missing, *_checks(kind))
        yield _operation(kind, "POST", _creating(kind, kind.create), kind.create, 201, refusals)
    if kind.readable:
        yield _operation(kind, "GET", lambda call: _got(kind, call), Verb(), 200, (404,))
    if kind.update:
        update, refusals = kind.update, (404, *_checks(kind))
        yield _operation(kind, update.method, _updating(kind, update), update, 200, refusals)
    if kind.delete:
        yield _operation(kind, "DELETE", _deleting(kind, kind.delete), kind.delete, 200, (404,))
    for action in kind.actions:
        done = _operation(kind, "POST", _acting(kind, action), action, action.status, (404,))
        summary = action.summary or f"{action.name.capitalize()}: {kind.noun}"
        yield replace(done, path=f"{kind.one_path}/{action.name}", summary=summary)


def _operation(
    kind: Kind, method: Method, handle: Handler, verb: Verb, status: int, refusals: tuple[int, ...]
) -> Operation:
    shown = kind.shown if verb.answer == "object" else verb.answer
    either = shown == "either"
    return Operation(
        method,
        kind.path if method == "POST" else kind.one_path,
        f"{_SUMMARIES[method]}: {kind.noun}",
        handle,
        status=204 if shown == "nothing" or either else status,
        answers=None if isinstance(shown, str) else TypeAdapter(shown),
        perhaps=TypeAdapter(Message) if either else None,
        body=verb.body,
        query=verb.query,
        refusals=(400, *refusals, *verb.refusals),
        free_text=frozenset({kind.id_name} if kind.free_ids else ()),
    )


def _checks(kind: Kind) -> tuple[int, ...]:
    return (*((409,) if kind.unique else ()), *((422,) if kind.references else ()))


def _list(kind: Kind) -> Operation:
    paged = kind.listed == "page"
    item = kind.items or kind.shown
    many = list[item]  # type: ignore[valid-type]
    return Operation(
        "GET",
        kind.path,
        f"List: {kind.noun}",
        lambda call: _page(kind, call) if paged else _array(kind, call),
        answers=TypeAdapter(_page_of(item) if paged else many),
        query=PageQuery if paged else kind.filters,
        refusals=(
            *((400,) if paged or kind.parent or kind.filters else ()),
            *((404,) if kind.parent else ()),
        ),
    )


@cache
def _page_of(item: type[BaseModel]) -> type[BaseModel]:
    """One model for all kinds that have such items: OpenAPI names it once."""
    many = list[item]  # type: ignore[valid-type]
    page = f"{item.__name__}Page"
    return create_model(
        page, data=(many, ...), total=(int, ...), offset=(int, ...), limit=(int, ...)
    )


def _creating(kind: Kind, create: Create) -> Handler:
    def handle(call: Call) -> JsonValue:
        scope = kind.writable_scope(call)
        given = call.given(create.body)
        members = [] if kind.id_name else call.backend.store.members(kind.name, scope)
        for there in members:
            if not there.deleting:
                return kind.answer(call, there, create.answer)
        place: JsonObject = {kind.scope_field: scope} if kind.parent else {}
        if "company_id" in kind.shown.model_fields:
            place["company_id"] = COMPANIES[call.account]
        fields = create.rule(call, {**given, **place})
        kind.check(call, scope, fields)
        record = kind.make(call.backend, fields)
        record.scope = scope
        kind.provision(call, record)
        call.backend.add(record)
        create.after(call, record)
        return kind.answer(call, record, create.answer)

    return create.handle or handle


def _updating(kind: Kind, update: Update) -> Handler:
    def handle(call: Call) -> JsonValue:
        record = kind.writable(call)
        changes = update.rule(call, record, call.given(update.body))
        kind.check(call, record.scope, changes, record)
        record.body = {**record.body, **changes}
        if update.state:
            kind.provision(call, record, update.state)
        return _saved(kind, call, record, update.answer)

    return handle


def _deleting(kind: Kind, delete: Delete) -> Handler:
    def handle(call: Call) -> JsonValue:
        record = kind.find(call) if delete.refused_twice else kind.writable(call)
        if delete.query:
            call.read_query(delete.query)
        delete.rule(call, record)
        answer = kind.answer(call, record, delete.answer)
        if not delete.keeps(call, record):
            call.backend.begin_deletion(record)
        return answer

    return handle


def _acting(kind: Kind, action: Action) -> Handler:
    def handle(call: Call) -> JsonValue:
        record = kind.writable(call)
        call.given(action.body)
        said = action.act(call, record)
        return said if said is not None else _saved(kind, call, record, action.answer)

    return handle


def _saved(kind: Kind, call: Call, record: Record, answer: Answer) -> JsonValue:
    if "updated_at" in record.body:
        record.body["updated_at"] = call.backend.stamp()
    call.backend.store.save(record)
    return kind.answer(call, record, answer)


def _array(kind: Kind, call: Call) -> JsonValue:
    asked = call.read_query(kind.filters).model_dump(exclude_none=True) if kind.filters else {}
    records = kind.members(call.backend, kind.scope(call))
    return [
        _item(kind, call, one)
        for one in records
        if call.backend.lifecycle.poll(one)
        and all(one.body.get(name) == value for name, value in asked.items())
    ]


def _page(kind: Kind, call: Call) -> JsonObject:
    asked = call.read_query(PageQuery)
    scope = kind.scope(call)
    store, poll = call.backend.store, call.backend.lifecycle.poll
    for record in store.hidden(kind.name, scope):
        poll(record)
    part = partial(
        store.page, kind.name, scope, asked.limit, asked.offset, newest_first=kind.newest_first
    )
    page = part()
    # A poll may be the last one that an object is there for: others move up then.
    still_there = [poll(record) for record in page]
    if not all(still_there):
        page = part()
    return {
        "data": [_item(kind, call, record) for record in page],
        "total": store.total(kind.name, scope),
        "offset": asked.offset,
        "limit": asked.limit,
    }


def _item(kind: Kind, call: Call, record: Record) -> JsonValue:
    return kind.answer(call, record, kind.items or "object")


def _got(kind: Kind, call: Call) -> JsonValue:
    record = kind.find(call)
    if kind.tells_of:
        for one in call.backend.store.members(kind.tells_of, record.id):
            call.backend.lifecycle.poll(one)
        record = kind.find(call)
    if not call.backend.lifecycle.poll(record):
        raise not_found(kind.noun)
    return kind.answer(call, record, "object")
