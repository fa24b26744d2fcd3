"""LoadBalancerDestination: the list is the read, nothing but the switch changes in place."""

from conformance.sample import APP, LATER, OTHER_APP, Input, Sample
from sevalla_provider.resources.balancers.load_balancer_destination import (
    LOAD_BALANCER_DESTINATION,
)

BALANCER = "0a1b2c3d-4e5f-6789-abcd-ef0123456743"
OTHER_BALANCER = "0a1b2c3d-4e5f-6789-abcd-ef0123456744"
MADE_BY = "POST /load-balancers/{load_balancer_id}/destinations"
ELSEWHERE = {"service_type": "EXTERNAL", "service_id": None}

SAMPLE = Sample(
    LOAD_BALANCER_DESTINATION,
    family="balancers",
    parents=[
        ("load_balancers", {"id": BALANCER}),
        ("load_balancers", {"id": OTHER_BALANCER}),
        ("applications", {"id": APP}),
        ("applications", {"id": OTHER_APP}),
    ],
    made_by=MADE_BY,
    least=("load_balancer_id", "service_type", "service_id"),
    inputs={
        "load_balancer_id": Input(
            BALANCER, OTHER_BALANCER, "shop", replaces=True, hidden=True, in_id=True
        ),
        "service_type": Input("APP", "STATIC_SITE", "app", replaces=True, only_planned=True),
        "service_id": Input(APP, OTHER_APP, BALANCER, replaces=True, required=True),
        "url": Input(
            "https://Elsewhere.example/",
            "https://elsewhere.example/other",
            "not an address",
            given=ELSEWHERE,
            replaces=True,
            required=True,
        ),
        "weight": Input(50.0, 0, 10_001, replaces=True),
        "latitude": Input(
            52.520008, -33.86, 90.5, respelled={"latitude": 52.5200081}, replaces=True
        ),
        "longitude": Input(
            13.404954, 151, -180.5, respelled={"longitude": 13.40495}, replaces=True
        ),
        "is_enabled": Input(
            True,
            False,
            "no",
            calls=dict.fromkeys((True, False), f"{MADE_BY}/{{id}}/toggle"),
        ),
    },
    outputs={"created_at": "2026-01-01T00:00:00Z", "updated_at": LATER},
)
