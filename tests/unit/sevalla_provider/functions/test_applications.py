from pathlib import Path

import pytest

from sevalla_provider.functions.applications import GetApplications, run
from unit.emulated import Bench, bench
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs

pytestmark = pytest.mark.anyio


async def found(there: Bench, **asked: object) -> list[Inputs]:
    answer = await run(there.session, GetApplications.model_validate(asked))
    applications: object = answer["applications"]
    assert isinstance(applications, list)
    return applications


async def test_every_application_is_found_ordered_by_name(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.change(APP, display_name="shop")
        await there.make("applications", id=PROCESS_ID, display_name="blog")
        assert [(each["display_name"], each["id"]) for each in await found(there)] == [
            ("app", OTHER_APP),
            ("blog", PROCESS_ID),
            ("shop", APP),
        ]


async def test_applications_of_one_name_are_ordered_by_id(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("applications", id=PROCESS_ID, display_name="another")
        listed = await found(there, display_name="app")
        assert [each["id"] for each in listed] == [APP, OTHER_APP]


async def test_a_name_that_there_is_not_finds_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert await found(there, display_name="App") == []


async def test_without_applications_there_are_none(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.remove(APP)
        await there.remove(OTHER_APP)
        assert await found(there) == []


async def test_an_application_says_what_is_documented_and_nothing_else(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.change(APP, is_suspended=True, docker_image="secret/image", status=None)
        (first, _) = await found(there)
        assert first["is_suspended"] is True
        assert first["status"] is None
        assert first.keys() == {
            "id",
            "app_id",
            "name",
            "display_name",
            "type",
            "status",
            "cluster_id",
            "is_suspended",
            "created_at",
            "updated_at",
        }
