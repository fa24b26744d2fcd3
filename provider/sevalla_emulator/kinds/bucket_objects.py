"""What is in buckets: data, which only the control API makes.

Source: `docs/contract/databases-and-storage.md`, Object storage. What an item looks like is not
documented.
"""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, Field, JsonValue, StringConstraints, TypeAdapter

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import object_storages
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.wire import Body, Message

_PATH = "/object-storage/{object_storage_id}/objects"
_Key: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class DeleteObjects(Body):
    """DELETE …/objects."""

    keys: Annotated[list[_Key], Field(min_length=1, max_length=1000)]


class BucketObject(BaseModel):
    """An object as lists show it."""

    key: str
    size: int = 0
    last_modified: str | None = None


def _defaults(backend: Backend, fields: JsonObject) -> JsonObject:
    return {"key": f"object-{text(fields, 'id')[:8]}", "last_modified": backend.stamp()}


def _delete(call: Call) -> JsonValue:
    bucket = object_storages.KIND.writable(call)
    keys = call.read(DeleteObjects).keys
    for one in call.backend.store.members(KIND.name, bucket.id):
        if one.body.get("key") in keys:
            call.backend.lifecycle.remove(one)
    return Message(message="Objects deleted").model_dump()


KIND = Kind(
    name="bucket_objects",
    noun="object",
    path=_PATH,
    id_name="object_id",
    shown=BucketObject,
    parent=object_storages.KIND,
    readable=False,
    operations=(
        Operation(
            "DELETE",
            _PATH,
            "Delete: objects of a bucket",
            _delete,
            answers=TypeAdapter(Message),
            body=DeleteObjects,
            refusals=(400, 404),
        ),
    ),
    defaults=_defaults,
)
