"""PipelineStage (`docs/contract/sites-balancers-pipelines.md`, Stages).

The pipeline's own object is all that shows a stage; a call about the pipeline sets its position.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field, JsonValue

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.calls import Ordering
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Get, List, Shows
from sevalla_provider.resources.pipelines.common import DEFAULT_STAGES, PipelineId, StageName
from sevalla_provider.resources.platform_made import PlatformMade
from sevalla_provider.resources.properties import DatedOutputs, Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, Text, Whole

LAST = 50
"""The last position that the API knows."""


class PipelineStageInputs(InputModel):
    """What a program says of a stage."""

    pipeline_id: PipelineId
    display_name: Annotated[
        StageName,
        Trait(replaces=True, auto_named=True),
        Field(description="The name shown in the dashboard. A change makes another stage."),
    ]
    order: Annotated[
        Annotated[int, Whole(0, LAST)] | None,
        Trait(write_only=True),
        Field(
            alias="insert_before",
            description="Its position among the stages, from 0; left out, it is the last. A change "
            "moves it. That others come and go, and move it, is no difference: `position` tells "
            "where it is now.",
        ),
    ] = None
    branch: Annotated[
        Annotated[str, Text(1, 255)] | None,
        Trait(replaces=True, server_default=True),
        Field(
            description="The branch that it deploys, in a pipeline of type `branch`. A change "
            "makes another stage."
        ),
    ] = None


class PipelineStageOutputs(DatedOutputs):
    """What the API adds to a stage."""

    stage_id: Annotated[str, Field(description="The API's own id of the stage.")]
    type: Annotated[
        str | None,
        Field(description="`standard`, as every stage that is made; else `prod` or `preview`."),
    ] = None
    position: Annotated[
        int | None,
        Field(description="Its position among the stages, from 0, when it was last looked at."),
    ] = None


def comes_with_the_pipeline(properties: Mapping[str, JsonValue]) -> bool:
    """Whether a stage that exists is one of those that nobody makes. What shall be made is none."""
    stage_type = properties.get("type")
    by_name = stage_type is not None and properties.get("display_name") in DEFAULT_STAGES
    return by_name or stage_type in ("prod", "preview")


def normalize_response(shown: JsonObject) -> JsonObject:
    """The server's position is not the program's word."""
    return {**shown, "position": shown["order"]} if "order" in shown else shown


def warnings(inputs: Properties) -> Sequence[str]:
    """A stage is always another one than those that are there."""
    name = inputs.get("display_name")
    if name not in DEFAULT_STAGES:
        return ()
    warning = (
        f"every pipeline comes with a stage {name}: this one is another of that name. What is "
        "there is found by `getPipelineStage`, or among `stages` of the pipeline"
    )
    return (warning,)


PIPELINE_STAGE = Resource(
    token="sevalla:index:PipelineStage",  # noqa: S106 - a name, no password
    noun="pipeline stage",
    plural="PipelineStages",
    description=(
        "A further stage of a pipeline. It always makes one: the stages that a pipeline comes "
        "with, Dev and Production, are found by `getPipelineStage`. Stages of one pipeline are "
        "made one at a time. Deleting one leaves its applications, which are in no stage then."
    ),
    inputs=PipelineStageInputs,
    outputs=PipelineStageOutputs,
    id_output="stage_id",
    operations=Operations(
        path="/pipelines/{pipeline_id}/stages",
        limits=sevalla.LIMITS,
        list=List.ARRAY,
        listed_in="stages",
        get=Get.FROM_LIST,
        create=Create(shows=Shows.ID, one_by_one=True),
        update=None,
        ordering=Ordering(
            input="order",
            posted_as="insert_before",
            most=LAST,
            field="stage_order",
            id_as="stage_id",
            position_as="order",
            shown_as="position",
        ),
    ),
    normalize_response=normalize_response,
    warnings=warnings,
    platform_made=PlatformMade(applies=comes_with_the_pipeline, makes_itself=True),
)
