"""DockerRegistry: its secret is never shown again."""

from conformance.sample import LATER, Canary, Input, Sample
from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY

SECRET = 'canary value/4711+"x"'
OTHER_SECRET = "canary-of-an-update"

SAMPLE = Sample(
    DOCKER_REGISTRY,
    family="company",
    made_by="POST /docker-registries",
    changed_by="PATCH /docker-registries/{id}",
    least=("name", "username", "secret"),
    inputs={
        "name": Input("visible-name", "visible-other", ""),
        "username": Input("visible-user", "visible.another", ""),
        "secret": Input(SECRET, OTHER_SECRET, "", hidden=True, secret=True),
        "registry": Input("github", "gitlab", "quay"),
    },
    outputs={"company_id": None, "created_at": "2026-01-01T00:00:00Z", "updated_at": LATER},
    canary=Canary(
        inputs={"registry": "github"},
        changed={"secret": OTHER_SECRET},
        canaries=(SECRET, "canary-"),
        refused={"secret": ["canary-1"]},
    ),
)
