"""ProjectService: no object of its own, but a field of another one, which the project shows."""

from conformance.sample import APP, OTHER_APP, Input, Sample
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE

PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456721"
OTHER_PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456722"

SAMPLE = Sample(
    PROJECT_SERVICE,
    family="company",
    parents=[
        ("projects", {"id": PROJECT}),
        ("projects", {"id": OTHER_PROJECT}),
        ("applications", {"id": APP}),
        ("applications", {"id": OTHER_APP}),
    ],
    made_by="POST /projects/{project_id}/services",
    least=("project_id", "service_id", "service_type"),
    inputs={
        "project_id": Input(
            PROJECT, OTHER_PROJECT, "shop", laid={}, replaces=True, hidden=True, in_id=True
        ),
        "service_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "service_type": Input(
            "app",
            "database",
            "static-site",
            replaces=True,
            hidden=True,
            in_id=True,
            only_planned=True,
        ),
    },
    outputs={"name": "elsewhere", "display_name": "Elsewhere", "type": "another"},
    link=("applications", "project_id"),
)
