# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""PipelineStageApplication, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.pipelines.pipeline_stage_application import (
    PIPELINE_STAGE_APPLICATION,
)


class PipelineStageApplicationProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = PIPELINE_STAGE_APPLICATION


@pulumi.input_type
class _PipelineStageApplicationArgs(dict[str, Any]):
    pipeline_id: pulumi.Input[str] | None = pulumi.property("pipelineId")
    stage_id: pulumi.Input[str] | None = pulumi.property("stageId")
    app_id: pulumi.Input[str] | None = pulumi.property("appId")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class PipelineStageApplication(SevallaResource, module="sevalla", name="PipelineStageApplication"):
    """Puts an application into a stage of a pipeline. An application is in one stage at most:
    to move it takes it out of the old one first. One that somebody took out by hand is put
    back by the next `pulumi up`, where the platform shows which are in. Deleting it takes
    the application out of the stage, and leaves it.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        pipeline_id: pulumi.Input[str],
        stage_id: pulumi.Input[str],
        app_id: pulumi.Input[str],
        create_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a stage application.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            pipeline_id: The pipeline: `pipeline_id` of a `Pipeline`.
            stage_id: The stage: `stage_id` of a `PipelineStage`, or of what `getPipelineStage`
                finds.
            app_id: The application: `app_id` of an `Application`.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _PipelineStageApplicationArgs(
            {
                "pipeline_id": pipeline_id,
                "stage_id": stage_id,
                "app_id": app_id,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "delete": delete_timeout}
        super().__init__(PipelineStageApplicationProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="pipelineId")
    def pipeline_id(self) -> pulumi.Output[str]:
        """The pipeline: `pipeline_id` of a `Pipeline`."""
        value: pulumi.Output[str] = pulumi.get(self, "pipeline_id")
        return value

    @property
    @pulumi.getter(name="stageId")
    def stage_id(self) -> pulumi.Output[str]:
        """The stage: `stage_id` of a `PipelineStage`, or of what `getPipelineStage` finds."""
        value: pulumi.Output[str] = pulumi.get(self, "stage_id")
        return value

    @property
    @pulumi.getter(name="appId")
    def app_id(self) -> pulumi.Output[str]:
        """The application: `app_id` of an `Application`."""
        value: pulumi.Output[str] = pulumi.get(self, "app_id")
        return value

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str | None]:
        """The platform's own name of the application."""
        value: pulumi.Output[str | None] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str | None]:
        """The name of the application that the dashboard shows."""
        value: pulumi.Output[str | None] = pulumi.get(self, "display_name")
        return value
