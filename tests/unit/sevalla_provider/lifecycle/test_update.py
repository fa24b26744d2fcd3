import asyncio
from pathlib import Path

import pytest

from sevalla_provider.http import NotFound, RequestRejected
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import UpdateIncomplete, Vanished, WaitedTooLong, explain
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.properties import Properties
from unit.emulated import OTHER_SIZE, Bench, bench, web, worker
from unit.samples import Inputs, horizontal, manual, probe

pytestmark = pytest.mark.anyio


async def made(there: Bench, inputs: Inputs) -> Created:
    created = await create(there.session, PROCESS, normal(inputs), "project/stack/it", 600)
    await there.forget_requests()
    return created


def normal(inputs: Inputs) -> Properties:
    checked = check(PROCESS.inputs, inputs)
    assert checked.failures == []
    return checked.inputs


async def updated(
    there: Bench, created: Created, inputs: Inputs, timeout: float = 600
) -> Properties:
    wanted = normal(inputs)
    return await update(
        there.session, PROCESS, created.resource_id, created.outputs, wanted, timeout
    )


@pytest.mark.parametrize(
    ("before", "after", "patched"),
    [
        (worker(), worker(display_name="new"), {"display_name": "new"}),
        (worker(port=80), worker(port=81), {"port": 81}),
        (worker(), worker(resource_type_id=OTHER_SIZE), {"resource_type_id": OTHER_SIZE}),
        (
            worker(),
            worker(scaling_strategy=horizontal(1, 3, target_cpu_percent=70)),
            {
                "scaling_strategy": {
                    "type": "horizontal",
                    "config": {
                        "minInstanceCount": 1,
                        "maxInstanceCount": 3,
                        "targetCpuPercent": 70,
                    },
                }
            },
        ),
        (
            worker(scaling_strategy=manual(3)),
            worker(),
            {"scaling_strategy": {"type": "manual", "config": {"instanceCount": 1}}},
        ),
        (web(liveness_probe=probe()), web(), {"liveness_probe": None}),
        (
            web(is_ingress_enabled=True),
            web(is_ingress_enabled=False),
            {"is_ingress_enabled": False},
        ),
    ],
)
async def test_a_patch_carries_what_changed_and_nothing_else(
    tmp_path: Path, before: Inputs, after: Inputs, patched: Inputs
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, before)
        outputs = await updated(there, created, after)
        (request,) = await there.requests("PATCH")
        assert request.body == patched
        assert changes(PROCESS, outputs, normal(after)) == []


async def test_nothing_to_change_changes_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, web(port=8080))
        outputs = await updated(there, created, web(port=8080))
        assert outputs == created.outputs
        assert await there.requests("PATCH") == []


async def test_what_the_program_no_longer_says_stays_on_the_server(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker(port=9000, entrypoint="serve"))
        outputs = await updated(there, created, worker())
        assert await there.requests("PATCH") == []
        assert (outputs["port"], outputs["entrypoint"]) == (9000, "serve")


async def test_a_protocol_is_waited_for_until_it_shows(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, web())
        await there.settings(ingress={"seconds": 15})
        began = there.clock.now()
        outputs = await updated(there, created, web(ingress_protocol="grpc"))
        assert outputs["ingress_protocol"] == "grpc"
        assert 15 <= there.clock.now() - began <= 22


async def test_a_change_that_does_not_show_in_time_keeps_what_holds_now(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, web())
        await there.settings(ingress={"seconds": 1000})
        with pytest.raises(UpdateIncomplete) as caught:
            await updated(there, created, web(ingress_protocol="grpc", port=81), timeout=30)
        assert caught.value.outputs["port"] == 81
        assert caught.value.outputs["ingress_protocol"] == "http"
        assert isinstance(caught.value.__cause__, WaitedTooLong)
        assert 'ingress_protocol is still "http"' in explain("update it", caught.value)


async def test_a_cancelled_update_keeps_what_holds_now(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, web())
        await there.settings(ingress={"seconds": 1000})
        running = asyncio.create_task(
            updated(there, created, web(ingress_protocol="grpc", port=81))
        )
        await there.clock.sleep(20)
        running.cancel()
        with pytest.raises(UpdateIncomplete) as caught:
            await running
        assert caught.value.outputs["port"] == 81


async def test_a_refusal_is_an_error_and_nothing_has_changed(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker())
        await there.fault("status", method="PATCH", status=422)
        with pytest.raises(RequestRejected):
            await updated(there, created, worker(display_name="new"))


@pytest.mark.parametrize("more", [{"display_name": "new"}, {}], ids=["a change", "no change"])
async def test_an_object_that_is_gone_is_an_error_that_says_so(
    tmp_path: Path, more: Inputs
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker())
        await there.remove(str(created.outputs["process_id"]))
        with pytest.raises(Vanished, match="does not exist any more"):
            await updated(there, created, worker(**more))


async def test_a_patch_that_finds_nothing_while_the_object_is_there_is_no_success(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker())
        await there.fault("status", method="PATCH", status=404)
        with pytest.raises(NotFound):
            await updated(there, created, worker(display_name="new"))


@pytest.mark.parametrize("kind", ["reset", "hang", "html", "malformed_json"])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_lost_answer_is_asked_for_again(tmp_path: Path, kind: str, when: str) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker())
        await there.fault(kind, method="PATCH", when=when, calls=[1])
        outputs = await updated(there, created, worker(display_name="new"))
        assert outputs["display_name"] == "new"


async def test_drift_is_put_right(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker(scaling_strategy=manual(2)))
        drifted = created.outputs | {"scaling_strategy": manual(5)}
        outputs = await update(
            there.session,
            PROCESS,
            created.resource_id,
            drifted,
            normal(worker(scaling_strategy=manual(2))),
            600,
        )
        assert outputs["scaling_strategy"] == manual(2)
        assert len(await there.requests("PATCH")) == 1
