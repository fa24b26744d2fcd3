"""Deployment hooks of applications (`docs/contract/applications.md`, Deployment hook)."""

import secrets

from pydantic import BaseModel

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Create, Delete, Update

_HOST = "https://hooks.example"  # made up


class DeploymentHook(BaseModel):
    """The hook of an application, while it is on."""

    url: str


def _new(_backend: Backend, _fields: JsonObject) -> JsonObject:
    return {"url": f"{_HOST}/deploy/{secrets.token_hex(16)}"}


def _regenerated(call: Call, _hook: Record, _given: JsonObject) -> JsonObject:
    return _new(call.backend, {})


KIND = Kind(
    name="deployment_hooks",
    noun="deployment hook",
    secrets=("url",),
    path="/applications/{app_id}/deployment-hook",
    shown=DeploymentHook,
    parent=applications.KIND,
    create=Create(),
    update=Update(method="PUT", rule=_regenerated),
    delete=Delete(),
    defaults=_new,
)
