"""LoadBalancerDomain (`docs/contract/sites-balancers-pipelines.md`, Domains)."""

from sevalla_provider.resources.balancers.common import BALANCER_CHILD, SERVICE, LoadBalancerId
from sevalla_provider.resources.domain_models import SharedDomainInputs
from sevalla_provider.resources.domains import domain_of
from sevalla_provider.resources.values import InputModel


class OfLoadBalancer(InputModel):
    """Which load balancer it is of: a base, so that this comes first among the inputs."""

    load_balancer_id: LoadBalancerId


class LoadBalancerDomainInputs(SharedDomainInputs, OfLoadBalancer):
    """What a program says of a domain of a load balancer."""


LOAD_BALANCER_DOMAIN = domain_of(
    SERVICE,
    BALANCER_CHILD,
    LoadBalancerDomainInputs,
    token="sevalla:index:LoadBalancerDomain",  # noqa: S106 - a name, no password
    noun="load balancer domain",
    plural="LoadBalancerDomains",
)
