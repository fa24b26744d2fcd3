"""Domain: a name that an application answers to (`docs/contract/applications.md`, Domains)."""

from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.domain_models import SharedDomainInputs
from sevalla_provider.resources.domains import domain_of
from sevalla_provider.resources.values import InputModel


class OfApplication(InputModel):
    """Which application it is of: a base, so that this comes first among the inputs."""

    app_id: AppId


class DomainInputs(SharedDomainInputs, OfApplication):
    """What a program says of a domain."""


DOMAIN = domain_of(
    "application",
    APPLICATION_CHILD,
    DomainInputs,
    token="sevalla:index:Domain",  # noqa: S106 - a name, no password
    noun="domain",
    plural="Domains",
)
