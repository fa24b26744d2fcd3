"""`getPipelineStage`: one stage of a pipeline, those that nobody makes among them.

Source: `docs/contract/sites-balancers-pipelines.md`, Stages.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from sevalla_provider.functions.function import Function, only
from sevalla_provider.functions.listing import Fields
from sevalla_provider.functions.lookup import details_of, shown_of
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.pipelines.common import StageName
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.values import InputModel, OneOf

FIELDS = {"name": "display_name", "type": "type"}
"""What a stage is asked for by, and what it says of that itself."""


class GetPipelineStage(InputModel):
    """Which stage."""

    pipeline_id: Annotated[Uuid, Field(description="Where to look: `pipeline_id` of a `Pipeline`.")]
    name: Annotated[
        StageName | None, Field(description="The name that the dashboard shows, such as `Dev`.")
    ] = None
    type: Annotated[
        Annotated[Literal["standard", "prod", "preview"], OneOf()] | None,
        Field(description="`standard`, `prod` or `preview`."),
    ] = None


OWN_ID: Fields = {
    "stage_id": (Annotated[str, PIPELINE_STAGE.outputs.model_fields["stage_id"]], ...)
}
"""What is always known of a stage."""


async def run(session: Session, asked: GetPipelineStage) -> Properties:
    """Look up one stage. Raises `NotThere`, naming those that there are."""
    wanted = asked.model_dump(exclude_none=True, include=set(FIELDS))
    place = session.place(PIPELINE_STAGE, asked.pipeline_id)
    there: list[Any] = [*(await place.lists.all()).values()]
    found = [
        each
        for each in there
        if all(getattr(each, FIELDS[name]) == said for name, said in wanted.items())
    ]
    known = "; ".join(sorted(f"{each.display_name} ({each.type})" for each in there))
    one = only("pipeline stage", found, wanted, known, by=FIELDS)
    return shown_of(PIPELINE_STAGE, asked.pipeline_id, one)


GET_PIPELINE_STAGE = Function(
    token="sevalla:index:getPipelineStage",  # noqa: S106 - a name, no password
    description=(
        "Looks up one stage of a pipeline by its name or its type, such as Dev and Production, "
        "which every pipeline comes with. It is an error when none fits, or more than one."
    ),
    inputs=GetPipelineStage,
    outputs=create_model(
        "GetPipelineStageResult",
        __base__=details_of(PIPELINE_STAGE, "PipelineStageDetails"),
        __doc__=PIPELINE_STAGE.description,
        **OWN_ID,
    ),
    run=run,
)
