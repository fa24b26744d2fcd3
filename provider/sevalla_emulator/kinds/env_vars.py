"""Variables of applications (`docs/contract/applications.md`, Environment variables)."""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, StringConstraints

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications
from sevalla_emulator.verbs import Create, Delete, Update
from sevalla_emulator.wire import Body, Message, Omittable

_Key: TypeAlias = Annotated[str, StringConstraints(max_length=255, pattern="^[A-Za-z0-9_]+$")]
_Value: TypeAlias = Annotated[str, StringConstraints(max_length=32_768)]


class CreateEnvVar(Body):
    """POST /applications/{app_id}/env-vars, and of global ones."""

    key: _Key
    value: _Value
    is_runtime: Omittable[bool] = None
    is_buildtime: Omittable[bool] = None


class ChangeEnvVar(Body):
    """PUT of a variable, which leaves what it is not given."""

    key: Omittable[_Key] = None
    value: Omittable[_Value] = None
    is_runtime: Omittable[bool] = None
    is_buildtime: Omittable[bool] = None


class InheritedEnvVar(BaseModel):
    """A variable of a company as lists show it, its value in clear."""

    id: str
    key: str
    value: str = ""
    is_runtime: bool | None = True
    is_buildtime: bool | None = True
    created_at: str
    updated_at: str


class EnvVar(InheritedEnvVar):
    """The same of an application."""

    app_id: str


def defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    """Return what nobody said of a variable."""
    return {"key": f"KEY_{text(fields, 'id')[:8]}"}


KIND = Kind(
    name="env_vars",
    noun="environment variable",
    secrets=("value",),
    told=("value", "is_runtime", "is_buildtime"),
    path="/applications/{app_id}/env-vars",
    id_name="env_var_id",
    shown=EnvVar,
    parent=applications.KIND,
    readable=False,
    unique=("key",),
    create=Create(body=CreateEnvVar),
    update=Update(body=ChangeEnvVar, method="PUT"),
    delete=Delete(answer=Message),
    defaults=defaults,
)
