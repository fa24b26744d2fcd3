import asyncio
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sevalla_provider.clients.verbs import Get, List
from sevalla_provider.functions.function import AnyFunction, NotThere
from sevalla_provider.functions.lookup import get_all, get_one, lookups
from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import trait_of
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE
from unit.emulated import SIZE, Bench, bench
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs, manual, probe

pytestmark = pytest.mark.anyio


async def answer(there: Bench, function: AnyFunction, **asked: object) -> Inputs:
    checked = check(function.inputs, asked)  # type: ignore[arg-type] # as a program says it
    assert checked.failures == []
    return await function.run(there.session, function.inputs.model_validate(checked.inputs))


async def a_process(there: Bench, **more: Any) -> str:
    fields: Inputs = {"app_id": APP, "type": "worker", "resource_type_id": SIZE} | more
    return await there.make("processes", **fields)


@pytest.mark.parametrize(
    ("resource", "one", "every", "id_output"),
    [
        (PROCESS, "getProcess", "getProcesses", "process_id"),
        (TCP_PROXY, "getTcpProxy", "getTcpProxies", "tcp_proxy_id"),
    ],
)
def test_each_resource_is_looked_up_by_its_parent(
    resource: Resource[Any], one: str, every: str, id_output: str
) -> None:
    assert get_one(resource).token == f"sevalla:index:{one}"
    assert list(get_one(resource).inputs.model_fields) == ["app_id", id_output]
    assert get_all(resource).token == f"sevalla:index:{every}"
    assert list(get_all(resource).inputs.model_fields) == ["app_id"]


@pytest.mark.parametrize(
    ("operations", "names"),
    [
        ({}, ["getProcess", "getProcesses"]),
        ({"list": List.NONE}, ["getProcess"]),
        ({"get": Get.FROM_LIST}, ["getProcess", "getProcesses"]),
        ({"get": Get.PRESENCE, "list": List.NONE}, []),
        ({"get": Get.FROM_PARENT, "list": List.NONE}, []),
        ({"single": True}, ["getProcess"]),
    ],
)
def test_there_are_the_functions_that_the_api_can_answer(
    operations: dict[str, Any], names: list[str]
) -> None:
    resource = replace(PROCESS, operations=replace(PROCESS.operations, **operations))
    assert [each.token.rpartition(":")[2] for each in lookups(resource)] == names


def test_arguments_follow_from_the_table() -> None:
    table = PROCESS.operations
    single = replace(PROCESS, id_output="app_id", operations=replace(table, single=True))
    assert list(get_one(single).inputs.model_fields) == ["app_id"]
    assert "Where to look." in str(get_one(single).inputs.model_fields["app_id"].description)
    named = replace(PROCESS, unique="display_name")
    assert "display_name" in get_one(named).inputs.model_fields
    unlisted = replace(named, operations=replace(table, list=List.NONE))
    assert "display_name" not in get_one(unlisted).inputs.model_fields
    share = get_one(TUNNEL_SHARE).inputs
    asked: Inputs = {"tunnel_id": APP, "share_id": "token-0123456789abcdef"}
    assert check(share, asked).failures == []


async def test_the_only_one_of_a_parent_is_looked_up_by_that() -> None:
    single = replace(PROCESS, operations=replace(PROCESS.operations, single=True))

    async def find(object_id: str) -> object:
        return single.read_model.model_validate({"id": object_id, "display_name": "one"})

    place = SimpleNamespace(reads=SimpleNamespace(find=find))
    session: Any = SimpleNamespace(place=lambda *_: place)
    function = get_one(single)
    found = await function.run(session, function.inputs.model_validate({"app_id": APP}))
    assert (found["id"], found["app_id"], found["display_name"]) == (APP, APP, "one")


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda resource: resource.name)
def test_an_answer_may_hold_whatever_the_api_shows_and_little_must_be(
    resource: Resource[Any],
) -> None:
    fields = get_one(resource).outputs.model_fields
    unseen = {name for name, field in resource.fields.items() if trait_of(field).write_only}
    assert fields.keys() == (resource.fields.keys() - unseen) | {"id"}
    assert [name for name, field in fields.items() if field.is_required()] == ["id"]
    assert all(field.description for field in fields.values())


async def test_one_object_is_shown_as_a_resource_would_be(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        made = await a_process(
            there,
            type="web",
            scaling_strategy={"type": "manual", "config": {"instanceCount": 3}},
            liveness_probe={"httpGet": {"path": "/healthz", "port": 8080}},
        )
        found = await answer(there, get_one(PROCESS), app_id=APP, process_id=made)
        assert found["id"] == f"{APP}/{made}"
        assert (found["app_id"], found["process_id"]) == (APP, made)
        assert found["scaling_strategy"] == manual(3)
        probes = check(PROCESS.inputs, {"liveness_probe": probe()}).inputs
        assert found["liveness_probe"] == probes["liveness_probe"]
        assert found["cpu_limit"] == 300
        assert "schedule" not in found
        assert found.keys() <= get_one(PROCESS).outputs.model_fields.keys()


async def test_an_object_that_is_failing_or_going_is_shown_as_it_is(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        process_id = await a_process(there)
        for status in ("failed", "deleting"):
            made = await there.make(
                "tcp_proxies", app_id=APP, process_id=process_id, port=80, status=status
            )
            found = await answer(there, get_one(TCP_PROXY), app_id=APP, tcp_proxy_id=made)
            assert found["status"] == status


async def test_what_is_not_there_is_an_error_that_says_where_it_was_looked_for(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        made = await a_process(there)
        for app_id, process_id in [(APP, PROCESS_ID), (OTHER_APP, made), (PROCESS_ID, made)]:
            with pytest.raises(NotThere) as caught:
                await answer(there, get_one(PROCESS), app_id=app_id, process_id=process_id)
            assert (
                str(caught.value)
                == f'there is no process with app_id "{app_id}" process_id "{process_id}"'
                ": `getProcesses` lists those there are"
            )


async def test_every_object_is_shown_ordered_by_id(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        made = [await a_process(there) for _ in range(120)]
        await a_process(there, app_id=OTHER_APP)
        found = await answer(there, get_all(PROCESS), app_id=APP)
        assert list(found) == ["processes"]
        assert [each["process_id"] for each in found["processes"]] == sorted(made)
        one = await answer(there, get_one(PROCESS), app_id=APP, process_id=made[7])
        assert one in found["processes"]


async def test_where_there_is_nothing_the_list_is_empty(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert await answer(there, get_all(TCP_PROXY), app_id=APP) == {"tcp_proxies": []}


async def test_many_looks_at_once_cost_few_requests(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        made = [await a_process(there) for _ in range(40)]
        async with asyncio.TaskGroup() as looks:
            for each in made:
                looks.create_task(answer(there, get_one(PROCESS), app_id=APP, process_id=each))
        assert len(await there.requests()) == 1
