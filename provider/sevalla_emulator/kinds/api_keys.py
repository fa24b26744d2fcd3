"""API keys (`docs/contract/company.md`, API keys). What one may do is kept, and not enforced."""

import secrets
import uuid
from collections.abc import Iterable

from pydantic import JsonValue, TypeAdapter

from sevalla_emulator.access import COMPANIES
from sevalla_emulator.backend import Backend
from sevalla_emulator.clock import timestamp
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds.api_key_models import (
    ApiKey,
    ChangeApiKey,
    CreateApiKey,
    Myself,
    RotateApiKey,
    Token,
    Validity,
)
from sevalla_emulator.kinds.permissions import PERMISSIONS, ROLE_OF
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Action, Create, Delete, Update, flips
from sevalla_emulator.wire import Message

_NAMESPACE = uuid.UUID("5e5a11a8-0000-4000-8000-000000000000")  # of the ids of capabilities
_AN_HOUR = 3600
_SHOWN_BEFORE, _SHOWN_AFTER = 6, 4  # characters of `svl_ab...wxyz`


def _new_token() -> str:
    return f"svl_{secrets.token_hex(32)}"


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    return {"name": f"key {text(fields, 'id')[:8]}", "token": _new_token()}


def _show(_call: Call, key: Record) -> JsonObject:
    token = text(key.body, "token")
    masked = f"{token[:_SHOWN_BEFORE]}...{token[-_SHOWN_AFTER:]}"
    return {**key.body, "masked_token": key.body.get("masked_token") or masked}


def _creating(call: Call) -> JsonValue:
    given = call.given(CreateApiKey)
    access = _access(given)
    fields: JsonObject = {name: given[name] for name in ("name", "expired_at") if name in given}
    place: JsonObject = {"company_id": COMPANIES[call.account]}
    key = KIND.make(call.backend, {**fields, **access, **place})
    key.scope = call.account
    call.backend.add(key)
    return _token_of(call, key)


def _access(given: JsonObject) -> JsonObject:
    """What a body says of the access, as it is kept."""
    kept: JsonObject = {}
    role_ids, asked = given.get("role_ids"), given.get("capabilities")
    if isinstance(role_ids, list):
        kept["roles"] = [*_roles(role_ids)]
    if isinstance(asked, list):
        kept["capabilities"] = [
            {"id_resource": None, **each, "id": str(uuid.uuid5(_NAMESPACE, str(_meaning(each))))}
            for each in asked
            if isinstance(each, dict)
        ]
    return kept


def _roles(role_ids: Iterable[JsonValue]) -> Iterable[JsonObject]:
    for role_id in role_ids:
        role = ROLE_OF.get(str(role_id))
        if role is None:
            raise refused("err-role-unknown", f"role_ids: no such role: {role_id}")
        yield role.model_dump(mode="json", include={"id", "name", "description"})


def _changing(call: Call, key: Record, given: JsonObject) -> JsonObject:
    """Put the access in the place of the old one, or add it, as the settings say."""
    access = _access(given)
    if call.backend.settings.api_key_access == "add":
        access = {name: _added(key.body.get(name), new) for name, new in access.items()}
    kept = {**key.body, **access}
    if not (kept.get("roles") or kept.get("capabilities")):
        raise refused("err-api-key-access", "a key has at least one role or capability")
    return {**({"name": given["name"]} if "name" in given else {}), **access}


def _added(there: JsonValue, new: JsonValue) -> JsonValue:
    both = [*(there if isinstance(there, list) else []), *(new if isinstance(new, list) else [])]
    told = {_meaning(each): each for each in reversed(both) if isinstance(each, dict)}
    return [*reversed(told.values())]


def _meaning(access: JsonObject) -> tuple[JsonValue, ...]:
    """What makes a capability, or a role, the same as another one."""
    if "permission" not in access:
        return (text(access, "id"),)
    return (text(access, "permission"), text(access, "id_resource"))


def _insist_on_another(call: Call, key: Record) -> None:
    if key.body.get("token") == call.key:
        raise refused("err-own-api-key", "a key cannot do that to itself")


def _toggle(call: Call, key: Record) -> None:
    _insist_on_another(call, key)
    flips("is_enabled")(call, key)


def _rotate(call: Call, key: Record) -> JsonObject:
    _insist_on_another(call, key)
    hours = call.read(RotateApiKey).old_token_ttl_hours or 0
    key.body = {
        **key.body,
        "token": _new_token(),
        "old_token_expired_at": timestamp(call.backend.clock.now() + hours * _AN_HOUR),
        "updated_at": call.backend.stamp(),
    }
    call.backend.store.save(key)
    return _token_of(call, key)


def _token_of(call: Call, key: Record) -> JsonObject:
    return {**_named(call, key), "token": key.body.get("token"), "name": key.body.get("name")}


def _named(call: Call, key: Record | None) -> JsonObject:
    told = key is not None and call.backend.settings.api_key_answer == "with-id"
    return {"id": key.id} if key is not None and told else {}


def _myself(call: Call) -> Record | None:
    there = call.backend.store.members(KIND.name, call.account)
    return next((one for one in there if one.body.get("token") == call.key), None)


def _me(call: Call) -> JsonValue:
    permissions: list[JsonValue] = [f"{one.resource}:{one.action}" for one in PERMISSIONS]
    return {**_named(call, _myself(call)), "permissions": permissions}


def _valid(call: Call) -> JsonValue:
    return {**_named(call, _myself(call)), "valid": True}


_CANNOT = (422,)

KIND = Kind(
    name="api_keys",
    noun="API key",
    secrets=("token",),
    told=("roles", "expired_at"),
    path="/api-keys",
    id_name="api_key_id",
    shown=ApiKey,
    newest_first=True,
    write_only=("token",),
    create=Create(body=CreateApiKey, answer=Token, handle=_creating, refusals=_CANNOT),
    update=Update(body=ChangeApiKey, rule=_changing, refusals=_CANNOT),
    delete=Delete(answer=Message, rule=_insist_on_another, refusals=_CANNOT),
    actions=(
        Action(name="toggle", act=_toggle, refusals=_CANNOT),
        Action(name="rotate", body=RotateApiKey, act=_rotate, answer=Token, refusals=_CANNOT),
    ),
    operations=(
        Operation(
            "GET",
            "/api-keys/me",
            "Get: what this key may do",
            _me,
            answers=TypeAdapter(Myself),
        ),
        Operation(
            "GET",
            "/api-keys/validate",
            "Get: whether this key is valid",
            _valid,
            answers=TypeAdapter(Validity),
        ),
    ),
    defaults=_defaults,
    show=_show,
)
