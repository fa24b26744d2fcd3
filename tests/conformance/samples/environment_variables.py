"""EnvironmentVariables: one resource for many objects; here it stands for one, or for the other."""

from conformance.sample import APP, LATER, NOT_SENT, OTHER_APP, Canary, Input, Sample
from sevalla_provider.resources.applications.environment_variables import ENVIRONMENT_VARIABLES

VALUE = 'canary value/4711+"x"'
OTHER_VALUE = "canary-of-an-update"

SAMPLE = Sample(
    ENVIRONMENT_VARIABLES,
    parents=[("applications", {"id": APP}), ("applications", {"id": OTHER_APP})],
    made_by="POST /applications/{app_id}/env-vars",
    changed_by="PUT /applications/{app_id}/env-vars/{id}",
    least=("app_id", "variables"),
    inputs={
        "app_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "variables": Input(
            {"visible_key": VALUE},
            {"visible_key": OTHER_VALUE},
            {"visible-key": "canary-" * 5000},
            sent=OTHER_VALUE,
            carried_as="value",
            secret=True,
        ),
        "is_runtime": Input(False, True, "yes", removed=True),
        "is_buildtime": Input(False, True, "no", removed=True),
        "exclusive": Input(
            False, True, "yes", sent=NOT_SENT, removed=NOT_SENT, laid={}, hidden=True, in_id=True
        ),
    },
    outputs={
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
        "env_var_ids": {},
        "config_hash": "elsewhere",
    },
    canary=Canary(
        inputs={"isRuntime": False},
        changed={"variables": {"visible_key": OTHER_VALUE}},
        canaries=(VALUE, OTHER_VALUE, "canary-"),
        refused={"variables": {"visible-key": "canary-" * 5000}},
    ),
    gone_with="app_id",
)
