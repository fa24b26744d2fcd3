from pathlib import Path

import pytest

from sevalla_provider.functions.function import NotThere
from sevalla_provider.functions.pipeline_stages import GET_PIPELINE_STAGE, GetPipelineStage, run
from sevalla_provider.http import NotFound
from unit.emulated import bench
from unit.pipelines import PIPELINE_ID, STAGE_ID, STAGES, stage_id
from unit.samples import APP, Inputs

pytestmark = pytest.mark.anyio


def asking(**asked: object) -> GetPipelineStage:
    return GetPipelineStage.model_validate({"pipeline_id": PIPELINE_ID, **asked})


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"type": "prod"}, "Production"),
        ({"name": "Dev"}, "Dev"),
        ({"name": "QA", "type": "standard"}, "QA"),
    ],
)
async def test_a_stage_is_found_by_its_name_or_its_type(
    tmp_path: Path, asked: Inputs, name: str
) -> None:
    """Row 11 of the peer's weak points: there, nothing looks up what a pipeline comes with."""
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        await there.make(STAGES, pipeline_id=PIPELINE_ID, display_name="QA", branch="main")
        found = await run(there.session, asking(**asked))
        own = await stage_id(there, name)
        assert (found["id"], found["stage_id"]) == (f"{PIPELINE_ID}/{own}", own)
        assert found["display_name"] == name
        assert found["position"] == ["Dev", "Production", "QA"].index(name)
        assert found.get("branch") == ("main" if name == "QA" else None)
        assert found.keys() <= {"id", *GET_PIPELINE_STAGE.outputs.model_fields}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": "Test"}, 'there is no pipeline stage with name "Test"; there are Dev (standard)'),
        ({"name": "Dev", "type": "prod"}, 'no pipeline stage with name "Dev" and type "prod"'),
        ({"type": "standard"}, 'there are several pipeline stages with type "standard"; there are'),
        ({"name": "Dev"}, 'there are several pipeline stages with name "Dev"'),
        ({}, "say which pipeline stage: by `name` or by `type`; there are Dev (standard); Dev"),
    ],
)
async def test_none_or_several_are_an_error_that_says_which_there_are(
    tmp_path: Path, asked: Inputs, told: str
) -> None:
    async with bench(tmp_path) as there:
        await there.make("pipelines", id=PIPELINE_ID)
        await there.make(STAGES, id=STAGE_ID, pipeline_id=PIPELINE_ID, display_name="Dev")
        with pytest.raises(NotThere) as caught:
            await run(there.session, asking(**asked))
        assert told in str(caught.value)


async def test_a_pipeline_that_is_not_there_is_told(tmp_path: Path) -> None:
    async with bench(tmp_path) as there:
        with pytest.raises(NotFound):
            await run(there.session, asking(pipeline_id=APP, name="Dev"))
