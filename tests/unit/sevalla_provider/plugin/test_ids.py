"""Ids that the engine asks about: as a person typed them, and as the state has them."""

import asyncio
from pathlib import Path
from typing import Any

import grpc
import pytest

from sevalla_provider.plugin.failure import Failed
from unit.emulated import SIZE
from unit.samples import APP, PROCESS_ID, Inputs
from unit.sevalla_provider.plugin.engine import PROXY, got
from unit.sevalla_provider.plugin.stage import Stage, process, staged

pytestmark = pytest.mark.anyio


async def a_worker(stage: Stage) -> str:
    fields: Inputs = {"app_id": APP, "type": "worker", "resource_type_id": SIZE}
    return f"{APP}/{await stage.there.make('processes', display_name='web', **fields)}"


async def imported(stage: Stage, resource_id: str, **known: Any) -> tuple[Inputs, Inputs]:
    """State and inputs after an import, or after a look-up that knows a little."""
    found = await stage.read({"id": resource_id, **known}, {})
    return {"id": found.id, **got(found.properties)}, got(found.inputs)


async def test_an_import_in_capitals_plans_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        resource_id = await a_worker(stage)
        state, inputs = await imported(stage, resource_id.upper())
        assert (state["id"], state["appId"]) == (resource_id, APP)
        assert not (await stage.diff(state, process())).diffs
        assert not (await stage.diff(state, await stage.check(inputs))).diffs


async def test_what_an_earlier_version_imported_in_capitals_is_not_replaced(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        resource_id = await a_worker(stage)
        kept, _ = await imported(stage, resource_id)
        old = {**kept, "id": resource_id.upper(), "appId": APP.upper()}
        assert not (await stage.diff(old, process())).diffs
        found = await stage.read(old, process())
        assert not (await stage.diff({"id": found.id, **got(found.properties)}, process())).diffs
        changed = await stage.update(old, process(displayName="other"))
        assert changed["displayName"] == "other"
        await stage.delete(old)
        assert await stage.there.objects("processes") == []


@pytest.mark.parametrize(
    "resource_id",
    [
        f"{APP}/..",
        f"{APP}/.",
        f"../{PROCESS_ID}",
        f"{APP}/../..",
        f"{APP}//",
        f"{APP}/%2e%2e",
        f"{APP}/{PROCESS_ID}?x",
        f"{APP}/{PROCESS_ID}#x",
        f"{APP}/{PROCESS_ID} ",
        f" {APP}/{PROCESS_ID}",
        f"{APP}/{PROCESS_ID}\n",
        f"{APP}/{PROCESS_ID}/",
        f"{APP}/7",
        PROCESS_ID,
        "",
    ],
)
@pytest.mark.parametrize("known", [{}, {"appId": APP}], ids=["import", "look-up"])
async def test_an_import_of_anything_else_asks_for_nothing(
    tmp_path: Path, resource_id: str, known: Inputs
) -> None:
    async with staged(tmp_path) as stage:
        await a_worker(stage)
        with pytest.raises(Failed, match="is not of the form app_id/process_id") as caught:
            await imported(stage, resource_id, **known)
        assert caught.value.code is grpc.StatusCode.INVALID_ARGUMENT
        assert "report it" not in str(caught.value)
        assert await stage.there.requests() == []


@pytest.mark.parametrize("own", [".", ".."])
async def test_what_an_earlier_version_took_for_an_id_never_leads_to_the_application(
    tmp_path: Path, own: str
) -> None:
    """58d95a9 imported `<app>/..`, and its destroy was the DELETE of the application."""
    async with staged(tmp_path) as stage:
        state = {"id": f"{APP}/{own}", "processId": APP, **process()}
        verbs = {
            "read": stage.read(state, process()),
            "update": stage.update(state, process(displayName="other")),
            "delete": stage.delete(state),
        }
        for verb, work in verbs.items():
            with pytest.raises(Failed, match=f"could not {verb} .*cannot be a part of") as caught:
                await work
            assert "pulumi state delete" in str(caught.value)
            assert "report it" not in str(caught.value)
        assert await stage.there.requests() == []
        assert len(await stage.there.objects("applications")) == 2


async def test_an_id_that_leads_nowhere_spoils_no_other_read(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        kept, _ = await imported(stage, await a_worker(stage))
        bad = {"id": f"{APP}/..", "processId": APP, **process()}
        ended = await asyncio.gather(
            stage.read(bad, process()), stage.read(kept, process()), return_exceptions=True
        )
        assert isinstance(ended[0], Failed)
        assert not isinstance(ended[1], BaseException)
        assert ended[1].id == kept["id"]


async def test_a_proxy_is_imported_in_capitals_too(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        inputs = await stage.proxy()
        made = await stage.create(inputs, PROXY)
        found = await stage.read({"id": made["id"].upper()}, {}, PROXY)
        assert found.id == made["id"]
        state = {"id": found.id, **got(found.properties)}
        assert not (await stage.diff(state, inputs, PROXY)).diffs
