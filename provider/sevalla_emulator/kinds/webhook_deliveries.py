"""Deliveries of webhooks: there are none but those of the control API.

Source: `docs/contract/company.md`, Webhooks.
"""

from typing import Any

from pydantic import BaseModel

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import webhooks
from sevalla_emulator.record import new_id


class WebhookDelivery(BaseModel):
    """A delivery."""

    id: str
    webhook_id: str
    event_id: str
    event_type: str = "APP_DEPLOY"
    status: str = "delivered"
    endpoint: str
    payload: dict[str, Any] | None = None
    response: str | None = None
    response_status: int | None = None
    response_time_ms: int | None = None
    sent_at: str | None = None
    created_at: str
    updated_at: str


def _defaults(_backend: Backend, _fields: JsonObject) -> JsonObject:
    return {"event_id": new_id(), "endpoint": "https://hooks.example"}


KIND = Kind(
    name="webhook_deliveries",
    noun="delivery",
    path="/webhooks/{webhook_id}/deliveries",
    id_name="delivery_id",
    shown=WebhookDelivery,
    parent=webhooks.KIND,
    newest_first=True,
    defaults=_defaults,
)
