# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""EnvironmentVariables, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.applications.environment_variables import ENVIRONMENT_VARIABLES


class EnvironmentVariablesProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = ENVIRONMENT_VARIABLES


@pulumi.input_type
class _EnvironmentVariablesArgs(dict[str, Any]):
    app_id: pulumi.Input[str] | None = pulumi.property("appId")
    variables: pulumi.Input[dict[str, pulumi.Input[str]]] | None = pulumi.property("variables")
    is_runtime: pulumi.Input[bool] | None = pulumi.property("isRuntime")
    is_buildtime: pulumi.Input[bool] | None = pulumi.property("isBuildtime")
    exclusive: pulumi.Input[bool] | None = pulumi.property("exclusive")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class EnvironmentVariables(SevallaResource, module="sevalla", name="EnvironmentVariables"):
    """Many environment variables of an application as one resource. They take effect at the
    next deployment, and win over global ones of the same key. What a program changes, adds
    and removes is an update in place: a variable that it does not name any more is gone
    before a deployment of the same `up` that depends on this resource, where a removed
    `EnvironmentVariable` is still there. Keys that the application has already, and that
    are not this resource's, are refused before anything is written. Its id is the
    application's. An import takes all variables that the application has; where their flags
    differ, it reads them as true, and the others are drift.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        app_id: pulumi.Input[str],
        variables: pulumi.Input[dict[str, pulumi.Input[str]]],
        is_runtime: pulumi.Input[bool] | None = None,
        is_buildtime: pulumi.Input[bool] | None = None,
        exclusive: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a set of environment variables.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            app_id: The application that it belongs to.
            variables: The variables: keys of letters, digits and `_`, and their values, which
                may be empty.
            is_runtime: Whether processes see all of them. Left out, they do.
            is_buildtime: Whether builds see all of them. Left out, they do.
            exclusive: Whether the application shall have no other variables: others are deleted
                then, also those that were there before. Left out, they are nobody's business.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _EnvironmentVariablesArgs(
            {
                "app_id": app_id,
                "variables": variables,
                "is_runtime": is_runtime,
                "is_buildtime": is_buildtime,
                "exclusive": exclusive,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(EnvironmentVariablesProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="appId")
    def app_id(self) -> pulumi.Output[str]:
        """The application that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "app_id")
        return value

    @property
    @pulumi.getter(name="variables")
    def variables(self) -> pulumi.Output[dict[str, str]]:
        """The variables: keys of letters, digits and `_`, and their values, which may be
        empty.
        """
        value: pulumi.Output[dict[str, str]] = pulumi.get(self, "variables")
        return value

    @property
    @pulumi.getter(name="isRuntime")
    def is_runtime(self) -> pulumi.Output[bool | None]:
        """Whether processes see all of them. Left out, they do."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_runtime")
        return value

    @property
    @pulumi.getter(name="isBuildtime")
    def is_buildtime(self) -> pulumi.Output[bool | None]:
        """Whether builds see all of them. Left out, they do."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_buildtime")
        return value

    @property
    @pulumi.getter(name="exclusive")
    def exclusive(self) -> pulumi.Output[bool | None]:
        """Whether the application shall have no other variables: others are deleted then, also
        those that were there before. Left out, they are nobody's business.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "exclusive")
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
    @pulumi.getter(name="configHash")
    def config_hash(self) -> pulumi.Output[str | None]:
        """Changes with the inputs of this resource alone: a trigger for a deployment."""
        value: pulumi.Output[str | None] = pulumi.get(self, "config_hash")
        return value

    @property
    @pulumi.getter(name="envVarIds")
    def env_var_ids(self) -> pulumi.Output[dict[str, str]]:
        """The API's own id of each variable, by its key."""
        value: pulumi.Output[dict[str, str]] = pulumi.get(self, "env_var_ids")
        return value
