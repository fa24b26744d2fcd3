"""What resources that belong to a pipeline have in common."""

from typing import Annotated

from pydantic import Field

from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Text

StageName = Annotated[str, Text(1, 255)]

PipelineId = Annotated[
    Uuid,
    Trait(replaces=True, in_path=True),
    Field(description="The pipeline: `pipeline_id` of a `Pipeline`."),
]

DEFAULT_STAGES = ("Dev", "Production")
"""What every pipeline comes with."""
