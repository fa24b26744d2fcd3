# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""GlobalEnvironmentVariable, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.company.global_environment_variable import (
    GLOBAL_ENVIRONMENT_VARIABLE,
)


class GlobalEnvironmentVariableProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = GLOBAL_ENVIRONMENT_VARIABLE


@pulumi.input_type
class _GlobalEnvironmentVariableArgs(dict[str, Any]):
    key: pulumi.Input[str] | None = pulumi.property("key")
    value: pulumi.Input[str] | None = pulumi.property("value")
    is_runtime: pulumi.Input[bool] | None = pulumi.property("isRuntime")
    is_buildtime: pulumi.Input[bool] | None = pulumi.property("isBuildtime")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class GlobalEnvironmentVariable(
    SevallaResource, module="sevalla", name="GlobalEnvironmentVariable"
):
    """An environment variable of every application of the company, also of those that are in
    no stack, or in another one: to make, change or delete it changes what all of them are
    deployed with next. An application's own variable of the same key wins.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        key: pulumi.Input[str],
        value: pulumi.Input[str],
        is_runtime: pulumi.Input[bool] | None = None,
        is_buildtime: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a global environment variable.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            key: Its name: letters, digits and `_`, one of a name in a company.
            value: Its value, which may be empty.
            is_runtime: Whether processes see it. Left out, they do.
            is_buildtime: Whether builds see it. Left out, they do.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _GlobalEnvironmentVariableArgs(
            {
                "key": key,
                "value": value,
                "is_runtime": is_runtime,
                "is_buildtime": is_buildtime,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(GlobalEnvironmentVariableProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="key")
    def key(self) -> pulumi.Output[str]:
        """Its name: letters, digits and `_`, one of a name in a company."""
        value: pulumi.Output[str] = pulumi.get(self, "key")
        return value

    @property
    @pulumi.getter(name="value")
    def value(self) -> pulumi.Output[str]:
        """Its value, which may be empty."""
        value: pulumi.Output[str] = pulumi.get(self, "value")
        return value

    @property
    @pulumi.getter(name="isRuntime")
    def is_runtime(self) -> pulumi.Output[bool | None]:
        """Whether processes see it. Left out, they do."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_runtime")
        return value

    @property
    @pulumi.getter(name="isBuildtime")
    def is_buildtime(self) -> pulumi.Output[bool | None]:
        """Whether builds see it. Left out, they do."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_buildtime")
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
    @pulumi.getter(name="envVarId")
    def env_var_id(self) -> pulumi.Output[str]:
        """The API's own id of the variable."""
        value: pulumi.Output[str] = pulumi.get(self, "env_var_id")
        return value
