"""LoadBalancer (`docs/contract/sites-balancers-pipelines.md`, Load balancers)."""

from typing import Annotated, Literal

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.resources.balancers.common import SERVICE
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.properties import DatedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, OneOf, Text


class LoadBalancerInputs(InputModel):
    """What a program says of a load balancer."""

    display_name: Annotated[
        Annotated[str, Text(2, 64)],
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard, of 2 to 64 characters."),
    ]
    type: Annotated[
        Annotated[Literal["DEFAULT", "GEO"], OneOf()] | None,
        Trait(default="DEFAULT"),
        Field(
            description=(
                "How it chooses among its destinations: `DEFAULT`, by their weights, or `GEO`, by "
                "how near they are. Default: `DEFAULT`."
            )
        ),
    ] = None
    project_id: Annotated[
        Uuid | None,
        Trait(),
        Field(
            description=(
                "The project that it is in: `project_id` of a `Project`. A change moves it; left "
                "out, it is in none."
            )
        ),
    ] = None


class LoadBalancerOutputs(DatedOutputs):
    """What the API adds to a load balancer."""

    load_balancer_id: Annotated[str, Field(description="The API's own id of the load balancer.")]
    name: Annotated[
        str | None, Field(description="The platform's own name of it, which lasts.")
    ] = None
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None


LOAD_BALANCER = Resource(
    token="sevalla:index:LoadBalancer",  # noqa: S106 - a name, no password
    noun="load balancer",
    plural="LoadBalancers",
    description=(
        "Spreads requests over destinations, which are resources of their own "
        "(`LoadBalancerDestination`). It comes with a system domain; further names are "
        "`LoadBalancerDomain`s. Deleting it takes both along."
    ),
    inputs=LoadBalancerInputs,
    outputs=LoadBalancerOutputs,
    id_output="load_balancer_id",
    operations=Operations(
        path="/load-balancers",
        limits=sevalla.LIMITS,
        service=SERVICE,
        creates_service=True,
        whole_items=False,
    ),
)
