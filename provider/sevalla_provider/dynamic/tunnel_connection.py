# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""TunnelConnection, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.tunnels.tunnel_connection import TUNNEL_CONNECTION


class TunnelConnectionProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = TUNNEL_CONNECTION


@pulumi.input_type
class _TunnelConnectionArgs(dict[str, Any]):
    tunnel_id: pulumi.Input[str] | None = pulumi.property("tunnelId")
    agent_id: pulumi.Input[str] | None = pulumi.property("agentId")
    local_port: pulumi.Input[int] | None = pulumi.property("localPort")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class TunnelConnection(SevallaResource, module="sevalla", name="TunnelConnection"):
    """Connects an agent to a tunnel, so that the target is at `localhost` on the agent's
    machine.

    The API can neither read nor undo a connection: it is taken to be there as long as its
    tunnel is, and deleting it only forgets it. Delete the tunnel to end it.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        tunnel_id: pulumi.Input[str],
        agent_id: pulumi.Input[str],
        local_port: pulumi.Input[int] | None = None,
        create_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a tunnel connection.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            tunnel_id: The tunnel: `tunnel_id` of a `Tunnel`.
            agent_id: The agent that connects.
            local_port: The port on the agent's machine. Left out, that of the target.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _TunnelConnectionArgs(
            {
                "tunnel_id": tunnel_id,
                "agent_id": agent_id,
                "local_port": local_port,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "delete": delete_timeout}
        super().__init__(TunnelConnectionProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="tunnelId")
    def tunnel_id(self) -> pulumi.Output[str]:
        """The tunnel: `tunnel_id` of a `Tunnel`."""
        value: pulumi.Output[str] = pulumi.get(self, "tunnel_id")
        return value

    @property
    @pulumi.getter(name="agentId")
    def agent_id(self) -> pulumi.Output[str]:
        """The agent that connects."""
        value: pulumi.Output[str] = pulumi.get(self, "agent_id")
        return value

    @property
    @pulumi.getter(name="localPort")
    def local_port(self) -> pulumi.Output[int | None]:
        """The port on the agent's machine. Left out, that of the target."""
        value: pulumi.Output[int | None] = pulumi.get(self, "local_port")
        return value

    @property
    @pulumi.getter(name="targetHost")
    def target_host(self) -> pulumi.Output[str | None]:
        """The host of the target."""
        value: pulumi.Output[str | None] = pulumi.get(self, "target_host")
        return value

    @property
    @pulumi.getter(name="targetPort")
    def target_port(self) -> pulumi.Output[int | None]:
        """The port of the target."""
        value: pulumi.Output[int | None] = pulumi.get(self, "target_port")
        return value

    @property
    @pulumi.getter(name="tunnelPort")
    def tunnel_port(self) -> pulumi.Output[int | None]:
        """The port on the hub."""
        value: pulumi.Output[int | None] = pulumi.get(self, "tunnel_port")
        return value

    @property
    @pulumi.getter(name="connectionString")
    def connection_string(self) -> pulumi.Output[str | None]:
        """What a program on the agent's machine connects to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "connection_string")
        return value
