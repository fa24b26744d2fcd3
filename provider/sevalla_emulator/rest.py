"""The operations that the table of a kind stands for."""

from collections.abc import Iterable
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
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Action, Answer, Create, Delete, Update

_MOST_DIGITS = 10


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
        yield _create(kind, kind.create)
    if kind.readable:
        yield Operation(
            "GET",
            kind.one_path,
            f"Get: {kind.noun}",
            lambda call: _got(kind, call),
            answers=TypeAdapter(kind.shown),
            refusals=(400, 404),
        )
    if kind.update:
        yield _update(kind, kind.update)
    if kind.delete:
        yield _delete(kind, kind.delete)
    for action in kind.actions:
        yield _act(kind, action)


def _list(kind: Kind) -> Operation:
    paged = kind.listed == "page"
    item = kind.items or kind.shown
    many = list[item]  # type: ignore[valid-type]
    page = f"{item.__name__}Page"
    return Operation(
        "GET",
        kind.path,
        f"List: {kind.noun}",
        lambda call: _page(kind, call) if paged else _array(kind, call),
        answers=TypeAdapter(
            create_model(page, data=many, total=int, offset=int, limit=int) if paged else many
        ),
        query=PageQuery if paged else None,
        refusals=(*((400,) if paged else ()), *((404,) if kind.parent else ())),
    )


def _create(kind: Kind, create: Create) -> Operation:
    def handle(call: Call) -> JsonValue:
        scope = kind.writable_scope(call)
        given = call.given(create.body)
        if not kind.id_name and (there := call.backend.store.members(kind.name, scope)):
            return kind.answer(call, there[0], create.answer)
        place: JsonObject = {kind.scope_field: scope} if kind.parent else {}
        if "company_id" in kind.shown.model_fields:
            place["company_id"] = COMPANIES[call.account]
        fields = create.rule(call, {**given, **place})
        kind.check(call, scope, fields)
        record = kind.make(call.backend, fields)
        record.scope = scope
        kind.provision(call, record)
        call.backend.add(record)
        return kind.answer(call, record, create.answer)

    return Operation(
        "POST",
        kind.path,
        f"Create: {kind.noun}",
        create.handle or handle,
        status=204 if create.answer == "nothing" else 201,
        answers=_adapter(kind, create.answer),
        body=create.body,
        refusals=_refusals(kind, create.refusals, (404,) if kind.parent else ()),
    )


def _update(kind: Kind, update: Update) -> Operation:
    def handle(call: Call) -> JsonValue:
        record = kind.writable(call)
        changes = update.rule(call, record, call.given(update.body))
        kind.check(call, record.scope, changes, record)
        record.body = {**record.body, **changes}
        if update.state:
            kind.provision(call, record, update.state)
        return _saved(kind, call, record, update.answer)

    return Operation(
        update.method,
        kind.one_path,
        f"Change: {kind.noun}",
        handle,
        status=204 if update.answer == "nothing" else 200,
        answers=_adapter(kind, update.answer),
        body=update.body,
        refusals=_refusals(kind, update.refusals, (404,)),
    )


def _delete(kind: Kind, delete: Delete) -> Operation:
    def handle(call: Call) -> JsonValue:
        record = kind.writable(call)
        if delete.query:
            call.read_query(delete.query)
        delete.rule(call, record)
        answer = kind.answer(call, record, delete.answer)
        call.backend.begin_deletion(record)
        return answer

    return Operation(
        "DELETE",
        kind.one_path,
        f"Delete: {kind.noun}",
        handle,
        status=204 if delete.answer == "nothing" else 200,
        answers=_adapter(kind, delete.answer),
        query=delete.query,
        refusals=(400, 404, *delete.refusals),
    )


def _act(kind: Kind, action: Action) -> Operation:
    def handle(call: Call) -> JsonValue:
        record = kind.writable(call)
        if action.body:
            call.read(action.body)
        said = action.act(call, record)
        return said if said is not None else _saved(kind, call, record, action.answer)

    return Operation(
        "POST",
        f"{kind.one_path}/{action.name}",
        action.summary or f"{action.name.capitalize()}: {kind.noun}",
        handle,
        status=204 if action.answer == "nothing" else action.status,
        answers=_adapter(kind, action.answer),
        body=action.body,
        refusals=(400, 404, *action.refusals),
    )


def _saved(kind: Kind, call: Call, record: Record, answer: Answer) -> JsonValue:
    if "updated_at" in kind.shown.model_fields:
        record.body["updated_at"] = call.backend.stamp()
    call.backend.store.save(record)
    return kind.answer(call, record, answer)


def _array(kind: Kind, call: Call) -> JsonValue:
    records = call.backend.store.members(kind.name, kind.scope(call))
    return [_item(kind, call, one) for one in records if call.backend.lifecycle.poll(one)]


def _page(kind: Kind, call: Call) -> JsonObject:
    asked = call.read_query(PageQuery)
    scope = kind.scope(call)
    store, poll = call.backend.store, call.backend.lifecycle.poll
    for record in store.hidden(kind.name, scope):
        poll(record)
    page = store.page(kind.name, scope, asked.limit, asked.offset)
    # A poll may be the last one that an object is there for: others move up then.
    still_there = [poll(record) for record in page]
    if not all(still_there):
        page = store.page(kind.name, scope, asked.limit, asked.offset)
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
    if not call.backend.lifecycle.poll(record):
        raise not_found(kind.noun)
    return kind.answer(call, record, "object")


def _adapter(kind: Kind, answer: Answer) -> TypeAdapter[object] | None:
    if answer == "nothing":
        return None
    return TypeAdapter(kind.shown if answer == "object" else answer)


def _refusals(kind: Kind, more: tuple[int, ...], missing: tuple[int, ...]) -> tuple[int, ...]:
    taken = (409,) if kind.unique else ()
    unknown = (422,) if kind.references else ()
    return (400, *missing, *taken, *unknown, *more)
