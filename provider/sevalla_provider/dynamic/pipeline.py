# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Pipeline, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic import outputs
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.pipelines.pipeline import PIPELINE


class PipelineProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = PIPELINE


@pulumi.input_type
class _PipelineArgs(dict[str, Any]):
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")
    type: pulumi.Input[str] | None = pulumi.property("type")
    project_id: pulumi.Input[str] | None = pulumi.property("projectId")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class Pipeline(SevallaResource, module="sevalla", name="Pipeline"):
    """Takes applications from stage to stage. It comes with two stages, Dev and Production,
    which nobody can make: `getPipelineStage` finds them, and so does the output `stages`.
    Deleting it leaves its applications.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        type: pulumi.Input[str],
        display_name: pulumi.Input[str] | None = None,
        project_id: pulumi.Input[str] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a pipeline.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            type: `trunk`: one repository and branch for all stages. `branch`: a branch for each
                stage.
            display_name: The name shown in the dashboard.
            project_id: The project that it is in. Left out, it is in none: one that somebody
                else put it into is left. Say it here or by a `ProjectService`, not in both
                ways.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _PipelineArgs(
            {
                "display_name": display_name,
                "type": type,
                "project_id": project_id,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(PipelineProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str]:
        """`trunk`: one repository and branch for all stages. `branch`: a branch for each
        stage.
        """
        value: pulumi.Output[str] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="projectId")
    def project_id(self) -> pulumi.Output[str | None]:
        """The project that it is in. Left out, it is in none: one that somebody else put it
        into is left. Say it here or by a `ProjectService`, not in both ways.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "project_id")
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
    @pulumi.getter(name="pipelineId")
    def pipeline_id(self) -> pulumi.Output[str]:
        """The API's own id of the pipeline."""
        value: pulumi.Output[str] = pulumi.get(self, "pipeline_id")
        return value

    @property
    @pulumi.getter(name="companyId")
    def company_id(self) -> pulumi.Output[str | None]:
        """The company that it belongs to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "company_id")
        return value

    @property
    @pulumi.getter(name="stages")
    def stages(self) -> pulumi.Output[list[outputs.PipelineStageItem] | None]:
        """Its stages when it was last looked at, those that it comes with among them;
        `getPipelineStage` finds one by name or type.
        """
        value: pulumi.Output[list[outputs.PipelineStageItem] | None] = pulumi.get(self, "stages")
        return value
