"""An import: a read for which no program has spoken yet."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.create import create
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.lifecycle.state import inputs_of
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Resource
from unit.emulated import SIZE, Bench, bench
from unit.samples import APP, PROCESS_ID, Inputs, manual, proxy, web
from unit.strategies import processes

pytestmark = pytest.mark.anyio

NEEDED = {"app_id", "type", "display_name", "resource_type_id"}


async def imported(
    there: Bench, resource_id: str, resource: Resource[Any] = PROCESS
) -> Found | None:
    return await read(there.session, resource, resource_id, {}, None)


async def a_process(there: Bench, **more: Any) -> str:
    fields: Inputs = {"app_id": APP, "type": "worker", "resource_type_id": SIZE} | more
    return f"{APP}/{await there.make('processes', **fields)}"


async def said(there: Bench, **more: Any) -> Inputs:
    """What a program says of a process, beyond what it must."""
    found = await imported(there, await a_process(there, **more))
    assert found is not None
    assert check(PROCESS.inputs, found.inputs).failures == []
    assert found.inputs.keys() >= NEEDED
    return {name: value for name, value in found.inputs.items() if name not in NEEDED}


def of_an_import(**outputs: Any) -> set[str]:
    return set(inputs_of(PROCESS, web(**outputs), None)) - NEEDED


def test_what_the_server_chose_and_nobody_would_expect_is_said() -> None:
    assert of_an_import(port=8080, entrypoint="serve", time_zone="UTC") == {
        "port",
        "entrypoint",
        "time_zone",
    }
    assert of_an_import(is_ingress_enabled=False, ingress_protocol="grpc") == {
        "is_ingress_enabled",
        "ingress_protocol",
    }


def test_what_the_server_usually_chooses_is_not_said() -> None:
    usual = {"is_ingress_enabled": True, "ingress_protocol": "http", "entrypoint": ""}
    assert of_an_import(**usual, scaling_strategy=manual(1)) == set()


def test_what_is_no_input_is_never_said() -> None:
    assert of_an_import(process_id=PROCESS_ID, key="web", cpu_limit=500) == set()


def test_a_program_that_has_spoken_is_not_made_to_say_what_the_server_chose() -> None:
    outputs = web(port=8080, is_ingress_enabled=False)
    assert set(inputs_of(PROCESS, outputs, [])) == NEEDED
    assert set(inputs_of(PROCESS, outputs, ["port"])) == NEEDED | {"port"}


def test_all_of_a_proxy_is_said() -> None:
    outputs = proxy(tcp_proxy_id="1", hostname="h", external_port=30000, status="ready")
    assert inputs_of(TCP_PROXY, outputs, None) == proxy()


async def test_an_import_says_what_the_object_has_of_its_own(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        strategy = {"type": "manual", "config": {"instanceCount": 3}}
        assert await said(there, port=9000, entrypoint="send", scaling_strategy=strategy) == {
            "port": 9000,
            "entrypoint": "send",
            "scaling_strategy": manual(3),
        }


async def test_an_import_does_not_repeat_what_nobody_need_say(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        fields = {"port": None, "entrypoint": None}
        assert await said(there, **fields) == {}
        assert await said(there, type="web", is_ingress_enabled=True, **fields) == {}


async def test_an_import_says_nothing_that_no_program_may_say(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        shown = {"is_ingress_enabled": False, "ingress_protocol": "grpc", "time_zone": "UTC"}
        found = await said(there, port=9000, **shown)
        assert found.keys() & shown.keys() == set()
        assert found["port"] == 9000


async def test_an_object_of_a_kind_that_nobody_knows_is_imported_all_the_same(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        found = await imported(there, await a_process(there, type="daemon"))
        assert found is not None
        assert found.outputs["type"] == "daemon"
        assert "type" not in found.inputs


async def test_a_read_for_a_program_keeps_even_what_no_program_may_say(tmp_path: Path) -> None:
    """Drift has to show, whatever it is."""
    async with bench(tmp_path) as there:
        resource_id = await a_process(there, type="daemon")
        found = await read(there.session, PROCESS, resource_id, {}, ["type"])
        assert found is not None
        assert found.inputs["type"] == "daemon"


async def test_what_is_not_there_cannot_be_imported(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        began = there.clock.now()
        assert await imported(there, f"{APP}/{PROCESS_ID}") is None
        assert there.clock.now() - began < 1


@given(processes())
def test_an_import_says_enough_for_an_empty_plan_and_nothing_wrong(inputs: Inputs) -> None:
    async def there_and_back() -> None:
        with TemporaryDirectory() as folder:
            async with bench(Path(folder)) as there:
                wanted = check(PROCESS.inputs, inputs | {"app_id": APP, "resource_type_id": SIZE})
                assert wanted.failures == []
                made = await create(there.session, PROCESS, wanted.inputs, "it", 600)
                found = await imported(there, made.resource_id)
                assert found is not None
                checked = check(PROCESS.inputs, found.inputs)
                assert checked.failures == []
                assert checked.inputs == found.inputs
                assert changes(PROCESS, found.outputs, found.inputs) == []
                assert changes(PROCESS, found.outputs, wanted.inputs) == []

    asyncio.run(there_and_back())
