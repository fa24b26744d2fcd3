"""LoadBalancerDomain."""

from conformance.domains import sample_of
from conformance.samples.load_balancer_destination import BALANCER, OTHER_BALANCER
from sevalla_provider.resources.balancers.load_balancer_domain import LOAD_BALANCER_DOMAIN

SAMPLE = sample_of(
    LOAD_BALANCER_DOMAIN, "load_balancers", BALANCER, OTHER_BALANCER, family="balancers"
)
