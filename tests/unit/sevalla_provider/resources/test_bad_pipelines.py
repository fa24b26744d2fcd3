"""What plan time finds wrong with pipelines and what is in them."""

from typing import Any

import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.pipelines.pipeline import PIPELINE
from sevalla_provider.resources.pipelines.pipeline_preview import PIPELINE_PREVIEW
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)
from sevalla_provider.resources.resource import Resource
from unit.pipelines import PIPELINE_ID, STAGE_ID
from unit.samples import APP, Inputs

LEAST: dict[Resource[Any], Inputs] = {
    PIPELINE: {"display_name": "Delivery", "type": "trunk"},
    PIPELINE_STAGE: {"pipeline_id": PIPELINE_ID, "display_name": "QA"},
    PIPELINE_STAGE_APPLICATION: {
        "pipeline_id": PIPELINE_ID,
        "stage_id": STAGE_ID,
        "app_id": APP,
    },
    PIPELINE_PREVIEW: {"pipeline_id": PIPELINE_ID},
}


@pytest.mark.parametrize("resource", LEAST, ids=lambda each: each.name)
def test_the_least_that_a_program_says_is_enough(resource: Resource[Any]) -> None:
    assert check(resource.inputs, LEAST[resource]).failures == []


@pytest.mark.parametrize(
    ("resource", "said", "reason"),
    [
        (PIPELINE, {"type": None}, "is required"),
        (PIPELINE, {"type": "Trunk"}, "one of trunk, branch"),
        (PIPELINE, {"display_name": ""}, "of 1 to 255 characters"),
        (PIPELINE, {"display_name": "x" * 256}, "of 1 to 255 characters"),
        (PIPELINE, {"project_id": "shop"}, "must be a UUID"),
        (PIPELINE, {"stages": []}, "is not a property here"),
        (PIPELINE_STAGE, {"order": -1}, "from 0 to 50"),
        (PIPELINE_STAGE, {"order": 51}, "from 0 to 50"),
        (PIPELINE_STAGE, {"order": 1.5}, "from 0 to 50"),
        (PIPELINE_STAGE, {"order": "1"}, "from 0 to 50"),
        (PIPELINE_STAGE, {"branch": ""}, "of 1 to 255 characters"),
        (PIPELINE_STAGE, {"type": "prod"}, "is not a property here"),
        (PIPELINE_STAGE, {"pipeline_id": f"{PIPELINE_ID}/{STAGE_ID}"}, "must be a UUID"),
        (PIPELINE_STAGE_APPLICATION, {"stage_id": f"{PIPELINE_ID}/{STAGE_ID}"}, "must be a UUID"),
        (PIPELINE_STAGE_APPLICATION, {"app_id": None}, "is required"),
        (PIPELINE_PREVIEW, {"stale_app_days": 0}, "from 1 to 365"),
        (PIPELINE_PREVIEW, {"stale_app_days": 366}, "from 1 to 365"),
        (PIPELINE_PREVIEW, {"auto_create_app": "yes"}, "must be true or false"),
        (PIPELINE_PREVIEW, {"repo_url": "acme/shop"}, "must be an address such as"),
        (PIPELINE_PREVIEW, {"repo_url": "https:// acme"}, "must be an address such as"),
    ],
    ids=lambda each: each.name if isinstance(each, Resource) else None,
)
def test_what_is_wrong_is_named(resource: Resource[Any], said: Inputs, reason: str) -> None:
    (failure,) = check(resource.inputs, {**LEAST[resource], **said}).failures
    assert failure.path == tuple(said)
    assert reason in failure.reason


def test_all_that_is_wrong_is_named_at_once() -> None:
    said: Inputs = {"pipeline_id": "x", "display_name": "", "order": 99, "branch": 1}
    failures = check(PIPELINE_STAGE.inputs, said).failures
    assert {each.path[0] for each in failures} == {*said}
