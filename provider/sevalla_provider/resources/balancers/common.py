"""What resources that belong to a load balancer have in common."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.traits import Trait

SERVICE = "load balancer"

LoadBalancerId = Annotated[
    Uuid,
    Trait(replaces=True, in_path=True),
    Field(description="The load balancer that it belongs to."),
]

BALANCER_CHILD = Operations(
    path="/load-balancers/{load_balancer_id}", limits=sevalla.LIMITS, service=SERVICE
)
"""What the API can do with what belongs to a load balancer, below a path of its own."""
