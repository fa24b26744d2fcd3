"""Variables of static sites.

Source: `docs/contract/sites-balancers-pipelines.md`, Static sites, Environment variables.
"""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, Field

from sevalla_emulator.errors import ApiError
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import env_vars, static_sites
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Create, Delete, Update
from sevalla_emulator.wire import Body, Message, Omittable

_Key: TypeAlias = Annotated[str, Field(min_length=1, max_length=255)]
_Value: TypeAlias = Annotated[str, Field(max_length=32_768)]
_Branch: TypeAlias = Annotated[str, Field(min_length=1, max_length=255)]

_STAGES: JsonObject = {"is_production": True, "is_preview": True}
_SILENCE: JsonObject = {**_STAGES, "branch": None}


class CreateStaticSiteEnvVar(Body):
    """POST /static-sites/{static_site_id}/env-vars."""

    key: _Key
    value: _Value
    is_production: Omittable[bool] = None
    is_preview: Omittable[bool] = None
    branch: Omittable[_Branch] = None


class ChangeStaticSiteEnvVar(Body):
    """PUT of a variable: flags and branch that it is not given are the defaults again."""

    key: Omittable[_Key] = None
    value: Omittable[_Value] = None
    is_production: Omittable[bool] = None
    is_preview: Omittable[bool] = None
    branch: _Branch | None = None


class StaticSiteEnvVar(BaseModel):
    """A variable as lists show it, its value in clear."""

    id: str
    static_site_id: str
    key: str
    value: str = ""
    is_production: bool = True
    is_preview: bool = True
    branch: str | None = None
    created_at: str
    updated_at: str


def _creating(call: Call, given: JsonObject) -> JsonObject:
    _insist_on_a_free_key(call, str(given["static_site_id"]), {**_SILENCE, **given})
    return given


def _changing(call: Call, record: Record, given: JsonObject) -> JsonObject:
    changed = {**_SILENCE, **given}
    _insist_on_a_free_key(call, record.scope, {**record.body, **changed}, record.id)
    return changed


def _insist_on_a_free_key(call: Call, site_id: str, wanted: JsonObject, own_id: str = "") -> None:
    """Raise 409 where another variable of the key is for the same branch and the same stage."""
    for other in call.backend.store.members(KIND.name, site_id):
        alike = all(other.body.get(name) == wanted.get(name) for name in ("key", "branch"))
        together = any(other.body.get(name) and wanted.get(name) for name in _STAGES)
        if other.id != own_id and alike and together:
            raise ApiError(409, "err-conflict", "key: taken by another environment variable")


KIND = Kind(
    name="static_site_env_vars",
    noun="environment variable",
    secrets=("value",),
    told=("value", "is_production", "is_preview", "branch"),
    path="/static-sites/{static_site_id}/env-vars",
    id_name="env_var_id",
    shown=StaticSiteEnvVar,
    parent=static_sites.KIND,
    readable=False,
    create=Create(body=CreateStaticSiteEnvVar, rule=_creating, refusals=(409,)),
    update=Update(body=ChangeStaticSiteEnvVar, method="PUT", rule=_changing, refusals=(409,)),
    delete=Delete(answer=Message),
    defaults=env_vars.defaults,
)
