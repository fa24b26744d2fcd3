"""Domain."""

from conformance.domains import sample_of
from conformance.sample import APP, OTHER_APP
from sevalla_provider.resources.applications.domain import DOMAIN

SAMPLE = sample_of(DOMAIN, "applications", APP, OTHER_APP)
