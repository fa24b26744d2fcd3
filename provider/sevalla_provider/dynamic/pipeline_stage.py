# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""PipelineStage, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.pipelines.pipeline_stage import PIPELINE_STAGE


class PipelineStageProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = PIPELINE_STAGE


@pulumi.input_type
class _PipelineStageArgs(dict[str, Any]):
    pipeline_id: pulumi.Input[str] | None = pulumi.property("pipelineId")
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")
    order: pulumi.Input[int] | None = pulumi.property("order")
    branch: pulumi.Input[str] | None = pulumi.property("branch")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class PipelineStage(SevallaResource, module="sevalla", name="PipelineStage"):
    """A further stage of a pipeline. It always makes one: the stages that a pipeline comes
    with, Dev and Production, are found by `getPipelineStage`. Stages of one pipeline are
    made one at a time. Deleting one leaves its applications, which are in no stage then.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        pipeline_id: pulumi.Input[str],
        display_name: pulumi.Input[str] | None = None,
        order: pulumi.Input[int] | None = None,
        branch: pulumi.Input[str] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a pipeline stage.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            pipeline_id: The pipeline: `pipeline_id` of a `Pipeline`.
            display_name: The name shown in the dashboard. A change makes another stage.
            order: Its position among the stages, from 0; left out, it is the last. A change
                moves it. That others come and go, and move it, is no difference: `position`
                tells where it is now.
            branch: The branch that it deploys, in a pipeline of type `branch`. A change makes
                another stage.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _PipelineStageArgs(
            {
                "pipeline_id": pipeline_id,
                "display_name": display_name,
                "order": order,
                "branch": branch,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(PipelineStageProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="pipelineId")
    def pipeline_id(self) -> pulumi.Output[str]:
        """The pipeline: `pipeline_id` of a `Pipeline`."""
        value: pulumi.Output[str] = pulumi.get(self, "pipeline_id")
        return value

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard. A change makes another stage."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="order")
    def order(self) -> pulumi.Output[int | None]:
        """Its position among the stages, from 0; left out, it is the last. A change moves it.
        That others come and go, and move it, is no difference: `position` tells where it is
        now.
        """
        value: pulumi.Output[int | None] = pulumi.get(self, "order")
        return value

    @property
    @pulumi.getter(name="branch")
    def branch(self) -> pulumi.Output[str | None]:
        """The branch that it deploys, in a pipeline of type `branch`. A change makes another
        stage.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "branch")
        return value

    @property
    @pulumi.getter(name="createdAt")
    def created_at(self) -> pulumi.Output[str | None]:
        """When it was made, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "created_at")
        return value

    @property
    @pulumi.getter(name="updatedAt")
    def updated_at(self) -> pulumi.Output[str | None]:
        """When it was last changed, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "updated_at")
        return value

    @property
    @pulumi.getter(name="stageId")
    def stage_id(self) -> pulumi.Output[str]:
        """The API's own id of the stage."""
        value: pulumi.Output[str] = pulumi.get(self, "stage_id")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str | None]:
        """`standard`, as every stage that is made; else `prod` or `preview`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="position")
    def position(self) -> pulumi.Output[int | None]:
        """Its position among the stages, from 0, when it was last looked at."""
        value: pulumi.Output[int | None] = pulumi.get(self, "position")
        return value
