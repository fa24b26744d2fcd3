"""What the API takes and shows of pipelines and their stages.

Source: `docs/contract/sites-balancers-pipelines.md`, Pipelines.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, StringConstraints

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.wire import WHOLE, Body, DisplayName, Omittable, Uuid

STAGES = "pipeline_stages"
"""The kind of the stages, each of which lives in its pipeline."""

_Type: TypeAlias = Literal["trunk", "branch"]
_Place: TypeAlias = Annotated[int, Field(ge=0, le=50), WHOLE]
_Days: TypeAlias = Annotated[int, Field(ge=1, le=365), WHOLE]
_Address: TypeAlias = Annotated[
    str,
    StringConstraints(pattern="^[A-Za-z][A-Za-z0-9+.-]*://[^ ]+$"),
]


class CreatePipeline(Body):
    """POST /pipelines."""

    display_name: DisplayName
    type: _Type
    project_id: Omittable[Uuid] = None


class StagePlace(Body):
    """A stage, and its place among the others."""

    stage_id: Uuid
    order: _Place


class ChangePipeline(Body):
    """PATCH /pipelines/{pipeline_id}."""

    display_name: Omittable[DisplayName] = None
    type: Omittable[_Type] = None
    project_id: Uuid | None = None
    stage_order: Omittable[list[StagePlace]] = None


class CreateStage(Body):
    """POST /pipelines/{pipeline_id}/stages."""

    display_name: DisplayName
    insert_before: _Place
    branch: Annotated[str, StringConstraints(min_length=1, max_length=255)] | None = None


class AddApplication(Body):
    """POST /pipelines/{pipeline_id}/stages/{stage_id}/apps."""

    app_id: Uuid


class PreviewSettings(Body):
    """POST /pipelines/{pipeline_id}/preview/enable, and PUT …/preview."""

    repo_url: Omittable[_Address] = None
    auto_create_app: Omittable[bool] = None
    delete_stale_apps: Omittable[bool] = None
    stale_app_days: Omittable[_Days] = None


class StageApplication(BaseModel):
    """An application in a stage."""

    id: str
    name: str | None = None
    display_name: str | None = None


class Stage(BaseModel):
    """A stage, as its pipeline shows it."""

    id: str
    pipeline_id: str
    display_name: str
    type: Literal["standard", "prod", "preview"] = "standard"
    order: int
    branch: str | None = None
    auto_create_app: bool | None = None
    delete_stale_apps: bool | None = None
    stale_app_days: int | None = None
    apps: list[StageApplication] = []
    created_at: str | None
    updated_at: str | None


class PipelineItem(BaseModel):
    """A pipeline as lists show it."""

    id: str
    display_name: str
    type: _Type = "trunk"
    created_at: str
    updated_at: str


class Pipeline(PipelineItem):
    """A pipeline as GET shows it."""

    company_id: str | None = COMPANY_ID
    project_id: str | None = None
    stages: list[Stage] = []
