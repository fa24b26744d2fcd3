"""What is particular to internal connections: one object, seen from either side."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import JsonValue

from sevalla_provider.http import ApiError, RequestRejected
from sevalla_provider.importing.inventory import inventory
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import Ambiguous, Taken
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.resources.applications.internal_connection import INTERNAL_CONNECTION
from unit.emulated import Bench, bench
from unit.samples import APP, OTHER_APP, Inputs

pytestmark = pytest.mark.anyio

KIND = "internal_connections"
CONNECTION = "0a1b2c3d-4e5f-6789-abcd-ef0123456741"


def connection(app_id: str = APP, target_id: str = OTHER_APP, target_type: str = "app") -> Inputs:
    said: Inputs = {"app_id": app_id, "target_id": target_id, "target_type": target_type}
    checked = check(INTERNAL_CONNECTION.inputs, said)
    assert checked.failures == []
    return checked.inputs


async def made(there: Bench, inputs: Inputs, name: str = "it") -> Created:
    return await create(there.session, INTERNAL_CONNECTION, inputs, f"project/stack/{name}", 600)


async def from_the_other_side(there: Bench) -> str:
    return await there.make(KIND, source_id=OTHER_APP, target_id=APP)


async def imported(there: Bench, resource_id: str) -> Found:
    found = await read(there.session, INTERNAL_CONNECTION, resource_id, {}, None)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"target_id": APP}, ["target_id"]),
        ({"target_id": APP.upper()}, ["target_id"]),
        ({"target_id": "shop"}, ["target_id"]),
        ({"target_id": 7}, ["target_id"]),
        ({"target_type": "appResource"}, ["target_type"]),
        ({"target_type": "dbResource"}, ["target_type"]),
        ({"target_type": "App"}, ["target_type"]),
        ({"target_type": ""}, ["target_type"]),
        ({"app_id": "shop", "target_id": "shop", "target_type": 1}, None),
        ({"target_type": "database"}, []),
    ],
)
def test_mistakes_are_told_before_any_request(inputs: Inputs, named: list[str] | None) -> None:
    said = {"app_id": APP, "target_id": OTHER_APP, "target_type": "app", **inputs}
    checked = check(INTERNAL_CONNECTION.inputs, said)
    expected = inputs.keys() if named is None else named
    assert sorted(str(each.path[0]) for each in checked.failures) == sorted(expected)


@pytest.mark.parametrize("there_first", [True, False])
async def test_one_that_was_made_from_the_other_side_is_named(
    tmp_path: Path, there_first: bool
) -> None:
    async with bench(tmp_path) as there:
        if there_first:
            own = await from_the_other_side(there)
        else:
            own = await there.make(KIND, source_id=APP, target_id=OTHER_APP)
        with pytest.raises(Taken) as caught:
            await made(there, connection())
        text = str(caught.value)
        assert f"pulumi import {INTERNAL_CONNECTION.token} <resource> {APP}/{own}`" in text
        assert "409" in text
        assert len(await there.objects(KIND)) == 1


async def test_both_sides_in_one_stack_are_told_as_that(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await made(there, connection(), "one")
        with pytest.raises(Taken, match="in this very stack"):
            await made(there, connection(OTHER_APP, APP), "other")


async def test_one_that_was_made_from_the_other_side_is_imported_without_a_difference(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        own = await from_the_other_side(there)
        await there.change(OTHER_APP, display_name="api")
        found = await imported(there, f"{APP}/{own}")
        assert found.inputs == connection()
        assert found.outputs["source_id"] == APP
        assert found.outputs["target_display_name"] == "api"
        assert changes(INTERNAL_CONNECTION, found.outputs, connection()) == []
        await delete(
            there.session, INTERNAL_CONNECTION, f"{APP}/{own}", found.outputs, 600, found.account
        )
        assert await there.objects(KIND) == []


@pytest.mark.parametrize(
    ("word", "read_as"),
    [("appResource", "app"), ("dbResource", "database"), ("app", "app"), ("database", "database")],
)
def test_types_are_read_as_they_are_written(word: str, read_as: str) -> None:
    shown: dict[str, JsonValue] = {"id": CONNECTION, "app_id": APP, "source_id": APP}
    told = INTERNAL_CONNECTION.normalize_response(
        {**shown, "source_type": word, "target_type": word}
    )
    assert (told["source_type"], told["target_type"]) == (read_as, read_as)


@pytest.mark.parametrize("word", ["pipelineResource", "", None, 7, {}])
async def test_a_type_that_nobody_documented_replaces_nothing(
    tmp_path: Path, word: JsonValue
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, connection())
        (own,) = await there.objects(KIND)
        await there.change(str(own["id"]), target_type=word)
        there.clock.advance(60)
        there.session = there.another_session()
        found = await read(
            there.session, INTERNAL_CONNECTION, created.resource_id, created.outputs, connection()
        )
        assert found is not None
        assert changes(INTERNAL_CONNECTION, found.outputs, connection()) == []


class Paged(httpx.AsyncBaseTransport):
    """Wraps each list of connections into a page."""

    def __init__(self, there: Bench) -> None:
        self._emulator = httpx.ASGITransport(there.app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reply = await self._emulator.handle_async_request(request)
        if request.method != "GET" or not request.url.path.endswith("/internal-connections"):
            return reply
        found: Any = httpx.Response(200, content=await reply.aread()).json()
        return httpx.Response(200, json={"data": found, "total": len(found)})


@pytest.mark.parametrize("paged", [True, False])
async def test_the_list_may_be_an_array_or_a_page(tmp_path: Path, paged: bool) -> None:
    async with bench(tmp_path) as there:
        there.carrier = Paged(there) if paged else None
        there.session = there.another_session()
        created = await made(there, connection())
        found = await imported(there, created.resource_id)
        assert found.inputs == connection()


@pytest.mark.parametrize("minutes", [1, 20])
async def test_one_whose_answer_was_lost_is_adopted_without_a_date_for_ten_minutes(
    tmp_path: Path, minutes: int
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 50})
        await there.fault("reset", method="POST", when="after", calls=[1])
        await there.fault("status", method="POST", status=503, calls=list(range(2, 100)))
        with pytest.raises(ApiError):
            await made(there, connection())
        await there.mend()
        (own,) = await there.objects(KIND)
        there.clock.advance(60 * minutes)
        there.session = there.another_session()
        if minutes == 1:
            assert (await made(there, connection())).resource_id == f"{APP}/{own['id']}"
        else:
            with pytest.raises(Ambiguous, match=str(own["id"])):
                await made(there, connection())
        assert len(await there.objects(KIND)) == 1


async def test_a_database_that_is_none_is_refused(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(RequestRejected, match="no such database"):
            await made(there, connection(target_type="database"))


async def test_an_import_of_all_takes_it_once(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await from_the_other_side(there)
        sides = [(INTERNAL_CONNECTION, APP), (INTERNAL_CONNECTION, OTHER_APP)]
        (one,) = await inventory(there.session, sides)
        assert one.id.startswith(f"{APP}/")
        assert INTERNAL_CONNECTION.same_id(one.id) == INTERNAL_CONNECTION.same_id(
            one.id.replace(APP, OTHER_APP).upper()
        )
