"""What is particular to what always exists: it is found, never made, and never overwritten."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.http import ApiError
from sevalla_provider.importing.inventory import collections_below, inventory
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.read import read
from sevalla_provider.resources.applications.ip_restriction import IP_RESTRICTION
from unit.emulated import Bench, bench
from unit.samples import APP, OTHER_APP, Inputs

pytestmark = pytest.mark.anyio

IDENTITY = "project/stack/fence"
NEVER: Inputs = {"type": "deny", "is_enabled": False, "ip_list": []}
THEIRS: Inputs = {"type": "allow", "is_enabled": True, "ip_list": ["198.51.100.7"]}


def fence(**more: JsonValue) -> Inputs:
    said: Inputs = {"app_id": APP, "type": "allow", "ip_list": ["203.0.113.7", "10.0.0.0/8"]}
    checked = check(IP_RESTRICTION.inputs, {**said, **more})
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs, identity: str = IDENTITY) -> Created:
    return await create(there.session, IP_RESTRICTION, inputs, identity, 600)


async def there_is(there: Bench, **fields: JsonValue) -> None:
    await there.make("ip_restrictions", app_id=APP, **fields)


async def kept(there: Bench) -> Inputs:
    (found,) = await there.objects("ip_restrictions")
    return {name: found[name] for name in NEVER}


@pytest.mark.parametrize("configured", [False, True], ids=["never", "put back by somebody"])
async def test_the_platform_s_default_is_taken_over(tmp_path: Path, configured: bool) -> None:
    async with bench(tmp_path) as there:
        if configured:
            await there_is(there, **NEVER)
        created = await made(there, fence())
        assert created.resource_id == APP
        whole = {"type": "allow", "is_enabled": True, "ip_list": ["10.0.0.0/8", "203.0.113.7"]}
        assert [each.body for each in await there.requests("PUT", "POST")] == [whole]
        assert changes(IP_RESTRICTION, created.outputs, fence()) == []


async def test_somebody_else_s_is_not_overwritten(tmp_path: Path) -> None:
    """Peer row 35: create overwrites an existing restriction unseen."""
    async with bench(tmp_path) as there:
        await there_is(there, **THEIRS)
        with pytest.raises(Taken) as caught:
            await made(there, fence())
        assert f"pulumi import sevalla:index:IpRestriction <resource> {APP}`" in str(caught.value)
        assert "is not overwritten" in str(caught.value)
        assert await there.requests("PUT", "POST", "DELETE") == []
        assert await kept(there) == THEIRS
        await made(there, fence(app_id=OTHER_APP))


@pytest.mark.parametrize(
    "field", [{"type": "allow"}, {"is_enabled": True}, {"ip_list": ["10.0.0.1"]}], ids=str
)
async def test_every_part_of_somebody_else_s_counts(tmp_path: Path, field: Inputs) -> None:
    async with bench(tmp_path) as there:
        await there_is(there, **{**NEVER, **field})
        with pytest.raises(Taken):
            await made(there, fence())


async def test_what_is_as_the_program_says_is_taken_over(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there_is(there, type="allow", is_enabled=True, ip_list=["203.0.113.7", "10.1.2.3/8"])
        created = await made(there, fence())
        assert changes(IP_RESTRICTION, created.outputs, fence()) == []


async def test_two_resources_of_a_stack_do_not_share_one(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await made(there, fence())
        with pytest.raises(Taken, match="two of its resources want the same"):
            await made(there, fence(), "project/stack/other")


async def test_an_import_heals_the_refusal(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there_is(there, **THEIRS)
        found = await read(there.session, IP_RESTRICTION, APP, {}, None)
        assert found is not None
        assert found.inputs == {"app_id": APP, "type": "allow", "ip_list": ["198.51.100.7"]}


async def test_delete_puts_the_documented_default_back(tmp_path: Path) -> None:
    """Peer row 37: destroy keeps `type`."""
    async with bench(tmp_path) as there:
        created = await made(there, fence())
        await delete(there.session, IP_RESTRICTION, APP, created.outputs, 600, created.account)
        assert await kept(there) == NEVER
        await made(there, fence(type="deny"))  # of the same run, as a replacement is


async def test_a_500_of_a_new_application_is_tried_again(tmp_path: Path) -> None:
    """Peer row 37: 500 on a new application is not retried, although PUT is safe to repeat."""
    async with bench(tmp_path) as there:
        await there.fault("status", method="PUT", status=500, calls=[1, 2])
        created = await made(there, fence())
        assert len(await there.requests("PUT")) == 3
        assert await kept(there) == {name: created.outputs[name] for name in NEVER}


async def test_a_lost_answer_is_no_somebody_else(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("reset", method="PUT", calls=[1], when="after")
        created = await made(there, fence())
        assert await kept(there) == {name: created.outputs[name] for name in NEVER}


async def test_a_killed_create_is_gone_on_with_by_the_next(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("reset", method="PUT", when="after")
        with pytest.raises(ApiError):
            await made(there, fence())
        await there.mend()
        there.session = there.another_session()
        created = await made(there, fence())
        assert await kept(there) == {name: created.outputs[name] for name in NEVER}


async def test_a_refusal_is_told_as_it_is(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="PUT", status=422)
        with pytest.raises(ApiError) as caught:
            await made(there, fence())
        assert "pulumi import" not in str(caught.value)


async def test_a_restriction_that_nobody_set_is_none_to_import(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        places = [each for each in collections_below("app_id", [APP]) if each[0] is IP_RESTRICTION]
        assert await inventory(there.session, places) == []
        await made(there, fence())
        (found,) = await inventory(there.another_session(), places)
        assert (found.id, found.by_itself) == (APP, False)
