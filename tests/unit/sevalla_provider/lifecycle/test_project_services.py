"""What is particular to a service of a project, and to the project that shows it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_provider.http import InvalidResponse, RequestRejected
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.company.project import PROJECT
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE, normalize_response
from sevalla_provider.resources.resource import Resource
from unit.emulated import Bench, bench
from unit.samples import APP, OTHER_APP

pytestmark = pytest.mark.anyio

SHOP = "0a1b2c3d-4e5f-6789-abcd-ef0123456721"
OTHER = "0a1b2c3d-4e5f-6789-abcd-ef0123456722"
ITS_ID = f"{SHOP}/{APP}"


class Failure(Exception):
    """What the way in raises."""


def operations(there: Bench, resource: Resource[Any] = PROJECT_SERVICE) -> ResourceOperations:
    return ResourceOperations(
        lambda: there.session,
        resource,
        "it",
        "project/stack/it",
        Failure,
        lambda message, _error: Failure(message),
    )


def saying(project_id: str = SHOP, service_id: str = APP) -> PropertySet:
    said: dict[str, JsonValue] = {
        "project_id": project_id,
        "service_id": service_id,
        "service_type": "app",
    }
    checked = check(PROJECT_SERVICE.inputs, said)
    assert checked.failures == []
    return PropertySet(checked.inputs)


async def projects(there: Bench) -> None:
    for each in (SHOP, OTHER):
        await there.make("projects", id=each)


async def home_of(there: Bench, app_id: str = APP) -> str | None:
    found = next(each for each in await there.objects("applications") if each["id"] == app_id)
    home: str | None = found["project_id"]
    return home


async def writes(there: Bench) -> list[str]:
    return [one.method for one in await there.requests() if one.method != "GET"]


async def test_a_service_of_another_project_is_named_and_not_moved(tmp_path: Path) -> None:
    """Peer row 46: it adds a service of another project unseen."""
    async with bench(tmp_path) as there:
        await projects(there)
        await there.change(APP, project_id=OTHER)
        with pytest.raises(Taken) as caught:
            await operations(there).create(saying(), None)
        for word in ("another project", OTHER, f"pulumi import {PROJECT_SERVICE.token}"):
            assert word in str(caught.value)
        assert f"{OTHER}/{APP}" in str(caught.value)
        assert await writes(there) == []
        assert await home_of(there) == OTHER


async def test_a_service_that_somebody_else_put_there_is_not_adopted(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await projects(there)
        await there.change(APP, project_id=SHOP)
        with pytest.raises(Taken, match="this project already") as caught:
            await operations(there).create(saying(), None)
        assert ITS_ID in str(caught.value)


@pytest.mark.parametrize("elsewhere", ["move", "refuse"])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_lost_answer_is_settled_by_the_project(
    tmp_path: Path, when: str, elsewhere: str
) -> None:
    async with bench(tmp_path) as there:
        await projects(there)
        await there.settings(service_elsewhere=elsewhere)
        await there.fault("reset", method="POST", calls=[1], when=when)
        created = await operations(there).create(saying(), None)
        assert created.resource_id == ITS_ID
        assert await home_of(there) == SHOP
        assert await writes(there) == ["POST"] * (2 if when == "before" else 1)


async def test_a_killed_create_is_taken_over_by_the_next(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await projects(there)
        await there.fault("hang", method="POST", calls=[1], when="after")
        killed = asyncio.create_task(operations(there).create(saying(), None))
        await there.clock.sleep(5)
        killed.cancel()
        await asyncio.gather(killed, return_exceptions=True)
        await there.mend()
        assert await home_of(there) == SHOP
        there.session = there.another_session()
        created = await operations(there).create(saying(), None)
        assert created.resource_id == ITS_ID
        assert await writes(there) == ["POST"]


async def test_what_was_imported_is_deleted_by_the_type_that_the_project_shows(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await projects(there)
        await there.change(APP, project_id=SHOP)
        found = await operations(there).read(ITS_ID, PropertySet({}), None)
        assert found is not None
        told = {"project_id": SHOP, "service_id": APP, "service_type": "app"}
        assert found.inputs.properties == told
        assert found.state.unseen == {"service_type"}
        there.session = there.another_session()
        await operations(there).delete(ITS_ID, found.state, None)
        assert await home_of(there) is None
        (request,) = [one for one in await there.requests() if one.method == "DELETE"]
        assert request.query == "service_type=app"


async def test_a_type_that_nothing_shows_is_asked_for(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await projects(there)
        await there.change(APP, project_id=SHOP)
        shows: list[JsonValue] = [{"id": APP, "type": None}]
        await there.change(SHOP, services=shows)
        found = await operations(there).read(ITS_ID, PropertySet({}), None)
        assert found is not None
        with pytest.raises(RequestRejected, match="`service_type`"):
            await operations(there).delete(ITS_ID, found.state, None)
        assert await home_of(there) == SHOP


@pytest.mark.parametrize(
    ("spelled", "read"),
    [
        ("app", "app"),
        ("APPLICATION", "app"),
        ("applications", "app"),
        ("database", "database"),
        ("object_storage", "object-storage"),
        ("objectStorage", "object-storage"),
        ("Pipelines", "pipeline"),
        ("static-site", "static-site"),
        (None, None),
        (7, 7),
    ],
)
def test_types_are_read_however_they_are_spelled(spelled: JsonValue, read: JsonValue) -> None:
    """Peer row 46: the server's spelling of the type replaces."""
    assert normalize_response({"id": APP, "type": spelled})["type"] == read


@pytest.mark.parametrize("services", [None, "none", 7, {}])
async def test_a_project_that_shows_no_list_of_services_drops_none(
    tmp_path: Path, services: JsonValue
) -> None:
    async with bench(tmp_path) as there:
        await projects(there)
        created = await operations(there).create(saying(), None)
        await there.change(SHOP, services=services)
        there.clock.advance(60)
        there.session = there.another_session()
        with pytest.raises(InvalidResponse, match="services"):
            await operations(there).read(ITS_ID, created.state, saying().properties)


async def test_many_services_of_a_project_are_one_read(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await projects(there)
        first = await operations(there).create(saying(), None)
        second = await operations(there).create(saying(service_id=OTHER_APP), None)
        there.session = there.another_session()
        await there.forget_requests()
        await asyncio.gather(
            operations(there).read(ITS_ID, first.state, saying().properties),
            operations(there).read(
                second.resource_id, second.state, saying(service_id=OTHER_APP).properties
            ),
        )
        asked = [one.path for one in await there.requests() if "projects" in one.path]
        assert asked == [f"/projects/{SHOP}"] * 2  # and once in a run, whose company it is


async def test_a_project_shows_its_services(tmp_path: Path) -> None:
    """Peer row 47: the project's services are not exported."""
    async with bench(tmp_path) as there:
        await projects(there)
        await operations(there).create(saying(), None)
        found = await operations(there, PROJECT).read(SHOP, PropertySet({}), None)
        assert found is not None
        shown: Any = found.state.properties["services"]
        name = next(each["name"] for each in shown)
        assert shown == [{"id": APP, "name": name, "display_name": "app", "type": "app"}]
