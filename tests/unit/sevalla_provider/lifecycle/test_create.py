import asyncio
from pathlib import Path
from typing import Any

import pytest

from sevalla_provider.http import NotFound, RequestRejected, Unauthorized
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import Created, create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.errors import (
    CreateIncomplete,
    ObjectFailed,
    Taken,
    Vanished,
    WaitedTooLong,
    explain,
)
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Api, Resource
from unit.emulated import SIZE, Bench, bench, web, worker
from unit.samples import APP, PROCESS_ID, Inputs, manual, probe

pytestmark = pytest.mark.anyio


async def made(
    there: Bench, inputs: Inputs, resource: Resource[Any] = PROCESS, timeout: float = 600
) -> Created:
    checked = check(resource.inputs, inputs)
    assert checked.failures == []
    return await create(there.session, resource, checked.inputs, "project/stack/it", timeout)


async def incomplete(
    there: Bench, inputs: Inputs, resource: Resource[Any] = PROCESS, timeout: float = 600
) -> CreateIncomplete:
    with pytest.raises(CreateIncomplete) as caught:
        await made(there, inputs, resource, timeout)
    return caught.value


async def proxy_inputs(there: Bench) -> Inputs:
    process_id = await there.make("processes", app_id=APP, type="worker")
    return {"app_id": APP, "process_id": process_id, "port": 5432}


@pytest.mark.parametrize(
    "inputs",
    [
        worker(),
        worker(entrypoint="serve", port=9000, scaling_strategy=manual(3)),
        web(is_ingress_enabled=True),
        web(liveness_probe=probe(), readiness_probe={"exec": {"command": ["true"]}}),
    ],
)
async def test_what_post_can_say_is_said_by_post_alone(tmp_path: Path, inputs: Inputs) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, inputs)
        assert [entry.method for entry in await there.requests("POST", "PATCH")] == ["POST"]
        assert changes(PROCESS, created.outputs, check(PROCESS.inputs, inputs).inputs) == []


@pytest.mark.parametrize(
    ("more", "patched"),
    [
        ({"is_ingress_enabled": False}, {"is_ingress_enabled": False}),
        ({"ingress_protocol": "grpc"}, {"ingress_protocol": "grpc"}),
        (
            {"is_ingress_enabled": True, "ingress_protocol": "grpc", "port": 9000},
            {"ingress_protocol": "grpc"},
        ),
    ],
)
async def test_what_post_does_not_take_is_patched_when_it_differs(
    tmp_path: Path, more: Inputs, patched: Inputs
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, web(**more))
        (patch,) = await there.requests("PATCH")
        assert patch.body == patched
        assert {name: created.outputs[name] for name in more} == more


async def test_a_create_keeps_everything_that_the_api_shows(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker(display_name="Send Mail"))
        (found,) = await there.objects("processes")
        assert created.resource_id == f"{APP}/{found['id']}"
        assert created.outputs["process_id"] == found["id"]
        assert created.outputs["resource_type_id"] == SIZE
        for name in ("key", "cpu_limit", "memory_limit", "internal_hostname", "created_at"):
            assert created.outputs[name] == found[name]


async def test_a_proxy_is_made_when_it_is_ready(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"seconds": 25})
        began = there.clock.now()
        created = await made(there, await proxy_inputs(there), TCP_PROXY)
        assert created.outputs["status"] == "ready"
        assert 25 <= there.clock.now() - began <= 32


async def test_a_protocol_is_waited_for_until_it_shows(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(ingress={"seconds": 15})
        created = await made(there, web(ingress_protocol="grpc"))
        assert created.outputs["ingress_protocol"] == "grpc"


@pytest.mark.parametrize("resource", [PROCESS, TCP_PROXY], ids=["process", "proxy"])
async def test_a_new_object_may_be_hidden_for_a_while(
    tmp_path: Path, resource: Resource[Any]
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 6}, provisioning={"seconds": 8})
        inputs = web(ingress_protocol="grpc") if resource is PROCESS else await proxy_inputs(there)
        assert (await made(there, inputs, resource)).resource_id


async def test_a_proxy_that_fails_is_an_error_that_keeps_the_id_and_the_state(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"seconds": 5})
        await there.fault("provisioning_fails", method="POST")
        found = await incomplete(there, await proxy_inputs(there), TCP_PROXY)
        (proxy,) = await there.objects("tcp_proxies")
        assert found.resource_id == f"{APP}/{proxy['id']}"
        assert found.outputs["tcp_proxy_id"] == proxy["id"]
        assert isinstance(found.__cause__, ObjectFailed)
        assert f'TCP proxy {proxy["id"]} with status "failed"' in str(found.__cause__)
        assert "request id" in str(found.__cause__)


async def test_the_outputs_of_a_proxy_that_failed_say_so(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"seconds": 5})
        await there.fault("provisioning_fails", method="POST")
        found = await incomplete(there, await proxy_inputs(there), TCP_PROXY)
        assert found.outputs["status"] == "failed"


async def test_a_patch_that_is_refused_keeps_what_was_made(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="PATCH", status=422)
        found = await incomplete(there, web(ingress_protocol="grpc"))
        (process,) = await there.objects("processes")
        assert found.outputs["process_id"] == process["id"]
        assert found.outputs["ingress_protocol"] == "http"
        assert isinstance(found.__cause__, RequestRejected)


async def test_a_new_object_that_takes_no_patch_for_good_is_no_success(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="PATCH", status=404)
        found = await incomplete(there, web(is_ingress_enabled=False))
        assert isinstance(found.__cause__, Vanished | NotFound)


async def test_a_time_out_keeps_what_was_made(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"seconds": 1000})
        found = await incomplete(there, await proxy_inputs(there), TCP_PROXY, timeout=60)
        assert found.outputs["status"] == "creating"
        assert isinstance(found.__cause__, WaitedTooLong)


async def test_a_cancellation_keeps_what_was_made(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.settings(provisioning={"seconds": 1000})
        making = asyncio.create_task(made(there, await proxy_inputs(there), TCP_PROXY))
        await there.clock.sleep(30)
        making.cancel()
        with pytest.raises(CreateIncomplete) as caught:
            await making
        assert caught.value.outputs["status"] == "creating"
        assert isinstance(caught.value.__cause__, asyncio.CancelledError)


async def test_a_cancellation_of_the_patch_keeps_what_was_made(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="PATCH", status=503)
        making = asyncio.create_task(made(there, web(ingress_protocol="grpc")))
        await there.clock.sleep(5)
        (process,) = await there.objects("processes")
        began = there.clock.now()
        making.cancel()
        with pytest.raises(CreateIncomplete) as caught:
            await making
        assert there.clock.now() == began
        assert caught.value.resource_id == f"{APP}/{process['id']}"
        assert caught.value.outputs["ingress_protocol"] == "http"
        assert isinstance(caught.value.__cause__, asyncio.CancelledError)
        assert "the run was cancelled" in explain("create it", caught.value)


async def test_a_cancellation_before_the_answer_remembers_what_was_asked_for(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        await there.settings(consistency={"seconds": 60})
        await there.fault("reset", method="POST", when="after")
        making = asyncio.create_task(made(there, worker()))
        await there.clock.sleep(2)
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
        assert [intent.made for intent in there.session.intent_log.open()] == [None]


@pytest.mark.parametrize(
    ("inputs", "kind"),
    [(worker(resource_type_id=APP), RequestRejected), (worker(app_id=PROCESS_ID), NotFound)],
)
async def test_what_is_refused_is_an_error_of_the_api_and_nothing_is_made(
    tmp_path: Path, inputs: Inputs, kind: type[Exception]
) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(kind):
            await made(there, inputs)
        assert await there.objects("processes") == []


async def test_a_wrong_key_says_where_to_set_the_right_one(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        there.session = there.another_session(keys={Api.SEVALLA: "wrong-key"})
        with pytest.raises(Unauthorized) as caught:
            await made(there, worker())
        assert "sevalla:apiKey" in str(caught.value)
        assert "wrong-key" not in str(caught.value)


async def test_an_intent_goes_when_the_engine_has_ended_in_order(tmp_path: Path) -> None:
    """Or a replacement by force, a create like any other, would adopt what it replaces."""
    async with bench(tmp_path) as there:
        first = await made(there, worker())
        there.session.replied(PROCESS, first.resource_id, first.outputs)
        there.session.intent_log.ended_in_order()
        assert there.session.intent_log.open() == []
        there.session = there.another_session()
        second = await made(there, worker())
        assert second.resource_id != first.resource_id


async def test_an_intent_stays_however_long_an_engine_lives_that_does_not_end_in_order(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        created = await made(there, worker())
        there.session.replied(PROCESS, created.resource_id, created.outputs)
        await there.clock.sleep(24 * 3600)
        there.session = there.another_session()
        assert (await made(there, worker())).resource_id == created.resource_id


async def test_creates_of_one_identity_at_once_take_nothing_from_each_other(
    tmp_path: Path,
) -> None:
    """Two resources of one name, under two parents, look the same to the dynamic way in."""
    async with bench(tmp_path) as there:
        await there.settings(ingress={"seconds": 5})
        inputs = [worker(display_name="one"), worker(display_name="other"), worker()]
        created = await asyncio.gather(*(made(there, each) for each in inputs))
        assert len({each.resource_id for each in created}) == 3


async def test_what_a_failed_create_made_is_taken_over_by_the_next_run(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="PATCH", status=422)
        found = await incomplete(there, web(ingress_protocol="grpc"))
        await there.mend()
        there.session = there.another_session()
        created = await made(there, web(ingress_protocol="grpc"))
        assert created.resource_id == found.resource_id
        assert created.outputs["ingress_protocol"] == "grpc"


async def test_an_incomplete_create_is_explained_by_its_cause(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", method="PATCH", status=422, body={"message": "not today"})
        found = await incomplete(there, web(ingress_protocol="grpc"))
        text = explain('create process "web"', found)
        assert text.startswith('could not create process "web": PATCH /applications/')
        assert "not today" in text


async def test_a_web_process_that_somebody_has_changed_is_named_with_its_import(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        theirs = await there.make("processes", **web(port=3000, entrypoint="theirs"))
        with pytest.raises(Taken) as caught:
            await made(there, web(port=4000, entrypoint="ours"))
        text = explain('create process "web"', caught.value)
        assert "somebody may have set its entrypoint, port" in text
        assert "set `adoptExisting`" in text
        assert f"`pulumi import sevalla:index:Process <resource> {APP}/{theirs}`" in text
        assert there.session.intent_log.open() == []


async def test_a_refusal_of_anything_else_names_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("processes", **web())
        with pytest.raises(RequestRejected):
            await made(there, worker(resource_type_id=APP))
