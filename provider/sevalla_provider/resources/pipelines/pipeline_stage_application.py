"""PipelineStageApplication: that an application is in a stage.

Source: `docs/contract/sites-balancers-pipelines.md`, Applications of a stage. The pipeline's object
may show it; where it does not, what the state says is believed.
"""

from typing import Annotated

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Delete, Get, List, Shows
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.pipelines.common import PipelineId
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel


class PipelineStageApplicationInputs(InputModel):
    """What a program says of an application in a stage. Every change replaces."""

    pipeline_id: PipelineId
    stage_id: Annotated[
        Uuid,
        Trait(replaces=True, in_path=True),
        Field(
            description="The stage: `stage_id` of a `PipelineStage`, or of what `getPipelineStage` "
            "finds."
        ),
    ]
    app_id: Annotated[
        Uuid,
        Trait(replaces=True),
        Field(description="The application: `app_id` of an `Application`."),
    ]


class PipelineStageApplicationOutputs(OutputModel):
    """What the pipeline may show of the application."""

    name: Annotated[
        str | None, Field(description="The platform's own name of the application.")
    ] = None
    display_name: Annotated[
        str | None, Field(description="The name of the application that the dashboard shows.")
    ] = None


PIPELINE_STAGE_APPLICATION = Resource(
    token="sevalla:index:PipelineStageApplication",  # noqa: S106 - a name, no password
    noun="stage application",
    plural="PipelineStageApplications",
    description=(
        "Puts an application into a stage of a pipeline. An application is in one stage at most: "
        "to move it takes it out of the old one first. One that somebody took out by hand is put "
        "back by the next `pulumi up`, where the platform shows which are in. Deleting it takes "
        "the application out of the stage, and leaves it."
    ),
    inputs=PipelineStageApplicationInputs,
    outputs=PipelineStageApplicationOutputs,
    id_output="app_id",
    created_at="",
    operations=Operations(
        path="/pipelines/{pipeline_id}/stages/{stage_id}/apps",
        limits=sevalla.LIMITS,
        list=List.ARRAY,
        listed_in="stages/{stage_id}/apps",
        get=Get.IF_LISTED,
        create=Create(shows=Shows.NOTHING, id_from="app_id"),
        update=None,
        delete=Delete(waits=False),
    ),
    conflicts=alike_in("app_id"),  # an application is in one stage at most
)
