"""What is particular to preview stages: one for a pipeline, switched on and off by calls."""

from pathlib import Path

import pytest

from sevalla_provider.http import RequestRejected
from sevalla_provider.lifecycle.delete import delete
from sevalla_provider.lifecycle.errors import Taken
from sevalla_provider.lifecycle.update import update
from sevalla_provider.resources.pipelines.pipeline_preview import PIPELINE_PREVIEW
from unit.emulated import Bench, bench
from unit.pipelines import PIPELINE_ID, STAGES, made, said, stages, writes

pytestmark = pytest.mark.anyio

REPO = "https://git.example/acme/shop"


async def preview(there: Bench) -> str:
    return next(str(each["id"]) for each in await stages(there) if each["type"] == "preview")


async def test_the_peer_s_preview_stage_of_pipelines_can_be_set(tmp_path: Path) -> None:
    """The peer's "Preview stage of pipelines": no body, no update, no resource."""
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        first = await made(there, PIPELINE_PREVIEW, repo_url=REPO, stale_app_days=7)
        assert first.resource_id == PIPELINE_ID
        wanted = said(PIPELINE_PREVIEW, repo_url=REPO, auto_create_app=True)
        await update(there.session, PIPELINE_PREVIEW, PIPELINE_ID, first.outputs, wanted, 600)
        whole = {"auto_create_app": True, "delete_stale_apps": False, "stale_app_days": 5}
        assert await writes(there) == [
            ("POST", {"repo_url": REPO, "stale_app_days": 7}),
            ("PUT", whole),  # without the repository, which is as it was
        ]
        own = next(each for each in await stages(there) if each["type"] == "preview")
        assert whole.items() <= own.items()


async def test_one_that_is_on_already_is_named_and_not_taken_over(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        await there.make(STAGES, pipeline_id=PIPELINE_ID, type="preview", stale_app_days=5)
        with pytest.raises(Taken) as caught:
            await made(there, PIPELINE_PREVIEW)
        text = str(caught.value)
        assert "there is a preview stage" in text
        assert f"pulumi import {PIPELINE_PREVIEW.token} <resource> {PIPELINE_ID}`" in text
        assert await writes(there) == []


async def test_the_server_s_words_are_told_where_there_is_no_repository(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        with pytest.raises(RequestRejected, match="no repository yet"):
            await made(there, PIPELINE_PREVIEW)


async def test_one_that_is_off_already_is_switched_off_by_no_call(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        first = await made(there, PIPELINE_PREVIEW, repo_url=REPO)
        await there.remove(await preview(there))
        await there.forget_requests()
        there.session = there.another_session()
        known, account = first.outputs, first.account
        await delete(there.session, PIPELINE_PREVIEW, PIPELINE_ID, known, 600, account)
        assert await writes(there) == []


@pytest.mark.parametrize(("when", "calls"), [("before", 2), ("after", 1)])
async def test_a_lost_answer_to_the_call_that_switches_it_off_is_settled_by_a_look(
    tmp_path: Path, when: str, calls: int
) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        first = await made(there, PIPELINE_PREVIEW, repo_url=REPO)
        await there.forget_requests()
        await there.fault("reset", method="POST", calls=[1], when=when)
        known, account = first.outputs, first.account
        await delete(there.session, PIPELINE_PREVIEW, PIPELINE_ID, known, 600, account)
        assert len(await writes(there)) == calls
        assert [each["type"] for each in await stages(there)] == ["standard", "prod"]
