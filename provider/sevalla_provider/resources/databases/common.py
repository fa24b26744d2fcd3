"""What resources that belong to a database have in common."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel


class InDatabase(InputModel):
    """What a program says of whatever belongs to a database."""

    database_id: Annotated[
        Uuid,
        Trait(replaces=True, in_path=True),
        Field(description="The database that it belongs to."),
    ]


DATABASE_CHILD = Operations(
    path="/databases/{database_id}", limits=sevalla.LIMITS, service="database"
)
"""What the API can do with what belongs to a database, below a path of its own."""
