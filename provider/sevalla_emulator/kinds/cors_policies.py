"""CORS policies of buckets (`docs/contract/databases-and-storage.md`, CORS policies)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, StringConstraints

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import object_storages
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Create, Delete, Update
from sevalla_emulator.wire import Body, Message, Omittable

_Method: TypeAlias = Literal["GET", "PUT", "POST", "DELETE", "HEAD"]
_Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=250)]
_Origins: TypeAlias = Annotated[list[_Text], Field(min_length=1, max_length=100)]
_Methods: TypeAlias = Annotated[list[_Method], Field(min_length=1)]
_Headers: TypeAlias = Annotated[list[_Text], Field(max_length=100)]


class CreateCorsPolicy(Body):
    """POST /object-storage/{object_storage_id}/cors-policies."""

    origins: _Origins
    methods: _Methods
    headers: Omittable[_Headers] = None


class ChangeCorsPolicy(CreateCorsPolicy):
    """PATCH of one: the whole rule."""


class CorsPolicy(BaseModel):
    """A policy as lists show it."""

    id: str
    origins: list[str] = ["*"]
    methods: list[str] = ["GET"]
    headers: list[str] | None = None


def _whole(_call: Call, _policy: Record, given: JsonObject) -> JsonObject:
    """Put another rule in the place of the old one."""
    return {"headers": None, **given}


KIND = Kind(
    name="cors_policies",
    noun="CORS policy",
    path="/object-storage/{object_storage_id}/cors-policies",
    id_name="cors_policy_id",
    shown=CorsPolicy,
    parent=object_storages.KIND,
    listed="array",
    readable=False,
    create=Create(body=CreateCorsPolicy, answer=Message),
    update=Update(body=ChangeCorsPolicy, answer=Message, rule=_whole),
    delete=Delete(answer="either"),
)
