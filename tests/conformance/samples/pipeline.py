"""Pipeline."""

from conformance.sample import LATER, Input, Sample
from sevalla_provider.resources.pipelines.pipeline import PIPELINE

PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456741"
OTHER_PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456742"

SAMPLE = Sample(
    PIPELINE,
    family="pipelines",
    parents=[("projects", {"id": PROJECT}), ("projects", {"id": OTHER_PROJECT})],
    made_by="POST /pipelines",
    changed_by="PATCH /pipelines/{id}",
    least=("display_name", "type"),
    inputs={
        "display_name": Input("Delivery", "Renamed", ""),
        "type": Input("trunk", "branch", "tree"),
        "project_id": Input(PROJECT, OTHER_PROJECT, "shop", removed=None),
    },
    outputs={
        "company_id": None,
        "stages": [
            {
                "id": LATER,
                "display_name": "Dev",
                "type": "canary",
                "order": 3,
                "branch": None,
                "apps": [{"id": LATER, "name": "shop-1", "display_name": "Shop", "new": 1}],
                "new": 1,
            }
        ],
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
)
