"""StaticSiteDeployment.

Source: `docs/contract/sites-balancers-pipelines.md`, Static sites, Deployments.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.deployment_models import (
    Branch,
    GitDeploymentOutputs,
    Reference,
    Triggers,
)
from sevalla_provider.resources.deployments import HEALTH, deployment_of
from sevalla_provider.resources.health import Health
from sevalla_provider.resources.sites.common import RUNNING, SITE_CHILD, StaticSiteId
from sevalla_provider.resources.values import InputModel

STATUSES: Mapping[str | None, Health] = {
    **{status: Health.PENDING for status in RUNNING},  # noqa: C420 - of another type of keys
    **HEALTH,
    "canceled": Health.FAILED,
}
"""Those of an application's deployments, and others that clients have seen of a site's."""


class StaticSiteDeploymentInputs(InputModel):
    """What a program says of a deployment. Every change deploys again."""

    static_site_id: StaticSiteId
    branch: Annotated[
        Reference | None, Branch, Field(description="The branch. Left out: the site's own.")
    ] = None
    triggers: Triggers = None


class StaticSiteDeploymentOutputs(GitDeploymentOutputs):
    """What the API adds to a deployment."""


def health(status: str | None) -> Health:
    """Judge a deployment: only `success` is one."""
    return STATUSES.get(status, Health.UNKNOWN)


STATIC_SITE_DEPLOYMENT = deployment_of(
    SITE_CHILD,
    StaticSiteDeploymentInputs,
    StaticSiteDeploymentOutputs,
    token="sevalla:index:StaticSiteDeployment",  # noqa: S106 - a name, no password
    noun="static site deployment",
    plural="StaticSiteDeployments",
    what=(
        "Deploys a static site, and waits until the new version is live. Variables and the "
        "settings of the build reach a site by nothing else. The first deployment of a site needs "
        "none: the platform starts it with the site, which waits for it unless its "
        "`wait_for_deployment` is false. Whether the API takes a second one meanwhile is not known."
    ),
    health=health,
)
