"""A kind of object is a model and a table: where its objects live, and what each verb does.

`rest.py` makes operations of a table; `docs/contract/` says what stands in it. Rules are small
functions, for what no cell of the table says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, JsonValue

from sevalla_emulator.access import COMPANIES, FIRST_ACCOUNT, OTHER_ACCOUNT
from sevalla_emulator.backend import Backend, StoredKind
from sevalla_emulator.errors import ApiError, not_found, refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record, new_id
from sevalla_emulator.verbs import Action, Answer, Create, Delete, Seeded, Update
from sevalla_emulator.wire import CamelAnswer, Message, names_of

_STAMPS = ("created_at", "updated_at")


@dataclass(frozen=True, kw_only=True)
class Kind(StoredKind):
    """The table of a kind.

    ``path`` is that of the collection and ``id_name`` the parameter that follows it; without
    one there is one object per parent, which ``always`` exists or is made by POST, and ``path``
    is its own. ``shown`` is the model of the object as GET shows it, ``items`` of those of a
    list where they are shorter. ``parent`` is what the path says they live in, and
    ``parent_field`` the field that the control API is told the parent by, unless it is the
    parent's ``id_name``; ``owner_field`` is the field with the id of what an object goes down
    with, unless that is the parent. The fields of ``unique`` are together new in their place
    (else 409), those of ``references`` are ids of objects of these kinds in the same place
    (else 422), those of ``write_only`` are in no answer whose model does not name them. The
    list is oldest first unless ``newest_first``; ``filters`` is the query of one that is an array,
    and names fields. ``free_ids``: the ids are texts, and no UUIDs. ``tells_of`` names a kind in
    it whose state it tells: a GET of the one is a poll of the others. ``also_in`` is the field with
    the id of another parent in whose collection an object is as well, if that is not paged;
    ``beside`` are the kinds of the objects that this makes members of the collection, too. A
    ``service`` has rate-limit buckets of its own. ``defaults`` completes fields to those of a
    settled object, ``show`` makes of an object what readers see. ``secrets`` are the fields, of
    objects and of bodies, that nobody is shown unasked, ``told`` those that say the most about
    one. ``served_at`` is the path at which the emulator itself answers for an object, if it does.
    """

    noun: str
    shown: type[BaseModel]
    path: str = ""
    id_name: str = ""
    items: type[BaseModel] | None = None
    parent: "Kind | None" = None
    parent_field: str = ""
    free_ids: bool = False
    owner_field: str = ""
    always: bool = False
    service: bool = False
    listed: Literal["page", "array", "none"] = "page"
    newest_first: bool = False
    filters: type[BaseModel] | None = None
    tells_of: str = ""
    also_in: str = ""
    beside: tuple[str, ...] = ()
    readable: bool = True
    create: Create | None = None
    update: Update | None = None
    delete: Delete | None = None
    actions: tuple[Action, ...] = ()
    operations: tuple[Operation, ...] = ()
    unique: tuple[str, ...] = ()
    write_only: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    served_at: Callable[[Record], str] = lambda _record: ""
    references: Mapping[str, "Kind"] = field(default_factory=dict)
    defaults: Callable[[Backend, JsonObject], JsonObject] = lambda _backend, _fields: {}
    show: Callable[[Call, Record], JsonObject] = lambda _call, record: record.body
    seeded: Seeded | None = None

    @property
    def one_path(self) -> str:
        """The path of one object."""
        return f"{self.path}/{{{self.id_name}}}" if self.id_name else self.path

    @property
    def scope_field(self) -> str:
        """The field that says which parent an object has; empty at the top."""
        return self.parent_field or (self.parent.id_name if self.parent else "")

    def scope(self, call: Call) -> str:
        """Return the id of the parent; at the top that is the account of the key.

        Raises:
            ApiError: 404 when there is no such parent. One that reads do not find yet is one.
        """
        return self.parent.find(call).id if self.parent else call.account

    def writable_scope(self, call: Call) -> str:
        """Return the id of the parent, as `scope` does, unless it is being deleted."""
        return self.parent.writable(call).id if self.parent else call.account

    def find(self, call: Call) -> Record:
        """Return the object meant, a hidden or deleting one too.

        Raises:
            ApiError: 404.
        """
        scope = self.scope(call)
        if self.id_name:
            record = self._member(call.backend, scope, call.path[self.id_name])
        else:
            record = next(reversed(call.backend.store.members(self.name, scope)), None)
        if record is None and self.always:
            record = self.make(call.backend, {self.scope_field: scope})
            call.backend.store.insert(record)
        if record is None:
            raise not_found(self.noun)
        return record

    def members(self, backend: Backend, scope: str) -> list[Record]:
        """Return the objects of one parent, hidden and deleting ones too, oldest first."""
        if not self.also_in:
            return backend.store.members(self.name, scope)
        kinds = (self.name, *self.beside)
        every = [one for name in kinds for one in backend.store.of_kind(name)]
        return [one for one in every if scope in (one.scope, one.body.get(self.also_in))]

    def writable(self, call: Call) -> Record:
        """Return the object meant.

        Raises:
            ApiError: 404 when there is none, or its deletion has been accepted. Writes find
                an object that reads do not find yet.
        """
        record = self.find(call)
        if record.deleting:
            raise not_found(self.noun)
        return record

    def make(self, backend: Backend, fields: JsonObject) -> Record:
        """Complete any fields to a settled object, as `complete` does, and claim what it holds."""
        record = self.complete(backend, fields)
        self.restore(backend, record)
        return record

    def complete(self, backend: Backend, fields: JsonObject) -> Record:
        """Complete any fields to a settled object, without checks; it is not kept yet.

        Raises:
            KeyError: the id of what it belongs to is missing.
        """
        record_id = text(fields, "id") or new_id()
        owner = str(fields[self.owner_field]) if self.owner_field else ""
        scope = self._scope_of(backend, fields, owner)
        at_rest = self.states and self.states.settled
        settled: JsonObject = {self.states.field: at_rest} if self.states and at_rest else {}
        fields = {**fields, "id": record_id}
        body = {
            **self._blank(backend.stamp()),
            **settled,
            **self.defaults(backend, fields),
            **({self.scope_field: scope} if self.parent else {}),
            **fields,
        }
        # What says which object it is belongs to the path alone where GET does not show it.
        addresses = {"id", self.scope_field} - set(names_of(self.shown))
        body = {name: value for name, value in body.items() if name not in addresses}
        owner = owner or (scope if self.parent else "")
        return Record(kind=self.name, id=record_id, scope=scope, owner=owner, body=body)

    def provision(self, call: Call, record: Record, state: str = "") -> None:
        """Let an object say ``state``, or that it is being made, until it has settled."""
        if self.states and (state or self.states.initial):
            record.body[self.states.field] = state or self.states.initial
            outcome = self.states.failed if call.provisioning_fails else self.states.settled
            delay = call.backend.settings.provisioning
            changes: JsonObject = {self.states.field: outcome}
            call.backend.lifecycle.begin(record, "provisioning", delay, changes)

    def check(
        self, call: Call, scope: str, fields: JsonObject, record: Record | None = None
    ) -> None:
        """Check what of the fields must be unique, or the id of another object.

        ``record`` is the object that they are laid over, when there is one already.

        Raises:
            ApiError: 409, 422.
        """
        for name, kind in self.references.items():
            if fields.get(name) is None:
                continue
            inside = kind.parent is not None
            place = scope if inside else call.account
            target = call.backend.find(kind.name, place, text(fields, name))
            if target is None or target.deleting:
                where = self.parent.noun if self.parent and inside else "company"
                code = f"err-{kind.noun.replace(' ', '-')}-unknown"
                raise refused(code, f"{name}: no such {kind.noun} in this {where}")
        wanted = {**(record.body if record else {}), **fields}
        for other in call.backend.store.members(self.name, scope) if self.unique else ():
            same = all(wanted.get(name) == other.body.get(name) for name in self.unique)
            if same and (record is None or other.id != record.id):
                taken = ", ".join(self.unique)
                raise ApiError(409, "err-conflict", f"{taken}: taken by another {self.noun}")

    def answer(self, call: Call, record: Record, wanted: Answer) -> JsonValue:
        """Return the body of an answer about an object."""
        if wanted == "either":
            wanted = Message if call.backend.settings.delete_answer == "message" else "nothing"
        if wanted == "nothing":
            return None
        shown = self.show(call, record)
        if wanted != "object":
            return _projected(wanted, shown)
        return {name: value for name, value in shown.items() if name not in self.write_only}

    def _member(self, backend: Backend, scope: str, object_id: str) -> Record | None:
        own = backend.find(self.name, scope, object_id)
        if own or not self.also_in:
            return own
        return next((one for one in self.members(backend, scope) if one.id == object_id), None)

    def _scope_of(self, backend: Backend, fields: JsonObject, owner: str) -> str:
        if self.parent is None:
            other = fields.get("company_id") == COMPANIES[OTHER_ACCOUNT]
            return OTHER_ACCOUNT if other else FIRST_ACCOUNT
        holder = backend.store.get(owner)
        scope = text(fields, self.scope_field) or (holder.scope if holder else "")
        if not scope:
            raise KeyError(self.scope_field)
        return scope

    def _blank(self, stamp: str) -> JsonObject:
        """What there is to say of an object that nothing is known of yet."""
        if issubclass(self.shown, CamelAnswer):
            return {}  # what there is none of is left out there
        return {
            name: stamp if name in _STAMPS else None if model.is_required() else model.get_default()
            for name, model in self.shown.model_fields.items()
        }


def _projected(model: type[BaseModel], shown: JsonObject) -> JsonObject:
    return {
        name: shown[name] if name in shown else one.get_default()
        for name, one in names_of(model).items()
        if name in shown or not one.is_required()
    }
