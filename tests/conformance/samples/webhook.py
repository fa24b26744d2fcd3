"""Webhook: its secret is on every read."""

from conformance.sample import LATER, Canary, Input, Sample
from conformance.samples.deployment import nested
from sevalla_provider.resources.company.webhook import WEBHOOK

SECRET = "canary-trigger"
TOGGLE = "POST /webhooks/{id}/toggle"

SAMPLE = Sample(
    WEBHOOK,
    family="company",
    made_by="POST /webhooks",
    changed_by="PATCH /webhooks/{id}",
    least=("endpoint", "allowed_events"),
    inputs={
        "endpoint": Input(
            "https://shop.example/hook", "https://shop.example:8443/other?a=b", "shop.example"
        ),
        "allowed_events": Input(
            ["DATABASE_CREATE", "APP_DEPLOY", "APP_DEPLOY"],
            ["STATIC_SITE_DELETE", "APP_CREATE"],
            ["APP_RESTART"],
            sent=["APP_CREATE", "STATIC_SITE_DELETE"],
        ),
        "description": Input("What goes live", "What changes", "", removed=None),
        "is_enabled": Input(True, False, "yes", calls={True: TOGGLE, False: TOGGLE}),
        "rotation_triggers": Input(
            {"quarter": 1, "a_key": [{"deepKey": "x"}]},
            {"quarter": 2, "aKey": [{"deepKey": "x"}]},
            nested("x"),
            removed=None,
            asks=[("POST /webhooks/{id}/roll-secret", None)],
            hidden=True,
        ),
    },
    outputs={
        "company_id": None,
        "old_secret_expired_at": LATER,
        "created_by": "somebody",
        "updated_by": "another",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
    told=frozenset({"secret"}),
    canary=Canary(
        inputs={"rotationTriggers": {"env": SECRET, "list": [SECRET]}},
        changed={"description": "Another", "rotationTriggers": {"env": f"{SECRET}-2"}},
        canaries=(SECRET,),
        marked=frozenset({"rotation_triggers"}),
        refused={"rotationTriggers": nested("canary-1")},
    ),
)
