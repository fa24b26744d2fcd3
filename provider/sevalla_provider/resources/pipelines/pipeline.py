"""Pipeline (`docs/contract/sites-balancers-pipelines.md`, Pipelines)."""

from typing import Annotated, Literal

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Shows, Update
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.pipelines.common import StageName
from sevalla_provider.resources.properties import DatedOutputs, OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, OneOf


class PipelineInputs(InputModel):
    """What a program says of a pipeline."""

    display_name: Annotated[
        StageName, Trait(auto_named=True), Field(description="The name shown in the dashboard.")
    ]
    type: Annotated[
        Annotated[Literal["trunk", "branch"], OneOf()],
        Field(
            description="`trunk`: one repository and branch for all stages. `branch`: a branch for "
            "each stage."
        ),
    ]
    project_id: Annotated[
        Uuid | None,
        Field(
            description="The project that it is in. Left out, it is in none: one that somebody "
            "else put it into is left. Say it here or by a `ProjectService`, not in both ways."
        ),
    ] = None


class PipelineStageItemApp(OutputModel):
    """An application in a stage."""

    id: Annotated[str | None, Field(description="The API's own id of the application.")] = None
    name: Annotated[str | None, Field(description="The platform's own name of it.")] = None
    display_name: Annotated[str | None, Field(description="The name that the dashboard shows.")] = (
        None
    )


class PipelineStageItem(OutputModel):
    """A stage of a pipeline."""

    stage_id: Annotated[
        str | None,
        Field(
            alias="id",
            description="The API's own id of the stage, as a `PipelineStageApplication` takes it.",
        ),
    ] = None
    display_name: Annotated[str | None, Field(description="The name that the dashboard shows.")] = (
        None
    )
    type: Annotated[str | None, Field(description="`standard`, `prod` or `preview`.")] = None
    position: Annotated[
        int | None, Field(alias="order", description="Its position among the stages, from 0.")
    ] = None
    branch: Annotated[
        str | None, Field(description="Its branch, in a pipeline of type `branch`.")
    ] = None
    auto_create_app: Annotated[
        bool | None,
        Field(description="Whether a pull request gets an application; of the preview stage."),
    ] = None
    delete_stale_apps: Annotated[
        bool | None,
        Field(description="Whether applications that nobody uses go; of the preview stage."),
    ] = None
    stale_app_days: Annotated[
        int | None, Field(description="After how many days they do; of the preview stage.")
    ] = None
    apps: Annotated[
        list[PipelineStageItemApp] | None,
        Field(description="The applications in it, where the API shows them."),
    ] = None


class PipelineOutputs(DatedOutputs):
    """What the API adds to a pipeline."""

    pipeline_id: Annotated[str, Field(description="The API's own id of the pipeline.")]
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    stages: Annotated[
        list[PipelineStageItem] | None,
        Field(
            description="Its stages when it was last looked at, those that it comes with among "
            "them; `getPipelineStage` finds one by name or type."
        ),
    ] = None


PIPELINE = Resource(
    token="sevalla:index:Pipeline",  # noqa: S106 - a name, no password
    noun="pipeline",
    plural="Pipelines",
    description=(
        "Takes applications from stage to stage. It comes with two stages, Dev and Production, "
        "which nobody can make: `getPipelineStage` finds them, and so does the output `stages`. "
        "Deleting it leaves its applications."
    ),
    inputs=PipelineInputs,
    outputs=PipelineOutputs,
    id_output="pipeline_id",
    operations=Operations(
        path="/pipelines",
        limits=sevalla.LIMITS,
        whole_items=False,
        update=Update(shows=Shows.ID),
    ),
    claims=("project_id",),
)
