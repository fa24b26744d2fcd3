"""LoadBalancer."""

from conformance.sample import LATER, Input, Sample
from sevalla_provider.resources.balancers.load_balancer import LOAD_BALANCER

PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456741"
OTHER_PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456742"

SAMPLE = Sample(
    LOAD_BALANCER,
    family="balancers",
    parents=[("projects", {"id": PROJECT}), ("projects", {"id": OTHER_PROJECT})],
    made_by="POST /load-balancers",
    changed_by="PATCH /load-balancers/{id}",
    least=("display_name",),
    inputs={
        "display_name": Input("Front", "Renamed", "x"),
        "type": Input("DEFAULT", "GEO", "geo", removed="DEFAULT"),
        "project_id": Input(PROJECT, OTHER_PROJECT, "shop", removed=None),
    },
    outputs={
        "name": "elsewhere",
        "company_id": None,
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
)
