"""StaticSiteDomain."""

from conformance.domains import sample_of
from conformance.sample import OTHER_SITE, SITE
from sevalla_provider.resources.sites.domain import STATIC_SITE_DOMAIN

SAMPLE = sample_of(STATIC_SITE_DOMAIN, "static_sites", SITE, OTHER_SITE, family="sites")
