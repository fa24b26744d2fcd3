"""What is particular to webhooks, on the emulator: each weak point of the peer is a test."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.company.webhook import WEBHOOK
from sevalla_provider.resources.properties import Properties
from unit.emulated import Bench, bench
from unit.samples import Inputs

pytestmark = pytest.mark.anyio


def webhook(**more: JsonValue) -> Inputs:
    said: Inputs = {
        "endpoint": "https://shop.example/hook",
        "allowed_events": ["APP_DEPLOY"],
        **more,
    }
    checked = check(WEBHOOK.inputs, said)
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs) -> Created:
    return await create(there.session, WEBHOOK, inputs, "project/stack/hook", 600)


async def changed(there: Bench, created: Created, inputs: Inputs) -> Properties:
    await there.forget_requests()
    own_id = created.resource_id
    return await update(there.session, WEBHOOK, own_id, created.outputs, inputs, 600)


async def calls(there: Bench) -> list[tuple[str, JsonValue]]:
    asked = await there.requests("POST", "PATCH")
    return [(each.path.rpartition("/")[2], each.body) for each in asked]


async def test_a_description_that_is_removed_is_cleared(tmp_path: Path) -> None:
    """Row 43 of the peer's weak points: it is not sent, and stays."""
    async with bench(tmp_path) as there:
        created = await made(there, webhook(description="What goes live"))
        outputs = await changed(there, created, webhook())
        assert await calls(there) == [(created.resource_id, {"description": None})]
        assert "description" not in outputs


def test_events_are_a_set() -> None:
    """Row 43 of the peer's weak points: another order is a difference for ever."""
    events: list[JsonValue] = ["DATABASE_CREATE", "APP_DEPLOY"]
    one, other = (webhook(allowed_events=each) for each in (events, [*events[::-1], *events]))
    assert not changes(WEBHOOK, one, other)


async def test_it_is_switched_only_where_it_differs(tmp_path: Path) -> None:
    """Row 43 of the peer's weak points: `is_enabled` cannot be declared."""
    async with bench(tmp_path) as there:
        created = await made(there, webhook(is_enabled=False))
        (own,) = await there.objects("webhooks")
        assert own["is_enabled"] is False
        # Somebody switches it on meanwhile: a call would switch it off again.
        await there.change(created.resource_id, is_enabled=True)
        outputs = await changed(there, created, webhook(is_enabled=True))
        assert outputs["is_enabled"] is True
        assert await calls(there) == []


async def test_a_trigger_rolls_the_secret_and_the_old_one_is_not_kept(tmp_path: Path) -> None:
    """Rows 43 and 44 of the peer's weak points: no roll, and the old secret is in the state."""
    async with bench(tmp_path) as there:
        created = await made(there, webhook(rotation_triggers=1))
        outputs = await changed(there, created, webhook(rotation_triggers=2))
        assert await calls(there) == [("roll-secret", None)]
        (own,) = await there.objects("webhooks")
        assert own["old_secret"] == created.outputs["secret"]
        assert outputs["secret"] == own["secret"] != created.outputs["secret"]
        assert outputs["old_secret_expired_at"] == own["old_secret_expired_at"]
        assert own["old_secret"] not in outputs.values()
        assert "secret" in WEBHOOK.secrets


async def test_a_roll_whose_answer_is_lost_is_not_made_twice(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, webhook(rotation_triggers=1))
        await there.fault("reset", path="/webhooks/*/roll-secret", calls=[1], when="after")
        outputs = await changed(there, created, webhook(rotation_triggers=2))
        assert len(await calls(there)) == 1
        (own,) = await there.objects("webhooks")
        assert outputs["secret"] == own["secret"]
        # One that is lost on its way is made again.
        await there.fault("status", path="/webhooks/*/roll-secret", calls=[1], status=502)
        await changed(there, created, webhook(rotation_triggers=3))
        assert len(await calls(there)) == 2


async def test_a_secret_that_somebody_rolls_is_no_drift(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, webhook())
        await there.change(created.resource_id, secret="whsec_another")
        found = await read(there.session, WEBHOOK, created.resource_id, created.outputs, webhook())
        assert found is not None
        assert found.inputs == webhook()


@pytest.mark.parametrize(
    "endpoint",
    ["", "shop.example/hook", "ftp://shop.example", "https://", "https://[", "https://a b.example"],
)
def test_what_is_no_address_is_refused(endpoint: str) -> None:
    said: Inputs = {"endpoint": endpoint, "allowed_events": ["APP_DEPLOY"]}
    (failure,) = check(WEBHOOK.inputs, said).failures
    assert failure.path == ("endpoint",)
    assert "https://shop.example/hook" in failure.reason
