"""Properties that several resources have."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.resource import OutputModel
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Uuid

AppId = Annotated[
    Uuid,
    Trait(replaces=True, in_path=True),
    Field(description="The application that it belongs to."),
]


class DatedOutputs(OutputModel):
    """When an object was made, and when it was last changed."""

    created_at: Annotated[str | None, Field(description="When it was made, ISO 8601, UTC.")] = None
    updated_at: Annotated[
        str | None, Field(description="When it was last changed, ISO 8601, UTC.")
    ] = None
