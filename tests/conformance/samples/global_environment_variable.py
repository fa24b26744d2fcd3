"""GlobalEnvironmentVariable: the company's own, read by the list alone, changed by PUT."""

from conformance.sample import LATER, Canary, Input, Sample
from sevalla_provider.resources.company.global_environment_variable import (
    GLOBAL_ENVIRONMENT_VARIABLE,
)

VALUE = 'canary value/4711+"x"'
OTHER_VALUE = "canary-of-an-update"

SAMPLE = Sample(
    GLOBAL_ENVIRONMENT_VARIABLE,
    made_by="POST /applications/global-env-vars",
    changed_by="PUT /applications/global-env-vars/{id}",
    least=("key", "value"),
    inputs={
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
