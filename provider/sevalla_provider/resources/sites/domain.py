"""StaticSiteDomain (`docs/contract/sites-balancers-pipelines.md`, Domains)."""

from sevalla_provider.resources.domain_models import SharedDomainInputs
from sevalla_provider.resources.domains import domain_of
from sevalla_provider.resources.sites.common import SITE_CHILD, StaticSiteId
from sevalla_provider.resources.values import InputModel


class OfStaticSite(InputModel):
    """Which site it is of: a base, so that this comes first among the inputs."""

    static_site_id: StaticSiteId


class StaticSiteDomainInputs(SharedDomainInputs, OfStaticSite):
    """What a program says of a domain."""


STATIC_SITE_DOMAIN = domain_of(
    "static site",
    SITE_CHILD,
    StaticSiteDomainInputs,
    token="sevalla:index:StaticSiteDomain",  # noqa: S106 - a name, no password
    noun="static site domain",
    plural="StaticSiteDomains",
)
