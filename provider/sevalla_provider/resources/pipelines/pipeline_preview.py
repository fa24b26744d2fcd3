"""PipelinePreview (`docs/contract/sites-balancers-pipelines.md`, Preview stage)."""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Delete, Get, List, Retry, Shows, Update
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.pipelines.common import PipelineId
from sevalla_provider.resources.properties import DatedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, Rule, Whole, shown, wrong


@dataclass(frozen=True)
class Address(Rule):
    """Addresses with their scheme."""

    form: ClassVar[re.Pattern[str]] = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/]+\S*")

    def check(self, value: object) -> str:
        """Return it as it is. Raises the error of `wrong`."""
        if not isinstance(value, str) or not self.form.fullmatch(value):
            raise wrong(
                f"must be an address such as https://git.example/acme/shop, not {shown(value)}"
            )
        return value


class PipelinePreviewInputs(InputModel):
    """What a program says of a preview stage."""

    pipeline_id: PipelineId
    repo_url: Annotated[
        Annotated[str, Address()] | None,
        Trait(server_default=True, write_only=True),
        Field(
            description="The repository whose pull requests are previewed; needed where the "
            "pipeline has none yet. The API never shows it. Left out, it stays as it is."
        ),
    ] = None
    auto_create_app: Annotated[
        Flag | None,
        Trait(default=False),
        Field(description="Whether each pull request gets an application. Left out, none does."),
    ] = None
    delete_stale_apps: Annotated[
        Flag | None,
        Trait(default=False),
        Field(description="Whether applications that nobody uses go. Left out, they stay."),
    ] = None
    stale_app_days: Annotated[
        Annotated[int, Whole(1, 365)] | None,
        Trait(default=5),
        Field(description="After how many days nobody uses one. Left out, 5."),
    ] = None


class PipelinePreviewOutputs(DatedOutputs):
    """What the API adds to a preview stage."""


PIPELINE_PREVIEW = Resource(
    token="sevalla:index:PipelinePreview",  # noqa: S106 - a name, no password
    noun="preview stage",
    plural="PipelinePreviews",
    description=(
        "Switches the preview stage of a pipeline on: applications for pull requests. A pipeline "
        "has one, or none. One that is on already is somebody else's, and an error that tells how "
        "to take it over. Deleting it switches the stage off. Its id is the pipeline's."
    ),
    inputs=PipelinePreviewInputs,
    outputs=PipelinePreviewOutputs,
    id_output="pipeline_id",
    created_at="",
    operations=Operations(
        path="/pipelines/{pipeline_id}/preview",
        limits=sevalla.LIMITS,
        list=List.ARRAY,
        listed_in="stages",
        listed_where={"type": "preview"},
        get=Get.FROM_LIST,
        single=True,
        create=Create(path="/pipelines/{pipeline_id}/preview/enable", shows=Shows.NOTHING),
        update=Update(method="PUT", whole=True, shows=Shows.NOTHING),
        # Refused, perhaps, where nothing is there any more: no answer to a repetition says a thing.
        delete=Delete(method="POST", path="/pipelines/{id}/preview/disable", retry=Retry.ONCE_SEEN),
    ),
    conflicts=alike_in("pipeline_id"),  # one for a pipeline
)
