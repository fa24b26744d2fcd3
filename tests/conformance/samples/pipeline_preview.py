"""PipelinePreview: one for a pipeline, or none; switched on and off by POSTs."""

from conformance.sample import LATER, Input, Sample
from sevalla_provider.resources.pipelines.pipeline_preview import PIPELINE_PREVIEW

PIPELINE = "0a1b2c3d-4e5f-6789-abcd-ef0123456771"
OTHER_PIPELINE = "0a1b2c3d-4e5f-6789-abcd-ef0123456772"
REPO = "https://git.example/acme/shop"
OTHER_REPO = "https://git.example/acme/store"

SAMPLE = Sample(
    PIPELINE_PREVIEW,
    family="pipelines",
    parents=[("pipelines", {"id": each, "repo_url": REPO}) for each in (PIPELINE, OTHER_PIPELINE)],
    made_by="POST /pipelines/{pipeline_id}/preview/enable",
    changed_by="PUT /pipelines/{pipeline_id}/preview",
    whole=True,
    least=("pipeline_id",),
    inputs={
        "pipeline_id": Input(
            PIPELINE, OTHER_PIPELINE, "delivery", replaces=True, hidden=True, in_id=True
        ),
        "repo_url": Input(REPO, OTHER_REPO, "acme/shop", hidden=True),
        "auto_create_app": Input(True, False, "yes", removed=False),
        "delete_stale_apps": Input(True, False, "yes", removed=False),
        "stale_app_days": Input(10, 30, 366, removed=5),
    },
    outputs={"created_at": "2026-01-01T00:00:00Z", "updated_at": LATER},
)
