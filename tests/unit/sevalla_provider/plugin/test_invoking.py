import asyncio
import json
from pathlib import Path

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.invoking import BY_TOKEN, invoke
from sevalla_provider.plugin.narration import EngineLog
from sevalla_provider.schema import schema_text
from unit.emulated import SIZE, Bench, bench
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs
from unit.sevalla_provider.plugin.engine import LATER, got, secret, sent

pytestmark = pytest.mark.anyio


async def asked(
    there: Bench, name: str, args: Inputs, cancellation: Cancellation | None = None
) -> pb.InvokeResponse:
    request = pb.InvokeRequest(tok=f"sevalla:index:{name}", args=sent(args))
    return await invoke(there.session, cancellation or Cancellation(), EngineLog(""), request)


async def answer(there: Bench, name: str, /, **args: object) -> Inputs:
    response = await asked(there, name, args)
    assert not response.failures
    return got(getattr(response, "return"))


async def complaints(there: Bench, name: str, /, **args: object) -> dict[str, str]:
    response = await asked(there, name, args)
    return {each.property: each.reason for each in response.failures}


async def a_worker(there: Bench) -> str:
    fields: Inputs = {"app_id": APP, "type": "worker", "resource_type_id": SIZE, "port": 9000}
    return await there.make("processes", **fields)


def test_the_functions_of_the_schema_are_served() -> None:
    assert set(BY_TOKEN) == set(json.loads(schema_text())["functions"])


async def test_a_process_is_looked_up_by_the_names_of_the_wire(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        made = await a_worker(there)
        found = await answer(there, "getProcess", appId=APP.upper(), processId=made)
        assert found["id"] == f"{APP}/{made}"
        assert (found["appId"], found["processId"], found["port"]) == (APP, made, 9000)
        assert found["scalingStrategy"] == {"type": "manual", "config": {"instanceCount": 1}}
        listed = await answer(there, "getProcesses", appId=APP)
        assert listed == {"processes": [found]}


async def test_a_proxy_is_looked_up(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        process_id = await a_worker(there)
        made = await there.make("tcp_proxies", app_id=APP, process_id=process_id, port=80)
        found = await answer(there, "getTcpProxy", appId=APP, tcpProxyId=made)
        assert (found["processId"], found["status"]) == (process_id, "ready")
        assert await answer(there, "getTcpProxies", appId=APP) == {"tcpProxies": [found]}


async def test_what_has_no_parent_is_looked_up(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        found = await answer(there, "getApplications", displayName="app")
        assert {each["id"] for each in found["applications"]} == {APP, OTHER_APP}
        assert {each["isSuspended"] for each in found["applications"]} == {False}
        (cluster,) = (await answer(there, "getClusters", name="us-central1"))["clusters"]
        assert cluster["displayName"] == "Iowa"
        (size,) = (await answer(there, "getProcessResourceTypes", name="s1"))["resourceTypes"]
        assert (size["cpuLimit"], size["memoryLimit"]) == (500, 1024)


async def test_arguments_may_be_secret_or_null(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        found = await answer(
            there, "getProcessResourceTypes", name=secret("s1"), category=None, minCpu=None
        )
        assert len(found["resourceTypes"]) == 1


@pytest.mark.parametrize(
    ("name", "args", "path", "reason"),
    [
        ("getProcess", {"appId": APP}, "processId", "`processId` is required"),
        ("getProcess", {"appId": "1", "processId": PROCESS_ID}, "appId", "must be a UUID such as"),
        ("getProcesses", {"appId": APP, "apId": APP}, "apId", "did you mean `appId`?"),
        ("getTcpProxy", {"appId": APP, "tcpProxyId": 7}, "tcpProxyId", "must be a UUID such as"),
        ("getApplications", {"displayName": ""}, "displayName", "of 1 to 255 characters"),
        ("getClusters", {"nam": "x"}, "nam", "did you mean `name`?"),
        ("getProcessResourceTypes", {"minCpu": 0.5}, "minCpu", "`minCpu` must be a whole number"),
    ],
)
async def test_arguments_that_are_wrong_are_named(
    tmp_path: Path, name: str, args: Inputs, path: str, reason: str
) -> None:
    async with bench(tmp_path) as there:
        found = await complaints(there, name, **args)
        assert list(found) == [path]
        assert reason in found[path]
        assert await there.requests() == []


async def test_what_is_not_there_is_a_failure_that_says_so(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(Failed) as caught:
            await answer(there, "getProcess", appId=APP, processId=PROCESS_ID)
        assert str(caught.value) == (
            "could not invoke getProcess: "
            f'there is no process with app_id "{APP}" process_id "{PROCESS_ID}"'
            ": `getProcesses` lists those there are"
        )


@pytest.mark.parametrize(
    ("name", "args", "known"),
    [
        ("getProcess", {"appId": APP, "processId": LATER}, {"id", "processId", "scalingStrategy"}),
        ("getTcpProxies", {"appId": LATER}, {"tcpProxies"}),
        ("getProcessResourceTypes", {"minCpu": LATER}, {"resourceTypes"}),
    ],
)
async def test_a_preview_that_does_not_know_the_arguments_knows_no_answer(
    tmp_path: Path, name: str, args: Inputs, known: set[str]
) -> None:
    async with bench(tmp_path) as there:
        found = await answer(there, name, **args)
        assert known <= found.keys()
        assert set(found.values()) == {LATER}
        assert await there.requests() == []


async def test_a_function_that_there_is_not_is_a_failure_that_says_which_there_are(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(Failed) as caught:
            await answer(there, "getProces")
        assert caught.value.code is grpc.StatusCode.NOT_FOUND
        assert (
            "no function sevalla:index:getProces; there are sevalla:index:getApplication,"
            in str(caught.value)
        )


async def test_a_refusal_is_a_failure_in_words(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.fault("status", status=403)
        with pytest.raises(Failed, match=r"could not invoke getClusters: GET .*status 403"):
            await answer(there, "getClusters")


async def test_a_missing_key_is_told_as_such(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        there.session = there.another_session(keys={})
        with pytest.raises(Failed, match="There is no Sevalla API key"):
            await answer(there, "getProcesses", appId=APP)


async def test_a_look_that_is_cancelled_is_a_failure_and_takes_no_time(tmp_path: Path) -> None:
    """A call that ends in `CancelledError` gets no answer at all from gRPC."""
    async with bench(tmp_path) as there:
        await there.fault("status", status=503)
        cancellation = Cancellation()
        running = asyncio.create_task(asked(there, "getClusters", {}, cancellation))
        await there.clock.sleep(5)
        began = there.clock.now()
        cancellation.cancel()
        with pytest.raises(Failed, match="could not invoke getClusters: the run was cancelled"):
            await running
        assert there.clock.now() == began
