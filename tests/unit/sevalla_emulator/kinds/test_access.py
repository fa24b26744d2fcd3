"""Webhooks and API keys, and what there is to say of who may do what."""

from datetime import datetime, timedelta

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.api_key_models import ApiKey
from sevalla_emulator.kinds.permissions import PERMISSIONS, ROLES
from sevalla_emulator.kinds.webhooks import MOST, Webhook
from sevalla_emulator.testing import Control, RunningEmulator
from unit.sevalla_emulator.support import Api, fields, message

HOOK: JsonObject = {"endpoint": "https://shop.example/hook", "allowed_events": ["APP_DEPLOY"]}
KEY: JsonObject = {"name": "deploys", "capabilities": [{"permission": "APP:READ"}]}


def _after(seen: JsonObject, name: str) -> timedelta:
    """How long after the last change a time is."""
    end, changed = (datetime.fromisoformat(str(seen[each])) for each in (name, "updated_at"))
    return end - changed


def test_a_webhook_lives(api: Api, control: Control) -> None:
    made = api.made("/webhooks", {**HOOK, "description": "What goes live"})
    path = f"/webhooks/{made['id']}"
    assert set(made) == set(Webhook.model_fields)
    assert made["is_enabled"] is True
    assert api.seen(path) == made == api.get("/webhooks").json()["data"][0]
    assert fields(api.patch(path, {"description": None}))["description"] is None
    assert fields(api.post(f"{path}/toggle", {}))["is_enabled"] is False
    rolled = fields(api.post(f"{path}/roll-secret", {"expire_in_hours": 1}))
    assert rolled["old_secret"] == made["secret"] != rolled["secret"]
    assert _after(rolled, "old_secret_expired_at") == timedelta(hours=1)
    assert api.post(f"{path}/roll-secret", {"expire_in_hours": 25}).status_code == 400
    delivery = control.make_object("webhook_deliveries", {"webhook_id": made["id"]})
    assert api.get(f"{path}/deliveries").json()["total"] == 1
    assert api.seen(f"{path}/deliveries/{delivery.id}")["webhook_id"] == made["id"]
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


def test_a_company_has_a_few_webhooks(api: Api) -> None:
    made = [api.made("/webhooks", HOOK) for _ in range(MOST)]
    answer = api.post("/webhooks", HOOK)
    assert answer.status_code == 422
    assert str(MOST) in message(answer)
    api.delete(f"/webhooks/{made[0]['id']}")
    api.made("/webhooks", HOOK)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("endpoint", "shop.example"),
        ("allowed_events", ["APP_RESTART"]),
        ("allowed_events", None),
        ("is_enabled", True),
    ],
)
def test_what_no_webhook_may_be(api: Api, name: str, value: JsonValue) -> None:
    answer = api.post("/webhooks", {**HOOK, name: value})
    assert answer.status_code == 400
    assert name in message(answer)


def test_a_key_lives(api: Api) -> None:
    asked: JsonObject = {**KEY, "role_ids": [ROLES[0].id], "expired_at": "2035-01-01T00:00:00Z"}
    told = api.made("/api-keys", asked)
    assert set(told) == {"token", "name"}
    (item,) = api.get("/api-keys").json()["data"]
    path = f"/api-keys/{item['id']}"
    seen = api.seen(path)
    assert set(seen) == set(ApiKey.model_fields)
    token = str(told["token"])
    assert seen["masked_token"] == f"{token[:6]}...{token[-4:]}"
    assert seen["expired_at"] == "2035-01-01T00:00:00.000Z"
    (capability,) = item["capabilities"]
    assert capability == {"id": capability["id"], "permission": "APP:READ", "id_resource": None}
    assert [each["id"] for each in item["roles"]] == [ROLES[0].id]
    assert fields(api.post(f"{path}/toggle", {}))["is_enabled"] is False
    rotated = fields(api.post(f"{path}/rotate", {"old_token_ttl_hours": 2}))
    assert rotated["token"] != told["token"]
    assert _after(api.seen(path), "old_token_expired_at") == timedelta(hours=2)
    assert "message" in fields(api.delete(path))


def test_the_list_of_keys_begins_with_the_newest(api: Api) -> None:
    for name in ("first", "second"):
        api.made("/api-keys", {**KEY, "name": name})
    assert [each["name"] for each in api.get("/api-keys").json()["data"]] == ["second", "first"]


def test_a_patch_puts_access_in_the_place_of_the_old_or_adds_it(api: Api, control: Control) -> None:
    control.change_settings(api_key_answer="with-id")
    path = f"/api-keys/{api.made('/api-keys', {**KEY, 'role_ids': [ROLES[0].id]})['id']}"
    other: JsonObject = {"capabilities": [{"permission": "APP:UPDATE"}]}
    assert _permissions(fields(api.patch(path, other))) == ["APP:UPDATE"]
    assert api.patch(path, {"role_ids": [], "capabilities": []}).status_code == 422
    assert api.patch(path, {"role_ids": [PERMISSIONS[0].id]}).status_code == 422
    control.change_settings(api_key_access="add")
    api.patch(path, {**other, "role_ids": [ROLES[1].id]})
    added = fields(api.patch(path, KEY))
    assert _permissions(added) == ["APP:UPDATE", "APP:READ"]
    roles = added["roles"]
    assert isinstance(roles, list)
    assert len(roles) == 2


def _permissions(key: JsonObject) -> list[JsonValue]:
    capabilities = key["capabilities"]
    assert isinstance(capabilities, list)
    return [each["permission"] for each in capabilities if isinstance(each, dict)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("capabilities", []),
        ("capabilities", [{"permission": "app:read"}]),
        ("role_ids", ["reader"]),
        ("expired_at", "2035-13-01T00:00:00Z"),
        ("is_enabled", True),
    ],
)
def test_what_no_key_may_be(api: Api, name: str, value: JsonValue) -> None:
    assert api.post("/api-keys", {**KEY, name: value}).status_code == 400


def test_a_key_does_nothing_to_itself(
    api: Api, control: Control, emulator: RunningEmulator
) -> None:
    own = control.make_object("api_keys", {"token": emulator.api_key})
    path = f"/api-keys/{own.id}"
    refusals = (
        api.post(f"{path}/toggle", {}),
        api.post(f"{path}/rotate", {}),
        api.delete(path),
    )
    assert [each.status_code for each in refusals] == [422] * 3
    assert "id" not in api.seen("/api-keys/me")
    control.change_settings(api_key_answer="with-id")
    assert api.seen("/api-keys/me")["id"] == own.id
    assert api.seen("/api-keys/validate") == {"id": own.id, "valid": True}


def test_there_are_users_roles_and_permissions(api: Api) -> None:
    assert {"id", "email"} < set(api.get("/users").json()["data"][0])
    permissions = api.get("/resources/rbac/api-key-permissions").json()
    assert permissions[0]["name"] == "app:create"
    allowed = {each["id"] for each in permissions}
    for role in api.get("/resources/rbac/api-key-roles").json():
        assert {*role["permissions"]} <= allowed
