# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""StaticSiteEnvironmentVariable, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.sites.environment_variable import STATIC_SITE_ENVIRONMENT_VARIABLE


class StaticSiteEnvironmentVariableProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = STATIC_SITE_ENVIRONMENT_VARIABLE


@pulumi.input_type
class _StaticSiteEnvironmentVariableArgs(dict[str, Any]):
    static_site_id: pulumi.Input[str] | None = pulumi.property("staticSiteId")
    key: pulumi.Input[str] | None = pulumi.property("key")
    value: pulumi.Input[str] | None = pulumi.property("value")
    is_production: pulumi.Input[bool] | None = pulumi.property("isProduction")
    is_preview: pulumi.Input[bool] | None = pulumi.property("isPreview")
    branch: pulumi.Input[str] | None = pulumi.property("branch")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class StaticSiteEnvironmentVariable(
    SevallaResource, module="sevalla", name="StaticSiteEnvironmentVariable"
):
    """An environment variable of a static site: what its builds see, in production, in
    previews, or in those of one branch. It takes effect at the next deployment, and its
    `config_hash` is a trigger for a `StaticSiteDeployment`.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        static_site_id: pulumi.Input[str],
        key: pulumi.Input[str],
        value: pulumi.Input[str],
        is_production: pulumi.Input[bool] | None = None,
        is_preview: pulumi.Input[bool] | None = None,
        branch: pulumi.Input[str] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a static site environment variable.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            static_site_id: The static site that it belongs to: `static_site_id` of a
                `StaticSite`.
            key: Its name. Two variables of a site may share it where they are for different
                branches, or for different stages.
            value: Its value, which may be empty.
            is_production: Whether it is there in production. Left out, it is.
            is_preview: Whether it is there in previews. Left out, it is.
            branch: The branch that it is for. Left out: all of them.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _StaticSiteEnvironmentVariableArgs(
            {
                "static_site_id": static_site_id,
                "key": key,
                "value": value,
                "is_production": is_production,
                "is_preview": is_preview,
                "branch": branch,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(
            StaticSiteEnvironmentVariableProvider(), resource_name, props, timeouts, opts
        )

    @property
    @pulumi.getter(name="staticSiteId")
    def static_site_id(self) -> pulumi.Output[str]:
        """The static site that it belongs to: `static_site_id` of a `StaticSite`."""
        value: pulumi.Output[str] = pulumi.get(self, "static_site_id")
        return value

    @property
    @pulumi.getter(name="key")
    def key(self) -> pulumi.Output[str]:
        """Its name. Two variables of a site may share it where they are for different
        branches, or for different stages.
        """
        value: pulumi.Output[str] = pulumi.get(self, "key")
        return value

    @property
    @pulumi.getter(name="value")
    def value(self) -> pulumi.Output[str]:
        """Its value, which may be empty."""
        value: pulumi.Output[str] = pulumi.get(self, "value")
        return value

    @property
    @pulumi.getter(name="isProduction")
    def is_production(self) -> pulumi.Output[bool | None]:
        """Whether it is there in production. Left out, it is."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_production")
        return value

    @property
    @pulumi.getter(name="isPreview")
    def is_preview(self) -> pulumi.Output[bool | None]:
        """Whether it is there in previews. Left out, it is."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_preview")
        return value

    @property
    @pulumi.getter(name="branch")
    def branch(self) -> pulumi.Output[str | None]:
        """The branch that it is for. Left out: all of them."""
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
