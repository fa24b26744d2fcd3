import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from sevalla_provider.http import Forbidden, ServerFault
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.errors import WaitedTooLong
from sevalla_provider.lifecycle.grace import GRACE
from sevalla_provider.lifecycle.read import Found, read
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from unit.clocks import NEW_YEAR, FakeClock
from unit.emulated import SIZE, Bench, bench
from unit.samples import APP, OTHER_APP, PROCESS_ID, Inputs, manual

pytestmark = pytest.mark.anyio


async def a_process(there: Bench, **more: Any) -> str:
    fields: Inputs = {"app_id": APP, "type": "worker", "resource_type_id": SIZE} | more
    return f"{APP}/{await there.make('processes', **fields)}"


async def a_proxy(there: Bench, **more: JsonValue) -> str:
    process_id = (await a_process(there)).rpartition("/")[2]
    fields: Properties = {"app_id": APP, "process_id": process_id, "port": 80}
    return f"{APP}/{await there.make('tcp_proxies', **fields | more)}"


async def seen(
    there: Bench,
    resource_id: str,
    known: Properties | None = None,
    resource: Resource[Any] = PROCESS,
    given: tuple[str, ...] = (),
) -> Found | None:
    account = there.session.made_by(resource)
    return await read(there.session, resource, resource_id, known or {}, given, account)


async def test_an_import_gives_outputs_and_the_inputs_that_a_program_needs(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_process(
            there,
            display_name="mailer",
            scaling_strategy={"type": "manual", "config": {"instanceCount": 3}},
        )
        found = await seen(there, resource_id)
        assert found is not None
        assert found.inputs == {
            "app_id": APP,
            "type": "worker",
            "display_name": "mailer",
            "resource_type_id": SIZE,
            "scaling_strategy": manual(3),
        }
        assert found.outputs["process_id"] == resource_id.rpartition("/")[2]
        assert {"key", "cpu_limit", "created_at"} <= found.outputs.keys()


async def test_an_import_does_not_speak_of_defaults_nor_of_what_the_server_chose(
    tmp_path: Path,
) -> None:
    async with bench(tmp_path) as there:
        found = await seen(there, await a_process(there, type="web", port=8080))
        assert found is not None
        assert "scaling_strategy" not in found.inputs
        assert not found.inputs.keys() & {"port", "entrypoint", "is_ingress_enabled"}


async def test_drift_shows_in_what_the_program_gave(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_process(there, port=80, display_name="before")
        found = await seen(there, resource_id, {}, given=("port",))
        assert found is not None
        await there.change(resource_id.rpartition("/")[2], port=81, display_name="after")
        await there.clock.sleep(60)
        now = await seen(there, resource_id, found.outputs, given=("port",))
        assert now is not None
        assert (now.outputs["port"], now.inputs["port"]) == (81, 81)
        assert now.inputs["display_name"] == "after"


async def test_an_object_full_of_nulls_is_read(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_process(there)
        names = ("app_id", "type", "display_name", "port", "resource_type_id", "scaling_strategy")
        await there.change(resource_id.rpartition("/")[2], **dict.fromkeys(names))
        found = await seen(there, resource_id, {"type": "worker", "display_name": "worker"})
        assert found is not None
        assert found.outputs["app_id"] == APP
        assert found.outputs["type"] == "worker"


@pytest.mark.parametrize("resource_id", [f"{APP}/{PROCESS_ID}", f"{PROCESS_ID}/{PROCESS_ID}"])
async def test_what_is_not_there_is_gone_at_once(tmp_path: Path, resource_id: str) -> None:
    async with bench(tmp_path) as there:
        began = there.clock.now()
        assert await seen(there, resource_id) is None
        assert await seen(there, resource_id, {"created_at": "2025-01-01T00:00:00Z"}) is None
        assert there.clock.now() - began < 1


async def test_what_is_in_another_application_is_gone(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        id_output = (await a_process(there)).rpartition("/")[2]
        assert await seen(there, f"{OTHER_APP}/{id_output}") is None


async def test_what_is_being_deleted_is_gone(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_proxy(there, status="deleting")
        assert await seen(there, resource_id, resource=TCP_PROXY) is None


async def test_a_failed_proxy_is_read_as_such(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        found = await seen(there, await a_proxy(there, status="failed"), resource=TCP_PROXY)
        assert found is not None
        assert found.outputs["status"] == "failed"


MADE_NOW: Properties = {"created_at": "2026-01-01T00:00:00.000Z"}


async def test_a_young_object_that_cannot_be_seen_is_waited_for(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        assert there.clock.wall() == pytest.approx(NEW_YEAR, abs=1)

        async def appear() -> None:
            await there.clock.sleep(5)
            await a_process(there, id=PROCESS_ID)

        found, _ = await asyncio.gather(seen(there, f"{APP}/{PROCESS_ID}", MADE_NOW), appear())
        assert found is not None


async def test_a_young_object_that_stays_away_is_gone_after_the_grace(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        began = there.clock.now()
        assert await seen(there, f"{APP}/{PROCESS_ID}", MADE_NOW) is None
        assert GRACE <= there.clock.now() - began <= GRACE + 2


async def test_a_clock_that_is_slow_does_not_lengthen_the_grace(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        late: Properties = {"created_at": "2026-01-01T01:00:00.000Z"}
        began = there.clock.now()
        assert await seen(there, f"{APP}/{PROCESS_ID}", late) is None
        assert there.clock.now() - began <= GRACE + 2


@pytest.mark.parametrize("moment", [None, "", "yesterday", "2026-01-01", 7, "2026-01-01T00:00:00"])
async def test_a_time_in_another_form_hurts_nobody(
    tmp_path: Path, moment: str | int | None
) -> None:
    async with bench(tmp_path) as there:
        assert await seen(there, f"{APP}/{PROCESS_ID}", {"created_at": moment}) is None


@pytest.mark.parametrize(("status", "kind"), [(403, Forbidden), (500, ServerFault)])
async def test_an_error_is_not_taken_for_an_absence(
    tmp_path: Path, status: int, kind: type[Exception]
) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_process(there)
        await there.fault("status", status=status)
        with pytest.raises(kind):
            await seen(there, resource_id)


async def test_a_refresh_of_250_and_250_costs_few_requests(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        process_ids = [await a_process(there) for _ in range(250)]
        proxy_ids = [await a_proxy(there) for _ in range(250)]
        reads = [
            *(seen(there, each) for each in process_ids),
            *(seen(there, each, resource=TCP_PROXY) for each in proxy_ids),
        ]
        found = await asyncio.gather(*reads)
        assert all(found)
        paths = [entry.path for entry in await there.requests()]
        assert len(paths) <= 9
        assert paths.count(f"/applications/{APP}") == 1  # for its company


async def test_a_delete_waits_until_the_object_is_gone(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_proxy(there)
        await there.settings(deletion={"seconds": 25})
        began = there.clock.now()
        await delete(there.session, TCP_PROXY, resource_id, {}, 600)
        assert 25 <= there.clock.now() - began <= 32
        assert await there.objects("tcp_proxies") == []


async def test_a_delete_of_what_is_gone_is_done_at_once(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await delete(there.session, PROCESS, f"{APP}/{PROCESS_ID}", {}, 600)
        assert [(entry.method, entry.path) for entry in await there.requests()] == [
            ("DELETE", f"/applications/{APP}/processes/{PROCESS_ID}"),
            ("GET", f"/applications/{APP}/processes"),
            ("GET", f"/applications/{APP}/processes/{PROCESS_ID}"),
        ]


@pytest.mark.parametrize("kind", ["reset", "hang", "html"])
async def test_a_delete_whose_answer_is_lost_is_done_all_the_same(
    tmp_path: Path, kind: str
) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_process(there)
        await there.fault(kind, method="DELETE", when="after", calls=[1])
        await delete(there.session, PROCESS, resource_id, {}, 600)
        assert await there.objects("processes") == []


async def test_a_delete_that_takes_too_long_says_so(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_proxy(there)
        await there.settings(deletion={"seconds": 1000})
        with pytest.raises(
            WaitedTooLong, match='TCP proxy to be gone; last seen: status "deleting"'
        ):
            await delete(there.session, TCP_PROXY, resource_id, {}, 60)


async def test_a_delete_that_is_refused_is_an_error(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        resource_id = await a_process(there)
        await there.fault("status", method="DELETE", status=403)
        with pytest.raises(Forbidden):
            await delete(there.session, PROCESS, resource_id, {}, 60)


async def test_after_a_delete_nobody_gets_what_was_read_before(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        ids = [await a_process(there), await a_process(there)]
        await asyncio.gather(*(seen(there, each) for each in ids))
        await delete(there.session, PROCESS, ids[0], {}, 600)
        assert await seen(there, ids[0]) is None


async def test_forty_deletes_look_together(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        ids = [await a_process(there) for _ in range(10)]
        await there.settings(deletion={"seconds": 35})
        await asyncio.gather(*(delete(there.session, PROCESS, each, {}, 600) for each in ids))
        looks = await there.requests("GET")
        assert len([entry for entry in looks if entry.path.endswith("processes")]) <= 6


def test_the_clock_of_these_tests_starts_when_the_objects_were_made() -> None:
    assert FakeClock().wall() == NEW_YEAR
