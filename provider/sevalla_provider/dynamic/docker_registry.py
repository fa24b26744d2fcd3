# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""DockerRegistry, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.company.docker_registry import DOCKER_REGISTRY


class DockerRegistryProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = DOCKER_REGISTRY


@pulumi.input_type
class _DockerRegistryArgs(dict[str, Any]):
    name: pulumi.Input[str] | None = pulumi.property("name")
    username: pulumi.Input[str] | None = pulumi.property("username")
    secret: pulumi.Input[str] | None = pulumi.property("secret")
    registry: pulumi.Input[str] | None = pulumi.property("registry")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class DockerRegistry(SevallaResource, module="sevalla", name="DockerRegistry"):
    """A credential of a Docker registry, with which applications pull private images. After an
    import `secret` is unknown: what a program says of it then is no difference, and what it
    says later is written.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        username: pulumi.Input[str],
        secret: pulumi.Input[str],
        name: pulumi.Input[str] | None = None,
        registry: pulumi.Input[str] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a Docker registry credential.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            username: Who signs in to the registry.
            secret: The password or token. No call shows it again, so that a change by somebody
                else is not seen.
            name: The name shown in the dashboard.
            registry: Which registry. Left out, the server chooses.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _DockerRegistryArgs(
            {
                "name": name,
                "username": username,
                "secret": secret,
                "registry": registry,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(DockerRegistryProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="username")
    def username(self) -> pulumi.Output[str]:
        """Who signs in to the registry."""
        value: pulumi.Output[str] = pulumi.get(self, "username")
        return value

    @property
    @pulumi.getter(name="secret")
    def secret(self) -> pulumi.Output[str]:
        """The password or token. No call shows it again, so that a change by somebody else is
        not seen.
        """
        value: pulumi.Output[str] = pulumi.get(self, "secret")
        return value

    @property
    @pulumi.getter(name="registry")
    def registry(self) -> pulumi.Output[str | None]:
        """Which registry. Left out, the server chooses."""
        value: pulumi.Output[str | None] = pulumi.get(self, "registry")
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
    @pulumi.getter(name="dockerRegistryId")
    def docker_registry_id(self) -> pulumi.Output[str]:
        """The API's own id: what an application names the credential by."""
        value: pulumi.Output[str] = pulumi.get(self, "docker_registry_id")
        return value

    @property
    @pulumi.getter(name="companyId")
    def company_id(self) -> pulumi.Output[str | None]:
        """The company that it belongs to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "company_id")
        return value
