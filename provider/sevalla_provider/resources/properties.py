"""Properties of resources, and what the outputs of many of them have in common."""

from typing import Annotated

from pydantic import BaseModel, Field, JsonValue

Properties = dict[str, JsonValue]
"""Properties of a resource by their Python names (snake_case), at every depth."""


class OutputModel(BaseModel):
    """What the API adds to the inputs: documentation for people and for the schema."""


class DatedOutputs(OutputModel):
    """When an object was made, and when it was last changed."""

    created_at: Annotated[str | None, Field(description="When it was made, ISO 8601, UTC.")] = None
    updated_at: Annotated[
        str | None, Field(description="When it was last changed, ISO 8601, UTC.")
    ] = None


class HashedOutputs(DatedOutputs):
    """The same of what takes effect at a deployment."""

    config_hash: Annotated[
        str | None,
        Field(
            description="Changes with the inputs of this resource alone: a trigger for a "
            "deployment."
        ),
    ] = None
