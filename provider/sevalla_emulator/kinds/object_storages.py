"""Buckets (`docs/contract/databases-and-storage.md`, Object storage)."""

import secrets
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, JsonValue, StringConstraints

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.backend import Backend, States
from sevalla_emulator.errors import ApiError, not_found
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import projects
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record, slug
from sevalla_emulator.verbs import Action, Create, Delete, Update
from sevalla_emulator.wire import Body, Message, Omittable, Uuid

_Name: TypeAlias = Annotated[str, StringConstraints(min_length=2, max_length=64)]
_Location: TypeAlias = Literal["apac", "eeur", "enam", "oc", "weur", "wnam"]
_Jurisdiction: TypeAlias = Literal["default", "eu", "fedramp"]
_HOST = "storage.example"  # made up


class CreateObjectStorage(Body):
    """POST /object-storage."""

    display_name: _Name
    location: Omittable[_Location] = None
    jurisdiction: Omittable[_Jurisdiction] = None
    public_access: Omittable[bool] = None
    project_id: Uuid | None = None


class ChangeObjectStorage(Body):
    """PATCH /object-storage/{object_storage_id}; null takes it out of its project."""

    display_name: Omittable[_Name] = None
    project_id: Uuid | None = None


class ObjectStorageItem(BaseModel):
    """A bucket as lists show it."""

    id: str
    name: str
    display_name: str
    status: str | None = "ready"
    created_at: str
    updated_at: str


class ChangedObjectStorage(ObjectStorageItem):
    """A bucket as PATCH answers it."""

    company_id: str | None = COMPANY_ID
    location: _Location = "enam"
    jurisdiction: _Jurisdiction = "default"
    project_id: str | None = None
    domain: str | None = None


class ObjectStorage(ChangedObjectStorage):
    """A bucket as GET and POST show it."""

    bucket_name: str | None = None
    endpoint: str | None = None
    access_key: str | None = None
    secret_key: str | None = None


class DomainAnswer(BaseModel):
    """What switching the CDN domain on answers."""

    id: str
    domain: str


class Purged(BaseModel):
    """What purging the cache answers."""

    success: bool


_KEYS = ("access_key", "secret_key")


def _new_keys() -> JsonObject:
    return {"access_key": secrets.token_hex(16), "secret_key": secrets.token_hex(32)}


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    own_id = text(fields, "id")
    display_name = text(fields, "display_name", f"bucket {own_id[:8]}")
    name = f"{slug(display_name, 'bucket')[:50]}-{own_id[:5]}"
    return {
        "name": name,
        "display_name": display_name,
        "bucket_name": name,
        "endpoint": f"https://s3.{_HOST}",
        "domain": _domain_of(name) if fields.get("public_access") is True else None,
        **_new_keys(),
    }


def _domain_of(name: str) -> str:
    return f"{name}.cdn.{_HOST}"


def _show(call: Call, bucket: Record) -> JsonObject:
    """Show the keys as the settings say; the answer to a creation, whose path has no id, always."""
    shown = call.backend.settings.bucket_keys
    if shown == "shown" or KIND.id_name not in call.path:
        return bucket.body
    keys: JsonObject = {
        name: "*" * len(text(bucket.body, name)) if shown == "masked" else None for name in _KEYS
    }
    return {**bucket.body, **keys}


def _switch_on(call: Call, bucket: Record) -> JsonObject:
    if bucket.body.get("domain") is not None:
        raise ApiError(409, "err-conflict", "the domain is on already")
    domain = _domain_of(text(bucket.body, "name"))
    bucket.body["domain"] = domain
    call.backend.store.save(bucket)
    return {"id": bucket.id, "domain": domain}


def _switch_off(call: Call) -> JsonValue:
    bucket = KIND.writable(call)
    if bucket.body.get("domain") is None:
        raise not_found("domain of this bucket")
    bucket.body = {**bucket.body, "domain": None}
    call.backend.store.save(bucket)
    return None


def _rotate(call: Call, bucket: Record) -> JsonObject:
    bucket.body = {**bucket.body, **_new_keys(), "updated_at": call.backend.stamp()}
    call.backend.store.save(bucket)
    return {name: bucket.body.get(name, bucket.id) for name in ObjectStorage.model_fields}


KIND = Kind(
    name="object_storages",
    noun="object storage",
    secrets=("access_key", "secret_key"),
    told=("location", "domain"),
    path="/object-storage",
    id_name="object_storage_id",
    shown=ObjectStorage,
    items=ObjectStorageItem,
    service=True,
    service_type="object-storage",
    references={"project_id": projects.KIND},
    create=Create(body=CreateObjectStorage),
    update=Update(body=ChangeObjectStorage, answer=ChangedObjectStorage),
    delete=Delete(answer=Message),
    states=States(initial="", settled="ready", deleting="deleting"),
    actions=(
        Action(
            name="domain",
            act=_switch_on,
            answer=DomainAnswer,
            refusals=(409,),
            summary="Switch on: CDN domain of a bucket",
        ),
        Action(
            name="rotate-credentials",
            act=_rotate,
            summary="Make anew: keys of a bucket",
        ),
        Action(
            name="cache/purge",
            act=lambda _call, _bucket: {"success": True},
            answer=Purged,
            summary="Purge: cache of a bucket",
        ),
    ),
    operations=(
        Operation(
            "DELETE",
            "/object-storage/{object_storage_id}/domain",
            "Switch off: CDN domain of a bucket",
            _switch_off,
            status=204,
            refusals=(400, 404),
        ),
    ),
    write_only=("public_access",),
    defaults=_defaults,
    show=_show,
)
