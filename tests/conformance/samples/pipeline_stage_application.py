"""PipelineStageApplication: no object of its own, but a field of a stage, two levels down."""

from conformance.sample import APP, OTHER_APP, Input, Sample
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)

PIPELINE = "0a1b2c3d-4e5f-6789-abcd-ef0123456761"
STAGE = "0a1b2c3d-4e5f-6789-abcd-ef0123456763"
OTHER_STAGE = "0a1b2c3d-4e5f-6789-abcd-ef0123456764"

SAMPLE = Sample(
    PIPELINE_STAGE_APPLICATION,
    family="pipelines",
    parents=[
        ("pipelines", {"id": PIPELINE}),
        ("pipeline_stages", {"id": STAGE, "pipeline_id": PIPELINE}),
        ("pipeline_stages", {"id": OTHER_STAGE, "pipeline_id": PIPELINE}),
        ("applications", {"id": APP}),
        ("applications", {"id": OTHER_APP}),
    ],
    made_by="POST /pipelines/{pipeline_id}/stages/{stage_id}/apps",
    least=("pipeline_id", "stage_id", "app_id"),
    inputs={
        "pipeline_id": Input(
            PIPELINE,
            STAGE,
            "delivery",
            laid={},
            replaces=True,
            hidden=True,
            in_id=True,
            only_planned=True,
        ),
        "stage_id": Input(
            STAGE, OTHER_STAGE, "staging", laid={}, replaces=True, hidden=True, in_id=True
        ),
        "app_id": Input(APP, OTHER_APP, "shop", laid={}, replaces=True, hidden=True, in_id=True),
    },
    outputs={"name": "elsewhere", "display_name": "Elsewhere"},
    link=("pipeline_stages", "apps"),
)
