"""`configHash`: what a deployment takes as a trigger."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.deadline import Timeout
from sevalla_provider.lifecycle.facade import Created, ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.plugin.preview import after_create, after_update
from sevalla_provider.resources.applications.environment_variable import ENVIRONMENT_VARIABLE
from sevalla_provider.resources.unknown import UNKNOWN
from unit.emulated import Bench, bench
from unit.samples import APP

pytestmark = pytest.mark.anyio

INPUTS = {"app_id": APP, "key": "MODE", "value": "correct-horse"}


def operations(there: Bench) -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session,
        ENVIRONMENT_VARIABLE,
        "mode",
        "p/s/mode",
        Exception,
        lambda text, _: Exception(text),
    )


def said(**changed: Any) -> PropertySet:
    return PropertySet({**INPUTS, **changed})


async def made(there: Bench) -> Created:
    return await operations(there).create(said(), Timeout(60))


def shown(state: PropertySet) -> object:
    return state.properties["config_hash"]


async def test_it_changes_with_the_inputs_and_comes_back_with_them(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there)
        own, object_id = operations(there), first.resource_id
        second = await own.update(object_id, first.state, said(value="other"), Timeout(60))
        third = await own.update(object_id, second, said(), Timeout(60))
        assert shown(first.state) == shown(third) != shown(second)


async def test_neither_drift_nor_its_healing_changes_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there)
        own, object_id = operations(there), first.resource_id
        await there.change(object_id.partition("/")[2], value="theirs")
        seen = await own.read(object_id, first.state, dict(INPUTS))
        assert seen is not None
        healed = await own.update(object_id, seen.state, said(), Timeout(60))
        assert seen.state.properties["value"] == "theirs"
        assert shown(first.state) == shown(seen.state) == shown(healed)


async def test_it_tells_nothing_without_the_salt_that_is_kept_as_a_secret(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there)
        twin = await operations(there).create(said(key="TWIN"), Timeout(60))
        again = replace(twin.state, salt=first.state.salt)
        own = operations(there)
        same = await own.update(twin.resource_id, again, said(key="MODE2"), Timeout(60))
        assert first.state.salt
        assert first.state.salt != twin.state.salt
        assert len({shown(first.state), shown(twin.state), shown(same)}) == 3


async def test_what_no_state_knows_has_the_same_one_at_each_look(tmp_path: Path) -> None:
    """A program that looks an object up at each run deploys nothing by it."""
    async with bench(tmp_path) as there:
        first = await made(there)
        looks = [
            await operations(there).read(first.resource_id, PropertySet({}), None) for _ in "12"
        ]
        hashes = [each and shown(each.state) for each in looks]
        assert hashes[0] == hashes[1] is not None


async def test_a_preview_knows_it_where_it_knows_the_inputs(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there)
        resource, wanted = ENVIRONMENT_VARIABLE, said(value="other")
        updated = await operations(there).update(
            first.resource_id, first.state, wanted, Timeout(60)
        )
        foreseen = after_update(resource, first.state, wanted.properties)
        assert foreseen["config_hash"] == shown(updated)
        unknown = after_update(resource, first.state, said(value=UNKNOWN).properties)
        assert unknown["config_hash"] is UNKNOWN
        assert after_create(resource, wanted.properties)["config_hash"] is UNKNOWN


async def test_a_state_without_one_gets_one_at_the_next_refresh(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        first = await made(there)
        older = {n: v for n, v in first.state.properties.items() if n != "config_hash"}
        seen = await operations(there).read(first.resource_id, PropertySet(older), dict(INPUTS))
        assert seen is not None
        assert shown(seen.state)
        assert seen.state.salt
