"""What is particular to CORS policies, on the emulator: each weak point of the peer is a test."""

import asyncio
from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.storage.object_storage_cors_policy import (
    OBJECT_STORAGE_CORS_POLICY as POLICY,
)
from unit.emulated import Bench, bench
from unit.samples import Inputs

pytestmark = pytest.mark.anyio

BUCKET = "0a1b2c3d-4e5f-6789-abcd-ef0123456741"
SHOP, BLOG = "https://shop.example", "https://blog.example"


def policy(**more: JsonValue) -> Inputs:
    said: Inputs = {"object_storage_id": BUCKET, "origins": [SHOP], "methods": ["GET"], **more}
    checked = check(POLICY.inputs, said)
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs, name: str = "cors") -> Created:
    return await create(there.session, POLICY, inputs, f"project/stack/{name}", 600)


async def test_several_at_once_in_one_bucket_each_get_their_own(tmp_path: Path) -> None:
    """Row 13 of the peer's weak points in storage: the last of the list is taken for the new one,
    so that two that are made at once swap ids, or share one."""
    async with bench(tmp_path) as there:
        await there.make("object_storages", id=BUCKET)
        said = [
            policy(origins=[SHOP]),
            policy(origins=[BLOG]),
            policy(origins=[SHOP]),
            policy(origins=[SHOP, BLOG], headers=["Range"]),
            policy(origins=[BLOG, SHOP]),
        ]
        found = await asyncio.gather(
            *(made(there, each, str(number)) for number, each in enumerate(said))
        )
        content = {str(each["id"]): each for each in await there.objects("cors_policies")}
        own = [str(each.outputs["cors_policy_id"]) for each in found]
        assert len({*own}) == len(said) == len(content)
        for object_id, each in zip(own, said, strict=True):
            assert content[object_id]["origins"] == each["origins"]


async def test_another_session_s_create_in_the_same_bucket_waits(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("object_storages", id=BUCKET)
        one, other = there.session, there.another_session()
        found = await asyncio.gather(
            create(one, POLICY, policy(), "project/stack/one", 600),
            create(other, POLICY, policy(origins=[BLOG]), "project/other/one", 600),
        )
        assert len({each.resource_id for each in found}) == 2
        lines = [
            each.method for each in await there.requests() if each.path.endswith("/cors-policies")
        ]
        # No POST comes between another's POST and the list that finds what that has made.
        assert "POST POST" not in " ".join(lines)


async def test_headers_can_be_taken_away(tmp_path: Path) -> None:
    """Row 14 of the peer's weak points in storage: empty headers are not sent, and stay."""
    async with bench(tmp_path) as there:
        await there.make("object_storages", id=BUCKET)
        first = await made(there, policy(headers=["Range"]))
        outputs = await update(
            there.session, POLICY, first.resource_id, first.outputs, policy(), 600
        )
        (sent,) = await there.requests("PATCH")
        assert sent.body == {"origins": [SHOP], "methods": ["GET"], "headers": []}
        assert not changes(POLICY, outputs, policy())


@pytest.mark.parametrize("shown", [None, []])
async def test_no_headers_are_no_headers_however_they_are_shown(
    tmp_path: Path, shown: JsonValue
) -> None:
    """Row 14 of the peer's weak points in storage: null against [] is an inconsistent result."""
    async with bench(tmp_path) as there:
        await there.make("object_storages", id=BUCKET)
        for said in (policy(), policy(headers=[])):
            first = await made(there, said)
            await there.change(str(first.outputs["cors_policy_id"]), headers=shown)
            found = await read(there.session, POLICY, first.resource_id, first.outputs, said)
            assert found is not None
            assert not changes(POLICY, found.outputs, said)


async def test_ids_are_taken_as_they_come_and_the_list_may_be_wrapped(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("object_storages", id=BUCKET)
        rule: JsonValue = {"id": "Rule 1", "origins": [SHOP], "methods": ["GET"]}
        path = "/object-storage/*/cors-policies"
        await there.fault("replace_body", method="GET", path=path, body={"data": [rule]})
        known: Inputs = {"object_storage_id": BUCKET}
        own_id = POLICY.checked_id(f"{BUCKET}/Rule 1", known)
        found = await read(there.session, POLICY, own_id, known, None)
        assert found is not None
        assert found.inputs == policy()
