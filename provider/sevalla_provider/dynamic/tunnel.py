# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Tunnel, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic import inputs
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.tunnels.tunnel import TUNNEL


class TunnelProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = TUNNEL


@pulumi.input_type
class _TunnelArgs(dict[str, Any]):
    target: pulumi.Input[str | inputs.TargetAddressArgs] | None = pulumi.property("target")
    agent_id: pulumi.Input[str] | None = pulumi.property("agentId")
    name: pulumi.Input[str] | None = pulumi.property("name")
    protocol: pulumi.Input[str] | None = pulumi.property("protocol")
    is_public: pulumi.Input[bool] | None = pulumi.property("isPublic")
    status: pulumi.Input[str] | None = pulumi.property("status")
    metadata: pulumi.Input[dict[str, pulumi.Input[Any]]] | None = pulumi.property("metadata")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class Tunnel(SevallaResource, module="sevalla", name="Tunnel"):
    """A tunnel of Private Connect: makes a service that one agent can reach reachable for
    other agents (`TunnelConnection`), for visitors (`TunnelShare`), or for everybody.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        target: pulumi.Input[str | inputs.TargetAddressArgs | inputs.TargetAddressArgsDict],
        agent_id: pulumi.Input[str],
        name: pulumi.Input[str] | None = None,
        protocol: pulumi.Input[str] | None = None,
        is_public: pulumi.Input[bool] | None = None,
        status: pulumi.Input[str] | None = None,
        metadata: pulumi.Input[dict[str, pulumi.Input[Any]]] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a tunnel.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            target: Where it leads: `host:port`, or an object of `host` and `port`.
            agent_id: The agent beside the target, which serves the tunnel.
            name: The name, of which there is one in a workspace.
            protocol: What it carries. Left out, the server chooses.
            is_public: Whether anybody may come in, by `public_url`. Prefer a `TunnelShare`.
            status: `active` (default), or `paused`: it exists and accepts nothing.
            metadata: Whatever you want to note of it: any JSON object.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _TunnelArgs(
            {
                "target": target,
                "agent_id": agent_id,
                "name": name,
                "protocol": protocol,
                "is_public": is_public,
                "status": status,
                "metadata": metadata,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(TunnelProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="target")
    def target(self) -> pulumi.Output[str]:
        """Where it leads: `host:port`, or an object of `host` and `port`."""
        value: pulumi.Output[str] = pulumi.get(self, "target")
        return value

    @property
    @pulumi.getter(name="agentId")
    def agent_id(self) -> pulumi.Output[str]:
        """The agent beside the target, which serves the tunnel."""
        value: pulumi.Output[str] = pulumi.get(self, "agent_id")
        return value

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str]:
        """The name, of which there is one in a workspace."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="protocol")
    def protocol(self) -> pulumi.Output[str | None]:
        """What it carries. Left out, the server chooses."""
        value: pulumi.Output[str | None] = pulumi.get(self, "protocol")
        return value

    @property
    @pulumi.getter(name="isPublic")
    def is_public(self) -> pulumi.Output[bool | None]:
        """Whether anybody may come in, by `public_url`. Prefer a `TunnelShare`."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_public")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """`active` (default), or `paused`: it exists and accepts nothing."""
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value

    @property
    @pulumi.getter(name="metadata")
    def metadata(self) -> pulumi.Output[dict[str, Any] | None]:
        """Whatever you want to note of it: any JSON object."""
        value: pulumi.Output[dict[str, Any] | None] = pulumi.get(self, "metadata")
        return value

    @property
    @pulumi.getter(name="tunnelId")
    def tunnel_id(self) -> pulumi.Output[str]:
        """The API's own id of the tunnel."""
        value: pulumi.Output[str] = pulumi.get(self, "tunnel_id")
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
        """The port on the hub, from 23000 to 23999."""
        value: pulumi.Output[int | None] = pulumi.get(self, "tunnel_port")
        return value

    @property
    @pulumi.getter(name="publicUrl")
    def public_url(self) -> pulumi.Output[str | None]:
        """Where a public tunnel is reached."""
        value: pulumi.Output[str | None] = pulumi.get(self, "public_url")
        return value

    @property
    @pulumi.getter(name="agentLabel")
    def agent_label(self) -> pulumi.Output[str | None]:
        """The label of the agent."""
        value: pulumi.Output[str | None] = pulumi.get(self, "agent_label")
        return value

    @property
    @pulumi.getter(name="agentOnline")
    def agent_online(self) -> pulumi.Output[bool | None]:
        """Whether the agent is online."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "agent_online")
        return value

    @property
    @pulumi.getter(name="connectionString")
    def connection_string(self) -> pulumi.Output[str | None]:
        """How a connected agent's machine reaches the target, by default."""
        value: pulumi.Output[str | None] = pulumi.get(self, "connection_string")
        return value

    @property
    @pulumi.getter(name="createdAt")
    def created_at(self) -> pulumi.Output[str | None]:
        """When it was made, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "created_at")
        return value

    @property
    @pulumi.getter(name="lastCheckedAt")
    def last_checked_at(self) -> pulumi.Output[str | None]:
        """When it was last seen to work, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "last_checked_at")
        return value
