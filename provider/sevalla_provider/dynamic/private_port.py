# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""PrivatePort, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.applications.private_port import PRIVATE_PORT


class PrivatePortProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = PRIVATE_PORT


@pulumi.input_type
class _PrivatePortArgs(dict[str, Any]):
    app_id: pulumi.Input[str] | None = pulumi.property("appId")
    process_id: pulumi.Input[str] | None = pulumi.property("processId")
    port: pulumi.Input[int] | None = pulumi.property("port")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class PrivatePort(SevallaResource, module="sevalla", name="PrivatePort"):
    """Makes a port of a process reachable by other services of the company, and by nobody
    else. Every change makes another port.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        app_id: pulumi.Input[str],
        process_id: pulumi.Input[str],
        port: pulumi.Input[int],
        create_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a private port.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            app_id: The application that it belongs to.
            process_id: The API's own id of the process: `process_id` of a `Process`.
            port: The port that the process listens on.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _PrivatePortArgs(
            {
                "app_id": app_id,
                "process_id": process_id,
                "port": port,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "delete": delete_timeout}
        super().__init__(PrivatePortProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="appId")
    def app_id(self) -> pulumi.Output[str]:
        """The application that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "app_id")
        return value

    @property
    @pulumi.getter(name="processId")
    def process_id(self) -> pulumi.Output[str]:
        """The API's own id of the process: `process_id` of a `Process`."""
        value: pulumi.Output[str] = pulumi.get(self, "process_id")
        return value

    @property
    @pulumi.getter(name="port")
    def port(self) -> pulumi.Output[int]:
        """The port that the process listens on."""
        value: pulumi.Output[int] = pulumi.get(self, "port")
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
    @pulumi.getter(name="privatePortId")
    def private_port_id(self) -> pulumi.Output[str]:
        """The API's own id of the port."""
        value: pulumi.Output[str] = pulumi.get(self, "private_port_id")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """`creating`, `ready`, `failed` or `deleting`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value
