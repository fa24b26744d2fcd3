"""Deployment: an entry in a log, which nothing changes and nothing deletes."""

from functools import reduce

from conformance.sample import APP, NOT_SENT, OTHER_APP, Canary, Input, Sample
from sevalla_provider.resources.applications.deployment import DEPLOYMENT
from unit.samples import Inputs

IMAGE_APP = "0a1b2c3d-4e5f-6789-abcd-ef0123456721"
BEFORE = "0a1b2c3d-4e5f-6789-abcd-ef0123456722"
SECRET = "canary-trigger"


def nested(inside: object, levels: int = 30) -> Inputs:
    return reduce(lambda within, _: {"deeper": within}, range(levels), {"inside": inside})


SAMPLE = Sample(
    DEPLOYMENT,
    parents=[
        ("applications", {"id": APP}),
        ("applications", {"id": OTHER_APP}),
        ("applications", {"id": IMAGE_APP, "source": "dockerImage", "docker_image": "nginx:1"}),
        ("deployments", {"id": BEFORE, "app_id": APP}),  # which a restart takes
    ],
    made_by="POST /applications/{app_id}/deployments",
    least=("app_id",),
    inputs={
        "app_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "branch": Input("main", "next", "", replaces=True, hidden=True),
        "docker_image": Input(
            "nginx:1.27",
            "nginx:1.28",
            "",
            replaces=True,
            hidden=True,
            given={"app_id": IMAGE_APP},
        ),
        "is_restart": Input(False, True, "yes", removed=NOT_SENT, replaces=True, hidden=True),
        "triggers": Input(
            {"a_key": 1, "anotherKey": [{"deep_key": True, "deepKey": "x"}, 1.5]},
            {"aKey": 1, "another_key": [{"deep_key": True, "deepKey": "x"}, 1.5]},
            nested("x"),
            removed=NOT_SENT,
            replaces=True,
            hidden=True,
        ),
    },
    outputs={
        "type": "unknown",
        "trigger": "AUTO_DEPLOY_ON_PUSH",
        "steps": ["clone"],
        "docker_image_url": "registry.test/shop:1",
        "git_type": "github",
        "repo_url": "https://repo.test/shop",
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
        refused={"triggers": nested("canary-1")},
    ),
)
