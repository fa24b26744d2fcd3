"""What is particular to an application in a stage: its pipeline may show it, or may not."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from sevalla_provider.clients.verbs import Get
from sevalla_provider.functions.lookup import lookups
from sevalla_provider.http import InvalidResponse, NotFound
from sevalla_provider.importing.inventory import collections_below, inventory
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.read import read
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION as IN_STAGE,
)
from unit.emulated import Bench, bench
from unit.pipelines import PIPELINE_ID, STAGE_ID, STAGES, made, said, writes
from unit.samples import APP, OTHER_APP
from unit.web import Script
from unit.web import said as answer

pytestmark = pytest.mark.anyio

PLACE = f"{PIPELINE_ID}/{STAGE_ID}"
ITS_ID = f"{PLACE}/{APP}"


async def stage(there: Bench) -> None:
    await there.make("pipelines", id=PIPELINE_ID)
    await there.make(STAGES, id=STAGE_ID, pipeline_id=PIPELINE_ID)


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "not shown"])
async def test_one_that_was_taken_out_by_hand_is_seen_where_the_platform_shows_it(
    tmp_path: Path, shown: bool
) -> None:
    """Row 12 of the peer's weak points: there, it is never noticed."""
    async with bench(tmp_path) as there:
        await stage(there)
        await there.settings(stage_apps=shown)
        created = await made(there, IN_STAGE, stage_id=STAGE_ID, app_id=APP)
        assert created.resource_id == ITS_ID
        await there.change(STAGE_ID, apps=[])
        there.clock.advance(60)
        there.session = there.another_session()
        known, inputs = created.outputs, said(IN_STAGE, stage_id=STAGE_ID, app_id=APP)
        found = await read(there.session, IN_STAGE, ITS_ID, known, inputs, created.account)
        assert (found is None) == shown
        assert found is None or found.outputs == known
        # What is out already is out: nobody waits for it.
        await delete(there.session, IN_STAGE, ITS_ID, known, 600, created.account)


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "not shown"])
async def test_one_whose_stage_is_gone_is_gone(tmp_path: Path, shown: bool) -> None:
    async with bench(tmp_path) as there:
        await stage(there)
        await there.settings(stage_apps=shown)
        created = await made(there, IN_STAGE, stage_id=STAGE_ID, app_id=APP)
        await there.remove(STAGE_ID)
        there.clock.advance(60)
        there.session = there.another_session()
        account = created.account
        assert await read(there.session, IN_STAGE, ITS_ID, created.outputs, [], account) is None


async def test_one_that_somebody_else_put_there_is_not_adopted(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await stage(there)
        await there.change(STAGE_ID, apps=[APP])
        with pytest.raises(Taken) as caught:
            await made(there, IN_STAGE, stage_id=STAGE_ID, app_id=APP)
        assert f"pulumi import {IN_STAGE.token} <resource> {ITS_ID}`" in str(caught.value)
        assert await writes(there) == []


def test_it_leaves_one_stage_before_it_comes_into_another() -> None:
    there = said(IN_STAGE, stage_id=STAGE_ID, app_id=APP)
    assert IN_STAGE.conflicts(there, said(IN_STAGE, stage_id=PIPELINE_ID, app_id=APP))
    assert not IN_STAGE.conflicts(there, said(IN_STAGE, stage_id=STAGE_ID, app_id=OTHER_APP))


async def test_what_is_in_a_stage_is_listed_below_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await stage(there)
        await there.change(STAGE_ID, apps=[APP])
        below = collections_below("stage_id", [PLACE])
        assert below == [(IN_STAGE, PLACE)]
        found = await inventory(there.session, below)
        assert [(each.id, each.label) for each in found] == [(ITS_ID, "app")]


def test_nobody_looks_up_what_may_not_be_shown() -> None:
    assert IN_STAGE.operations.get is Get.IF_LISTED
    assert [*lookups(IN_STAGE)] == []


def shown_as(stages: JsonValue) -> Script:
    return Script([answer(200, {"id": PIPELINE_ID, "stages": stages})])


@pytest.mark.parametrize("own", [STAGE_ID, STAGE_ID.upper()])
@pytest.mark.parametrize(
    ("more", "there"),
    [
        ({"apps": [{"id": APP}, {"id": OTHER_APP}]}, True),
        ({"apps": [{"id": OTHER_APP}]}, False),
        ({"apps": []}, False),
        ({"apps": None}, True),
        ({}, True),
    ],
    ids=str,
)
async def test_where_the_key_is_absent_the_state_is_believed(
    own: str, more: dict[str, JsonValue], there: bool
) -> None:
    stages: list[JsonValue] = [{"id": PIPELINE_ID, "apps": []}, {"id": own, **more}]
    collection = IN_STAGE.collection(shown_as(stages).client(), PLACE)
    if there:
        assert (await collection.get(APP)).id == APP
    else:
        with pytest.raises(NotFound, match="does not show"):
            await collection.get(APP)


@pytest.mark.parametrize("stages", [None, "none", {}, [{"id": STAGE_ID, "apps": "some"}]], ids=str)
async def test_what_is_no_list_shows_nothing(stages: JsonValue) -> None:
    collection = IN_STAGE.collection(shown_as(stages).client(), PLACE)
    for look in (collection.get(APP), collection.all()):
        with pytest.raises(InvalidResponse, match="has no"):
            await look
