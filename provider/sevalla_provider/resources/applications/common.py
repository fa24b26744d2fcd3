"""What resources that belong to an application have in common."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
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
