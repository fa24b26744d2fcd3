"""Webhooks of companies (`docs/contract/company.md`, Webhooks). Nothing is ever sent to one."""

import secrets
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, StringConstraints

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.backend import Backend
from sevalla_emulator.clock import timestamp
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record
from sevalla_emulator.verbs import Action, Create, Delete, Update, flips
from sevalla_emulator.wire import WHOLE, Body, Omittable

MOST = 10  # a company
_AN_HOUR, _HOURS = 3600, 24  # how long an old secret holds where nobody says it: made up

_Url: TypeAlias = Annotated[
    str, StringConstraints(max_length=2048, pattern="^https?://[A-Za-z0-9.:\\[\\]-]+(/[!-~]*)?$")
]
_Event: TypeAlias = Literal[
    "APP_CREATE",
    "APP_UPDATE",
    "APP_DELETE",
    "APP_DEPLOY",
    "DATABASE_CREATE",
    "DATABASE_UPDATE",
    "DATABASE_DELETE",
    "STATIC_SITE_CREATE",
    "STATIC_SITE_UPDATE",
    "STATIC_SITE_DELETE",
    "STATIC_SITE_DEPLOY",
]
_Description: TypeAlias = Annotated[str, StringConstraints(max_length=1024)]


class CreateWebhook(Body):
    """POST /webhooks."""

    endpoint: _Url
    allowed_events: list[_Event]
    description: _Description | None = None


class ChangeWebhook(Body):
    """PATCH /webhooks/{webhook_id}; null clears the description."""

    endpoint: Omittable[_Url] = None
    allowed_events: Omittable[list[_Event]] = None
    description: _Description | None = None


class RollSecret(Body):
    """POST /webhooks/{webhook_id}/roll-secret."""

    expire_in_hours: Omittable[Annotated[int, Field(ge=0, le=24), WHOLE]] = None


class Webhook(BaseModel):
    """A webhook as GET and lists show it, its secrets in clear."""

    id: str
    company_id: str | None = COMPANY_ID
    endpoint: str
    allowed_events: list[str] = []
    description: str | None = None
    is_enabled: bool = True
    secret: str
    old_secret: str | None = None
    old_secret_expired_at: str | None = None
    created_by: str | None = None
    updated_by: str | None = None
    created_at: str
    updated_at: str


def _new_secret() -> str:
    return f"whsec_{secrets.token_hex(24)}"


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    return {
        "endpoint": f"https://hooks.example/{text(fields, 'id')[:8]}",
        "allowed_events": ["APP_DEPLOY"],
        "secret": _new_secret(),
    }


def _creating(call: Call, given: JsonObject) -> JsonObject:
    there = call.backend.store.members(KIND.name, call.account)
    if sum(not one.deleting for one in there) >= MOST:
        raise refused("err-webhook-limit", f"a company has at most {MOST} webhooks")
    return given


def _roll(call: Call, webhook: Record) -> None:
    hours = call.read(RollSecret).expire_in_hours
    lasts = (_HOURS if hours is None else hours) * _AN_HOUR
    webhook.body = {
        **webhook.body,
        "secret": _new_secret(),
        "old_secret": webhook.body.get("secret"),
        "old_secret_expired_at": timestamp(call.backend.clock.now() + lasts),
    }


KIND = Kind(
    name="webhooks",
    noun="webhook",
    secrets=("secret", "old_secret"),
    told=("allowed_events",),
    path="/webhooks",
    id_name="webhook_id",
    shown=Webhook,
    create=Create(body=CreateWebhook, rule=_creating, refusals=(422,)),
    update=Update(body=ChangeWebhook),
    delete=Delete(answer="either"),
    actions=(
        Action(name="toggle", act=flips("is_enabled")),
        Action(name="roll-secret", body=RollSecret, act=_roll, summary="Roll: secret of a webhook"),
    ),
    defaults=_defaults,
)
