"""Project."""

from conformance.sample import LATER, Input, Sample
from sevalla_provider.resources.company.project import PROJECT

SAMPLE = Sample(
    PROJECT,
    family="company",
    made_by="POST /projects",
    changed_by="PATCH /projects/{id}",
    least=("display_name",),
    inputs={"display_name": Input("Shop", "Renamed", "")},
    outputs={
        "name": "elsewhere",
        "company_id": None,
        "services": [
            {"id": LATER, "name": "shop-1", "display_name": "Shop", "type": "app", "new": 1}
        ],
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
)
