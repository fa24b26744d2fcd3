"""What the API can do with applications (`docs/contract/applications.md`)."""

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.calls import Lookup, Membership, Switch
from sevalla_provider.clients.collection import Collection
from sevalla_provider.clients.models import WireModel
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Delete, Jobs, Retry
from sevalla_provider.http import HttpClient

OPERATIONS = Operations(
    path="/applications",
    limits=sevalla.LIMITS,
    service="application",
    creates_service=True,
    whole_items=False,
    delete=Delete(
        retry=Retry.ONCE_JOBS_HAVE_ENDED,
        jobs=Jobs(
            path="/applications/{app_id}/deployments",
            noun="deployment",
            running=frozenset({"waiting", "inProgress"}),
            cancel="/cancel",
        ),
        failed=frozenset({"appDeletionFailed"}),
    ),
    switches={"is_suspended": Switch(on="/suspend", off="/activate")},
    memberships={"project_id": Membership("/projects/{project_id}/services", "app")},
    lookups={
        "default_hostname": Lookup(
            "/applications/{app_id}/domains", where={"type": "SYSTEM"}, shows="name"
        )
    },
)


class Owned(WireModel):
    """Whose an application is."""

    company_id: str | None = None


def owned(client: HttpClient) -> Collection[Owned]:
    """Every application that the key can see, and whose it is."""
    return Collection(client, OPERATIONS, Owned)
