"""PipelineStage: the pipeline's object is all that shows one, and a call about that moves it."""

from unittest.mock import ANY

from conformance.sample import LATER, Input, Sample
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE

PIPELINE = "0a1b2c3d-4e5f-6789-abcd-ef0123456751"
OTHER_PIPELINE = "0a1b2c3d-4e5f-6789-abcd-ef0123456752"

ALL_PLACES = {"stage_order": [ANY, ANY, ANY]}

SAMPLE = Sample(
    PIPELINE_STAGE,
    family="pipelines",
    parents=[("pipelines", {"id": PIPELINE}), ("pipelines", {"id": OTHER_PIPELINE})],
    made_by="POST /pipelines/{pipeline_id}/stages",
    least=("pipeline_id", "display_name"),
    inputs={
        "pipeline_id": Input(
            PIPELINE, OTHER_PIPELINE, "delivery", replaces=True, hidden=True, in_id=True
        ),
        "display_name": Input("Staging", "Other", "", replaces=True),
        "order": Input(
            1,
            0,
            51,
            removed=None,
            laid={},
            asks=[("PATCH /pipelines/{pipeline_id}", ALL_PLACES)],
            hidden=True,
        ),
        "branch": Input("main", "release", "", replaces=True),
    },
    outputs={
        "type": "canary",
        "order": 7,
        "position": 7,
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
)
