"""DeploymentHook: one for an application, without an id; its URL is secret."""

from conformance.sample import APP, OTHER_APP, Canary, Input, Sample
from conformance.samples.deployment import nested
from sevalla_provider.resources.applications.deployment_hook import DEPLOYMENT_HOOK

SECRET = "canary-trigger"
REGENERATES = [("PUT /applications/{app_id}/deployment-hook", None)]

SAMPLE = Sample(
    DEPLOYMENT_HOOK,
    parents=[("applications", {"id": APP}), ("applications", {"id": OTHER_APP})],
    made_by="POST /applications/{app_id}/deployment-hook",
    least=("app_id",),
    inputs={
        "app_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "rotation_triggers": Input(
            {"quarter": 1, "a_key": [{"deepKey": "x"}]},
            {"quarter": 2, "aKey": [{"deepKey": "x"}]},
            nested("x"),
            removed=None,
            asks=REGENERATES,
            hidden=True,
        ),
    },
    outputs={},
    told=frozenset({"url"}),
    canary=Canary(
        inputs={"rotationTriggers": {"env": SECRET, "list": [SECRET]}},
        changed={"rotationTriggers": {"env": f"{SECRET}-2"}},
        canaries=(SECRET,),
        marked=frozenset({"rotation_triggers"}),
        refused={"rotationTriggers": nested("canary-1")},
    ),
)
