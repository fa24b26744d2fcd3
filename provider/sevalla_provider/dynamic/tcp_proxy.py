# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""TcpProxy, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY


class TcpProxyProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = TCP_PROXY


@pulumi.input_type
class _TcpProxyArgs(dict[str, Any]):
    app_id: pulumi.Input[str] | None = pulumi.property("appId")
    process_id: pulumi.Input[str] | None = pulumi.property("processId")
    port: pulumi.Input[int] | None = pulumi.property("port")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class TcpProxy(SevallaResource, module="sevalla", name="TcpProxy"):
    """Makes a TCP port of a process reachable from outside, at `hostname` and `external_port`,
    both chosen by the platform. Every change makes another proxy.
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
        """Declare a TCP proxy.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            app_id: The application that it belongs to.
            process_id: The API's own id of the process: `process_id` of a `Process`.
            port: The port that the process listens on.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _TcpProxyArgs(
            {
                "app_id": app_id,
                "process_id": process_id,
                "port": port,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "delete": delete_timeout}
        super().__init__(TcpProxyProvider(), resource_name, props, timeouts, opts)

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
    @pulumi.getter(name="tcpProxyId")
    def tcp_proxy_id(self) -> pulumi.Output[str]:
        """The API's own id of the proxy."""
        value: pulumi.Output[str] = pulumi.get(self, "tcp_proxy_id")
        return value

    @property
    @pulumi.getter(name="externalPort")
    def external_port(self) -> pulumi.Output[int | None]:
        """The port to connect to, from 30000 to 30999."""
        value: pulumi.Output[int | None] = pulumi.get(self, "external_port")
        return value

    @property
    @pulumi.getter(name="hostname")
    def hostname(self) -> pulumi.Output[str | None]:
        """The host to connect to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "hostname")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """`creating`, `ready`, `failed` or `deleting`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value
