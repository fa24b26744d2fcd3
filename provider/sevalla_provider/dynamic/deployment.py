# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Deployment, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.applications.deployment import DEPLOYMENT


class DeploymentProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = DEPLOYMENT


@pulumi.input_type
class _DeploymentArgs(dict[str, Any]):
    app_id: pulumi.Input[str] | None = pulumi.property("appId")
    branch: pulumi.Input[str] | None = pulumi.property("branch")
    docker_image: pulumi.Input[str] | None = pulumi.property("dockerImage")
    is_restart: pulumi.Input[bool] | None = pulumi.property("isRestart")
    triggers: pulumi.Input[Any] | None = pulumi.property("triggers")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class Deployment(SevallaResource, module="sevalla", name="Deployment"):
    """Deploys an application, and waits until the new version is live. Variables, build
    settings and the sizes of processes reach an application by nothing else.

    Whatever changes in `triggers` deploys again. A deployment that fails is an error with
    the end of its log, and the next `pulumi up` deploys anew; one that still runs when
    `pulumi up` is interrupted goes on, and the next `pulumi up` waits for it. Deleting it
    does nothing at the platform: what runs, runs on. It waits for half an hour unless
    `customTimeouts` says otherwise.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        app_id: pulumi.Input[str],
        branch: pulumi.Input[str] | None = None,
        docker_image: pulumi.Input[str] | None = None,
        is_restart: pulumi.Input[bool] | None = None,
        triggers: pulumi.Input[Any] | None = None,
        create_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a deployment.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            app_id: The application that it belongs to.
            branch: The branch; Git sources only. Left out: the application's own.
            docker_image: The image, such as `nginx:1.27`; applications from a Docker image
                only. Left out: the application's own.
            is_restart: Whether to take what the last successful deployment built, and build
                nothing. The first deployment of an application has nothing to take. Default:
                false.
            triggers: Anything at all, such as a map; whatever is in it, a change deploys again.
                It is sent nowhere.
            create_timeout: How long to wait at create, such as "5m"; 30 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 30 minutes by default.
        """
        props = _DeploymentArgs(
            {
                "app_id": app_id,
                "branch": branch,
                "docker_image": docker_image,
                "is_restart": is_restart,
                "triggers": triggers,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "delete": delete_timeout}
        super().__init__(DeploymentProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="appId")
    def app_id(self) -> pulumi.Output[str]:
        """The application that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "app_id")
        return value

    @property
    @pulumi.getter(name="branch")
    def branch(self) -> pulumi.Output[str | None]:
        """The branch; Git sources only. Left out: the application's own."""
        value: pulumi.Output[str | None] = pulumi.get(self, "branch")
        return value

    @property
    @pulumi.getter(name="dockerImage")
    def docker_image(self) -> pulumi.Output[str | None]:
        """The image, such as `nginx:1.27`; applications from a Docker image only. Left out:
        the application's own.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "docker_image")
        return value

    @property
    @pulumi.getter(name="isRestart")
    def is_restart(self) -> pulumi.Output[bool | None]:
        """Whether to take what the last successful deployment built, and build nothing. The
        first deployment of an application has nothing to take. Default: false.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_restart")
        return value

    @property
    @pulumi.getter(name="triggers")
    def triggers(self) -> pulumi.Output[Any | None]:
        """Anything at all, such as a map; whatever is in it, a change deploys again. It is
        sent nowhere.
        """
        value: pulumi.Output[Any | None] = pulumi.get(self, "triggers")
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
    @pulumi.getter(name="deploymentId")
    def deployment_id(self) -> pulumi.Output[str]:
        """The API's own id of the deployment."""
        value: pulumi.Output[str] = pulumi.get(self, "deployment_id")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """`waiting`, `inProgress`, `success`, `failed`, `cancelled` or `skipped`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str | None]:
        """`manual` or `automatic`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="trigger")
    def trigger(self) -> pulumi.Output[str | None]:
        """What started it, such as `MANUAL_DEPLOY`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "trigger")
        return value

    @property
    @pulumi.getter(name="steps")
    def steps(self) -> pulumi.Output[list[str] | None]:
        """The steps that it went through."""
        value: pulumi.Output[list[str] | None] = pulumi.get(self, "steps")
        return value

    @property
    @pulumi.getter(name="gitType")
    def git_type(self) -> pulumi.Output[str | None]:
        """`github`, `gitlab` or `bitbucket`; Git sources only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "git_type")
        return value

    @property
    @pulumi.getter(name="repoUrl")
    def repo_url(self) -> pulumi.Output[str | None]:
        """The repository; Git sources only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "repo_url")
        return value

    @property
    @pulumi.getter(name="commitSha")
    def commit_sha(self) -> pulumi.Output[str | None]:
        """The commit; Git sources only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "commit_sha")
        return value

    @property
    @pulumi.getter(name="commitMessage")
    def commit_message(self) -> pulumi.Output[str | None]:
        """What the commit says."""
        value: pulumi.Output[str | None] = pulumi.get(self, "commit_message")
        return value

    @property
    @pulumi.getter(name="authorLogin")
    def author_login(self) -> pulumi.Output[str | None]:
        """Who wrote the commit."""
        value: pulumi.Output[str | None] = pulumi.get(self, "author_login")
        return value

    @property
    @pulumi.getter(name="authorImg")
    def author_img(self) -> pulumi.Output[str | None]:
        """The address of a picture of who wrote it."""
        value: pulumi.Output[str | None] = pulumi.get(self, "author_img")
        return value

    @property
    @pulumi.getter(name="startedAt")
    def started_at(self) -> pulumi.Output[str | None]:
        """When it began, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "started_at")
        return value

    @property
    @pulumi.getter(name="finishedAt")
    def finished_at(self) -> pulumi.Output[str | None]:
        """When it ended, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "finished_at")
        return value

    @property
    @pulumi.getter(name="dockerImageUrl")
    def docker_image_url(self) -> pulumi.Output[str | None]:
        """The image that it runs."""
        value: pulumi.Output[str | None] = pulumi.get(self, "docker_image_url")
        return value
