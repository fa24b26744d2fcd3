"""StaticSiteEnvironmentVariable: read by the list alone, PUT as a whole, its value secret."""

from conformance.sample import LATER, OTHER_SITE, SITE, Canary, Input, Sample
from sevalla_provider.resources.sites.environment_variable import STATIC_SITE_ENVIRONMENT_VARIABLE

VALUE = 'canary value/4711+"x"'
OTHER_VALUE = "canary-of-an-update"

SAMPLE = Sample(
    STATIC_SITE_ENVIRONMENT_VARIABLE,
    parents=[("static_sites", {"id": SITE}), ("static_sites", {"id": OTHER_SITE})],
    made_by="POST /static-sites/{static_site_id}/env-vars",
    changed_by="PUT /static-sites/{static_site_id}/env-vars/{id}",
    whole=True,
    family="sites",
    least=("static_site_id", "key", "value"),
    inputs={
        "static_site_id": Input(SITE, OTHER_SITE, "shop", replaces=True, hidden=True, in_id=True),
        "key": Input("visible_key", "visible-other.1", ""),
        "value": Input(VALUE, OTHER_VALUE, "canary-" * 5000, secret=True),
        "is_production": Input(False, True, "yes", removed=True),
        "is_preview": Input(True, False, "no", removed=True),
        "branch": Input("main", "next", "", removed=None),
    },
    outputs={
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
        "config_hash": "elsewhere",
    },
    canary=Canary(
        inputs={"isProduction": False},
        changed={"value": OTHER_VALUE},
        canaries=(VALUE, OTHER_VALUE, "canary-"),
        refused={"value": "canary-" * 5000},
    ),
)
