# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""PipelinePreview, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.pipelines.pipeline_preview import PIPELINE_PREVIEW


class PipelinePreviewProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = PIPELINE_PREVIEW


@pulumi.input_type
class _PipelinePreviewArgs(dict[str, Any]):
    pipeline_id: pulumi.Input[str] | None = pulumi.property("pipelineId")
    repo_url: pulumi.Input[str] | None = pulumi.property("repoUrl")
    auto_create_app: pulumi.Input[bool] | None = pulumi.property("autoCreateApp")
    delete_stale_apps: pulumi.Input[bool] | None = pulumi.property("deleteStaleApps")
    stale_app_days: pulumi.Input[int] | None = pulumi.property("staleAppDays")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class PipelinePreview(SevallaResource, module="sevalla", name="PipelinePreview"):
    """Switches the preview stage of a pipeline on: applications for pull requests. A pipeline
    has one, or none. One that is on already is somebody else's, and an error that tells how
    to take it over. Deleting it switches the stage off. Its id is the pipeline's.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        pipeline_id: pulumi.Input[str],
        repo_url: pulumi.Input[str] | None = None,
        auto_create_app: pulumi.Input[bool] | None = None,
        delete_stale_apps: pulumi.Input[bool] | None = None,
        stale_app_days: pulumi.Input[int] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a preview stage.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            pipeline_id: The pipeline: `pipeline_id` of a `Pipeline`.
            repo_url: The repository whose pull requests are previewed; needed where the
                pipeline has none yet. The API never shows it. Left out, it stays as it is.
            auto_create_app: Whether each pull request gets an application. Left out, none does.
            delete_stale_apps: Whether applications that nobody uses go. Left out, they stay.
            stale_app_days: After how many days nobody uses one. Left out, 5.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _PipelinePreviewArgs(
            {
                "pipeline_id": pipeline_id,
                "repo_url": repo_url,
                "auto_create_app": auto_create_app,
                "delete_stale_apps": delete_stale_apps,
                "stale_app_days": stale_app_days,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(PipelinePreviewProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="pipelineId")
    def pipeline_id(self) -> pulumi.Output[str]:
        """The pipeline: `pipeline_id` of a `Pipeline`."""
        value: pulumi.Output[str] = pulumi.get(self, "pipeline_id")
        return value

    @property
    @pulumi.getter(name="repoUrl")
    def repo_url(self) -> pulumi.Output[str | None]:
        """The repository whose pull requests are previewed; needed where the pipeline has none
        yet. The API never shows it. Left out, it stays as it is.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "repo_url")
        return value

    @property
    @pulumi.getter(name="autoCreateApp")
    def auto_create_app(self) -> pulumi.Output[bool | None]:
        """Whether each pull request gets an application. Left out, none does."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "auto_create_app")
        return value

    @property
    @pulumi.getter(name="deleteStaleApps")
    def delete_stale_apps(self) -> pulumi.Output[bool | None]:
        """Whether applications that nobody uses go. Left out, they stay."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "delete_stale_apps")
        return value

    @property
    @pulumi.getter(name="staleAppDays")
    def stale_app_days(self) -> pulumi.Output[int | None]:
        """After how many days nobody uses one. Left out, 5."""
        value: pulumi.Output[int | None] = pulumi.get(self, "stale_app_days")
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
