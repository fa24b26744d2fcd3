"""What is particular to pipelines and their stages: each weak point of the peer is a test."""

import asyncio
from itertools import permutations
from pathlib import Path
from typing import Any

import httpx
import pytest

from sevalla_provider.importing.inventory import inventory
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.lifecycle.read import read
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.pipelines.pipeline import PIPELINE
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)
from unit.emulated import Bench, Counting, bench
from unit.pipelines import PIPELINE_ID, made, names, operations, said, stage_id, stages, writes
from unit.samples import APP, Inputs

pytestmark = pytest.mark.anyio

DELIVERY: Inputs = {"display_name": "Delivery", "type": "trunk"}
SHOP = "0a1b2c3d-4e5f-6789-abcd-ef0123456741"


class OneByOne(Counting):
    """Lets writes take their time, and remembers how many were under way at once."""

    def __init__(self, there: Bench) -> None:
        super().__init__(there)
        self.now = self.most = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.now += request.method != "GET"
        self.most = max(self.most, self.now)
        for _ in range(20):
            await asyncio.sleep(0)
        try:
            return await super().handle_async_request(request)
        finally:
            self.now -= request.method != "GET"


async def test_the_stages_that_it_comes_with_can_be_addressed(tmp_path: Path) -> None:
    """Row 11 of the peer's weak points: there, no application can be put into them."""
    async with bench(tmp_path) as there:
        pipeline = await create(there.session, PIPELINE, {**DELIVERY}, "project/stack/it", 600)
        shown: Any = pipeline.outputs["stages"]
        assert [(each["display_name"], each["type"], each["position"]) for each in shown] == [
            ("Dev", "standard", 0),
            ("Production", "prod", 1),
        ]
        inputs: Inputs = {
            "pipeline_id": pipeline.resource_id,
            "stage_id": shown[1]["stage_id"],
            "app_id": APP,
        }
        await create(there.session, PIPELINE_STAGE_APPLICATION, inputs, "project/stack/live", 600)
        assert [each["apps"] for each in await stages(there)] == [[], [APP]]
        found = await read(there.session, PIPELINE, pipeline.resource_id, pipeline.outputs, [])
        assert found is not None
        shown = found.outputs["stages"]
        assert [each["display_name"] for each in shown[1]["apps"]] == ["app"]
        assert changes(PIPELINE, found.outputs, {**DELIVERY}) == []


async def test_a_project_that_is_left_out_is_taken_away(tmp_path: Path) -> None:
    """Row 27 of the peer's weak points: there, nobody sees that it was removed."""
    async with bench(tmp_path) as there:
        await there.make("projects", id=SHOP)
        inputs = {**DELIVERY, "project_id": SHOP}
        pipeline = await create(there.session, PIPELINE, inputs, "project/stack/it", 600)
        await there.forget_requests()
        before = pipeline.outputs
        after = await update(
            there.session, PIPELINE, pipeline.resource_id, before, {**DELIVERY}, 600
        )
        assert await writes(there) == [("PATCH", {"project_id": None})]
        assert "project_id" not in after


async def test_without_an_order_a_stage_is_the_last(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        stage = await made(there, PIPELINE_STAGE, display_name="QA")
        assert (await writes(there)) == [("POST", {"display_name": "QA", "insert_before": 2})]
        assert stage.outputs["position"] == 2
        assert "order" not in stage.outputs


@pytest.mark.parametrize("turn", [*permutations((1, 2, 3))], ids=str)
async def test_stages_stand_where_the_program_has_them_whichever_comes_first(
    tmp_path: Path, turn: tuple[int, ...]
) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        there.carrier = watch = OneByOne(there)
        there.session = there.another_session()
        found = await asyncio.gather(
            *(
                made(there, PIPELINE_STAGE, f"s{place}", display_name=f"S{place}", order=place)
                for place in turn
            ),
            made(there, PIPELINE_STAGE, "last", display_name="Last"),
        )
        assert await names(there) == ["Dev", "S1", "S2", "S3", "Production", "Last"]
        assert len({each.resource_id for each in found}) == 4
        assert watch.most == 1


async def test_a_stage_in_a_position_of_its_own_costs_one_write(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        await made(there, PIPELINE_STAGE, "a", display_name="A", order=1)
        await made(there, PIPELINE_STAGE, "b", display_name="B", order=2)
        await made(there, PIPELINE_STAGE, "c", display_name="C", order=2)
        assert [method for method, _ in await writes(there)] == ["POST"] * 3
        assert await names(there) == ["Dev", "A", "C", "B", "Production"]


async def test_a_change_of_order_is_one_call_with_all_stages(tmp_path: Path) -> None:
    """Row 30 of the peer's weak points: there, it replaces the stage, and drops what is in it."""
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        stage = await made(there, PIPELINE_STAGE, display_name="QA", order=1)
        wanted = said(PIPELINE_STAGE, display_name="QA", order=2)
        (change,) = changes(PIPELINE_STAGE, stage.outputs, wanted)
        assert (change.name, change.replaces) == ("order", False)
        await there.forget_requests()
        outputs = await update(
            there.session, PIPELINE_STAGE, stage.resource_id, stage.outputs, wanted, 600
        )
        ids = [each["id"] for each in await stages(there)]
        places = [{"stage_id": each, "order": place} for place, each in enumerate(ids)]
        assert await writes(there) == [("PATCH", {"stage_order": places})]
        assert await names(there) == ["Dev", "Production", "QA"]
        assert (outputs["order"], outputs["position"]) == (2, 2)
        # And by saying no more of it: nothing to send, as it is the last already.
        await there.forget_requests()
        silent = said(PIPELINE_STAGE, display_name="QA")
        await update(there.session, PIPELINE_STAGE, stage.resource_id, outputs, silent, 600)
        assert await writes(there) == []


async def test_neighbours_that_go_move_a_stage_and_are_no_drift(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        stage = await made(there, PIPELINE_STAGE, display_name="QA", order=1)
        await there.remove(await stage_id(there, "Dev"))
        there.session = there.another_session()
        inputs = said(PIPELINE_STAGE, display_name="QA", order=1)
        found = await operations(there, PIPELINE_STAGE).read(
            stage.resource_id, PropertySet(stage.outputs, account=stage.account), inputs
        )
        assert found is not None
        assert (found.state.properties["position"], found.state.properties["order"]) == (0, 1)
        assert changes(PIPELINE_STAGE, found.state.properties, inputs) == []


async def test_an_import_replaces_nothing(tmp_path: Path) -> None:
    """Row 30 of the peer's weak points: there, every plan after an import replaces the stage."""
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        own = await there.make(
            "pipeline_stages", pipeline_id=PIPELINE_ID, display_name="QA", branch="main"
        )
        its_id = f"{PIPELINE_ID}/{own}"
        found = await operations(there, PIPELINE_STAGE).read(its_id, PropertySet({}), None)
        assert found is not None
        assert found.inputs.properties == said(PIPELINE_STAGE, display_name="QA", branch="main")
        state = found.state
        for order in (0, 7):
            wanted = said(PIPELINE_STAGE, display_name="QA", order=order)
            assert changes(PIPELINE_STAGE, state.properties, wanted, state.unseen) == []


@pytest.mark.parametrize(("name", "warned"), [("Dev", True), ("Production", True), ("QA", False)])
async def test_a_stage_named_like_one_that_is_there_is_another_and_warned_of(
    tmp_path: Path, name: str, warned: bool
) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        told = PIPELINE_STAGE.warnings(said(PIPELINE_STAGE, display_name=name))
        assert [f"a stage {name}" in each for each in told] == [True] * warned
        stage = await made(there, PIPELINE_STAGE, display_name=name)
        assert len(await stages(there)) == 3
        await delete(there.session, PIPELINE_STAGE, stage.resource_id, stage.outputs, 600)
        assert await names(there) == ["Dev", "Production"]


async def test_what_nobody_made_is_not_written_by_an_import_of_everything(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        stage = await made(there, PIPELINE_STAGE, display_name="QA")
        found = await inventory(there.session, [(PIPELINE_STAGE, PIPELINE_ID)])
        assert [each.id for each in found] == [stage.resource_id]


async def test_a_stage_that_nobody_made_may_stay_where_the_platform_keeps_it(
    tmp_path: Path,
) -> None:
    """Whether it can be deleted is not known; a destroy must come to its end."""
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        its_id = f"{PIPELINE_ID}/{await stage_id(there, 'Production')}"
        found = await operations(there, PIPELINE_STAGE).read(its_id, PropertySet({}), None)
        assert found is not None
        await there.fault("status", method="DELETE", status=422)
        await operations(there, PIPELINE_STAGE).delete(its_id, found.state, None)
        assert await names(there) == ["Dev", "Production"]
