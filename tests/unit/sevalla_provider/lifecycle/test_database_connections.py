"""What is particular to connections between applications and databases: two resources, one object.

Peer, databases, on two vocabularies: what is written `app` and `database` is read back as
`appResource` and `dbResource`, and differs for ever.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.drift.unmanaged import unmanaged
from sevalla_provider.importing.inventory import inventory
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.read import read
from sevalla_provider.resources.applications.internal_connection import INTERNAL_CONNECTION
from sevalla_provider.resources.databases.internal_connection import DATABASE_INTERNAL_CONNECTION
from sevalla_provider.resources.resource import Resource
from unit.emulated import Bench, bench
from unit.samples import APP, Inputs
from unit.sevalla_provider.drift.samples import step

pytestmark = pytest.mark.anyio

DATABASE = "0a1b2c3d-4e5f-6789-abcd-ef0123456761"
OTHER_DATABASE = "0a1b2c3d-4e5f-6789-abcd-ef0123456762"

Side = tuple[Resource[Any], Inputs]
OF_APP: Side = (
    INTERNAL_CONNECTION,
    {"app_id": APP, "target_id": DATABASE, "target_type": "database"},
)
OF_DATABASE: Side = (
    DATABASE_INTERNAL_CONNECTION,
    {"database_id": DATABASE, "target_id": APP, "target_type": "app"},
)
both_ways = pytest.mark.parametrize(
    ("first", "second"), [(OF_APP, OF_DATABASE), (OF_DATABASE, OF_APP)], ids=["app", "database"]
)


async def made(there: Bench, side: Side, name: str = "it") -> Created:
    resource, inputs = side
    checked = check(resource.inputs, inputs)
    assert checked.failures == []
    return await create(there.session, resource, checked.inputs, f"project/stack/{name}", 600)


async def with_databases(there: Bench) -> None:
    for each in (DATABASE, OTHER_DATABASE):
        await there.make("databases", id=each)


def parent_of(side: Side) -> str:
    resource, inputs = side
    return resource.parent_of(inputs)


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"target_id": DATABASE}, ["target_id"]),
        ({"target_id": DATABASE.upper()}, ["target_id"]),
        ({"target_id": "shop"}, ["target_id"]),
        ({"target_type": "dbResource"}, ["target_type"]),
        ({"target_type": "appResource"}, ["target_type"]),
        ({"target_type": "Database"}, ["target_type"]),
        ({"database_id": "shop", "target_id": None}, ["database_id", "target_id"]),
        ({"app_id": APP}, ["app_id"]),
        ({"application_id": APP}, ["application_id"]),
        ({"target_type": "database", "target_id": OTHER_DATABASE}, []),
    ],
)
def test_mistakes_are_told_before_any_request(inputs: Inputs, named: list[str]) -> None:
    said = {**OF_DATABASE[1], **inputs}
    failures = check(DATABASE_INTERNAL_CONNECTION.inputs, said).failures
    assert sorted(str(each.path[0]) for each in failures) == named


@both_ways
async def test_one_that_was_made_from_the_other_side_is_named(
    tmp_path: Path, first: Side, second: Side
) -> None:
    async with bench(tmp_path) as there:
        await with_databases(there)
        own = (await made(there, first)).resource_id.rpartition("/")[2]
        there.session = there.another_session()
        with pytest.raises(Taken) as caught:
            await made(there, second)
        token, parent = second[0].token, parent_of(second)
        assert "409" in str(caught.value)
        assert f"pulumi import {token} <resource> {parent}/{own}" in str(caught.value)


@both_ways
async def test_both_sides_in_one_stack_are_told_as_that(
    tmp_path: Path, first: Side, second: Side
) -> None:
    async with bench(tmp_path) as there:
        await with_databases(there)
        await made(there, first, "one")
        with pytest.raises(Taken, match="in this very stack"):
            await made(there, second, "other")


@both_ways
async def test_it_is_imported_from_the_other_side_without_a_difference(
    tmp_path: Path, first: Side, second: Side
) -> None:
    async with bench(tmp_path) as there:
        await with_databases(there)
        own = (await made(there, first)).resource_id.rpartition("/")[2]
        resource, inputs = second
        found = await read(there.session, resource, f"{parent_of(second)}/{own}", {}, None)
        assert found is not None
        assert found.inputs == inputs
        assert changes(resource, found.outputs, inputs) == []


@both_ways
async def test_an_import_of_all_takes_it_once_and_from_either_side_it_is_managed(
    tmp_path: Path, first: Side, second: Side
) -> None:
    async with bench(tmp_path) as there:
        await with_databases(there)
        created = await made(there, first)
        sides = [(side[0], parent_of(side)) for side in (second, first)]
        (one,) = found = await inventory(there.session, sides)
        assert one.resource is second[0]
        known = replace(step(first[0].token, {}, {}), old={"id": created.resource_id})
        assert unmanaged(found, [known]) == []
        assert unmanaged(found, []) == [one]


async def test_two_databases_have_one_for_a_pair(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await with_databases(there)
        resource, inputs = OF_DATABASE
        pair: Inputs = {**inputs, "target_id": OTHER_DATABASE, "target_type": "database"}
        created = await made(there, (resource, pair))
        assert created.outputs["source_type"] == "database"
        back: Inputs = {**pair, "database_id": OTHER_DATABASE, "target_id": DATABASE}
        with pytest.raises(Taken, match=f"{OTHER_DATABASE}/{created.outputs['connection_id']}"):
            await made(there, (resource, back), "other")
