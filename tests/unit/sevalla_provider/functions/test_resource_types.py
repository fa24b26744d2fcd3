from pathlib import Path

import pytest

from sevalla_emulator.kinds.reference import DATABASE_RESOURCE_TYPES, RESOURCE_TYPES
from sevalla_provider.functions.function import NotThere
from sevalla_provider.functions.resource_types import (
    GetDatabaseResourceTypes,
    GetProcessResourceTypes,
    of_databases,
    of_processes,
)
from unit.emulated import Bench, bench
from unit.samples import Inputs

pytestmark = pytest.mark.anyio


async def found(there: Bench, **asked: object) -> list[Inputs]:
    answer = await of_processes(there.session, GetProcessResourceTypes.model_validate(asked))
    types: object = answer["resource_types"]
    assert isinstance(types, list)
    return types


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["hobby", "s1", "s2", "s3", "m1", "c1", "m2"]),
        ({"name": "s2"}, ["s2"]),
        ({"category": "standard"}, ["s1", "s2", "s3"]),
        ({"min_cpu": 2000}, ["s3", "m1", "c1", "m2"]),
        ({"min_cpu": 2001}, ["c1", "m2"]),
        ({"min_memory": 4096}, ["s3", "m1", "c1", "m2"]),
        ({"min_memory": 4097}, ["m1", "m2"]),
        ({"category": "standard", "min_memory": 2048}, ["s2", "s3"]),
        ({"category": "memory", "min_cpu": 2001}, ["m2"]),
        ({"min_cpu": 0, "min_memory": 0, "name": "hobby"}, ["hobby"]),
    ],
)
async def test_the_sizes_that_fit_come_smallest_first(
    tmp_path: Path, asked: Inputs, names: list[str]
) -> None:
    async with bench(tmp_path) as there:
        assert [each["name"] for each in await found(there, **asked)] == names


async def test_a_size_says_everything_that_is_known_of_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        (size,) = await found(there, name="s1")
        assert size == RESOURCE_TYPES[1].model_dump()


@pytest.mark.parametrize(
    "asked", [{"name": "s9"}, {"name": "s1", "min_cpu": 501}, {"min_memory": 10**9}]
)
async def test_a_need_that_no_size_meets_is_an_error_that_says_which_there_are(
    tmp_path: Path, asked: Inputs
) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(NotThere) as caught:
            await found(there, **asked)
        text = str(caught.value)
        assert text.startswith("no process resource type is like that; there are hobby (300 mill")
        assert "s1 (500 millicores, 1024 MB), s2 (1000 millicores, 2048 MB)" in text


async def test_a_size_of_which_little_is_known_meets_no_need(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", status=200, body=[{"id": "1"}, {"id": "2", "cpu_limit": 500}])
        assert [each["id"] for each in await found(there)] == ["1", "2"]
        assert [each["id"] for each in await found(there, min_cpu=1)] == ["2"]
        with pytest.raises(NotThere, match=r"None \(0 millicores, 0 MB\)"):
            await found(there, min_memory=1)


async def test_where_there_is_no_size_the_error_says_so(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", status=200, body=[])
        with pytest.raises(NotThere, match="there are none"):
            await found(there)


async def test_sizes_of_databases_are_found_by_their_storage_as_well(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        asked = GetDatabaseResourceTypes(min_storage=1001)
        answer = await of_databases(there.session, asked)
        assert answer == {"resource_types": [e.model_dump() for e in DATABASE_RESOURCE_TYPES[1:]]}
        with pytest.raises(NotThere, match=r"no database .* 256 MB, 1000 MB of storage\)"):
            await of_databases(there.session, GetDatabaseResourceTypes(min_storage=10**9))
