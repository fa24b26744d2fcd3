"""Properties that several resources have."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import private_connect, sevalla
from sevalla_provider.clients.operations import List, Operations
from sevalla_provider.resources.resource import OutputModel
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Uuid

AppId = Annotated[
    Uuid,
    Trait(replaces=True, in_path=True),
    Field(description="The application that it belongs to."),
]


APPLICATION_CHILD = Operations(
    path="/applications/{app_id}", limits=sevalla.LIMITS, service="application"
)
"""What the API can do with most of what belongs to an application, below a path of its own."""


TUNNEL_CHILD = Operations(
    path="/v1/tunnels/{tunnel_id}", limits=private_connect.LIMITS, list=List.NONE, update=None
)
"""What Private Connect can do with what belongs to a tunnel: little."""


class DatedOutputs(OutputModel):
    """When an object was made, and when it was last changed."""

    created_at: Annotated[str | None, Field(description="When it was made, ISO 8601, UTC.")] = None
    updated_at: Annotated[
        str | None, Field(description="When it was last changed, ISO 8601, UTC.")
    ] = None
