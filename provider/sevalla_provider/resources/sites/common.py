"""What resources that belong to a static site have in common."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Jobs
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.traits import Trait

StaticSiteId = Annotated[
    Uuid,
    Trait(replaces=True, in_path=True),
    Field(description="The static site that it belongs to: `static_site_id` of a `StaticSite`."),
]

SITE_CHILD = Operations(
    path="/static-sites/{static_site_id}", limits=sevalla.LIMITS, service="static site"
)
"""What the API can do with most of what belongs to a static site, below a path of its own."""

RUNNING = frozenset(
    {
        *("waiting", "inProgress"),
        *("queued", "pending", "building", "built", "deploying", "rolling_out", "in_progress"),
    }
)
"""The statuses of deployments that have not ended: those that are documented, and those seen."""

DEPLOYMENTS = Jobs(
    path=f"{SITE_CHILD.path}/deployments",
    noun="deployment",
    running=RUNNING,
    cancel="/cancel",
    log="/logs",
)
