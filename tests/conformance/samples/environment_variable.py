"""EnvironmentVariable: read by the list alone, changed by PUT, its value secret."""

from conformance.sample import APP, LATER, OTHER_APP, Canary, Input, Sample
from sevalla_provider.resources.applications.environment_variable import ENVIRONMENT_VARIABLE

VALUE = 'canary value/4711+"x"'
OTHER_VALUE = "canary-of-an-update"

SAMPLE = Sample(
    ENVIRONMENT_VARIABLE,
    parents=[("applications", {"id": APP}), ("applications", {"id": OTHER_APP})],
    made_by="POST /applications/{app_id}/env-vars",
    changed_by="PUT /applications/{app_id}/env-vars/{id}",
    least=("app_id", "key", "value"),
    inputs={
        "app_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "key": Input("visible_key", "visible_other_1", "visible-key"),
        "value": Input(VALUE, OTHER_VALUE, "canary-" * 5000, secret=True),
        "is_runtime": Input(False, True, "yes", removed=True),
        "is_buildtime": Input(False, True, "no", removed=True),
    },
    outputs={
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
        "config_hash": "elsewhere",
    },
    canary=Canary(
        inputs={"isRuntime": False},
        changed={"value": OTHER_VALUE},
        canaries=(VALUE, OTHER_VALUE, "canary-"),
        refused={"value": "canary-" * 5000},
    ),
)
