"""StaticSiteDeployment: an entry in a log, which nothing changes and nothing deletes."""

from conformance.sample import NOT_SENT, OTHER_SITE, SITE, Canary, Input, Sample
from sevalla_provider.resources.sites.deployment import STATIC_SITE_DEPLOYMENT

SECRET = "canary-trigger"

SAMPLE = Sample(
    STATIC_SITE_DEPLOYMENT,
    parents=[("static_sites", {"id": SITE}), ("static_sites", {"id": OTHER_SITE})],
    made_by="POST /static-sites/{static_site_id}/deployments",
    family="sites",
    least=("static_site_id",),
    inputs={
        "static_site_id": Input(SITE, OTHER_SITE, "shop", replaces=True, hidden=True, in_id=True),
        "branch": Input("main", "next", "", replaces=True, hidden=True),
        "triggers": Input(
            {"a_key": 1, "anotherKey": [{"deep_key": True}, 1.5]},
            {"aKey": 1, "another_key": [{"deep_key": True}, 1.5]},
            [[[[[[[[[[[[[[[[[[[[[[[[[[[[[["x"]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],
            removed=NOT_SENT,
            replaces=True,
            hidden=True,
        ),
    },
    outputs={
        "type": "unknown",
        "trigger": "AUTO_DEPLOY_ON_PUSH",
        "steps": ["clone"],
        "git_type": "github",
        "repo_url": "https://repo.test/site",
        "commit_sha": "0123456789",
        "commit_message": "a change",
        "author_login": "somebody",
        "author_img": "https://picture.test",
        "started_at": "2026-01-01T00:00:00Z",
        "finished_at": "2026-01-01T00:00:01Z",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:01Z",
    },
    stays=True,
    canary=Canary(
        inputs={"branch": "main", "triggers": {"env": SECRET, "list": [SECRET]}},
        changed={"triggers": {"env": f"{SECRET}-2"}},
        canaries=(SECRET,),
        marked=frozenset({"triggers"}),
    ),
)
