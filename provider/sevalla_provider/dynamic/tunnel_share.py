# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""TunnelShare, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.tunnels.tunnel_share import TUNNEL_SHARE


class TunnelShareProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = TUNNEL_SHARE


@pulumi.input_type
class _TunnelShareArgs(dict[str, Any]):
    tunnel_id: pulumi.Input[str] | None = pulumi.property("tunnelId")
    name: pulumi.Input[str] | None = pulumi.property("name")
    description: pulumi.Input[str] | None = pulumi.property("description")
    expires_in: pulumi.Input[str] | None = pulumi.property("expiresIn")
    allowed_methods: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property(
        "allowedMethods"
    )
    rate_limit_per_min: pulumi.Input[int] | None = pulumi.property("rateLimitPerMin")
    recreate_on_expiry: pulumi.Input[bool] | None = pulumi.property("recreateOnExpiry")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class TunnelShare(SevallaResource, module="sevalla", name="TunnelShare"):
    """A link by which visitors without an agent reach a tunnel, for a while.

    When it has expired or was revoked, a refresh notices, and the next `pulumi up` makes a
    new one. To delete it is to revoke it; where the API wants a signed-in person for that,
    it is forgotten, with a warning. It cannot be imported: its token is told but once.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        tunnel_id: pulumi.Input[str],
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        expires_in: pulumi.Input[str] | None = None,
        allowed_methods: pulumi.Input[list[pulumi.Input[str]]] | None = None,
        rate_limit_per_min: pulumi.Input[int] | None = None,
        recreate_on_expiry: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a tunnel share.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            tunnel_id: The tunnel: `tunnel_id` of a `Tunnel`.
            name: The name shown to those who manage shares.
            description: What it is for.
            expires_in: How long it lasts. Left out, the server chooses.
            allowed_methods: HTTP methods; tunnels of http(s) only.
            rate_limit_per_min: Requests a minute, from 1 to 1000.
            recreate_on_expiry: Whether the next `pulumi up` makes a new one after it has
                expired (default), or it stays as `expired`.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _TunnelShareArgs(
            {
                "tunnel_id": tunnel_id,
                "name": name,
                "description": description,
                "expires_in": expires_in,
                "allowed_methods": allowed_methods,
                "rate_limit_per_min": rate_limit_per_min,
                "recreate_on_expiry": recreate_on_expiry,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(TunnelShareProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="tunnelId")
    def tunnel_id(self) -> pulumi.Output[str]:
        """The tunnel: `tunnel_id` of a `Tunnel`."""
        value: pulumi.Output[str] = pulumi.get(self, "tunnel_id")
        return value

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str]:
        """The name shown to those who manage shares."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="description")
    def description(self) -> pulumi.Output[str | None]:
        """What it is for."""
        value: pulumi.Output[str | None] = pulumi.get(self, "description")
        return value

    @property
    @pulumi.getter(name="expiresIn")
    def expires_in(self) -> pulumi.Output[str | None]:
        """How long it lasts. Left out, the server chooses."""
        value: pulumi.Output[str | None] = pulumi.get(self, "expires_in")
        return value

    @property
    @pulumi.getter(name="allowedMethods")
    def allowed_methods(self) -> pulumi.Output[list[str] | None]:
        """HTTP methods; tunnels of http(s) only."""
        value: pulumi.Output[list[str] | None] = pulumi.get(self, "allowed_methods")
        return value

    @property
    @pulumi.getter(name="rateLimitPerMin")
    def rate_limit_per_min(self) -> pulumi.Output[int | None]:
        """Requests a minute, from 1 to 1000."""
        value: pulumi.Output[int | None] = pulumi.get(self, "rate_limit_per_min")
        return value

    @property
    @pulumi.getter(name="recreateOnExpiry")
    def recreate_on_expiry(self) -> pulumi.Output[bool | None]:
        """Whether the next `pulumi up` makes a new one after it has expired (default), or it
        stays as `expired`.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "recreate_on_expiry")
        return value

    @property
    @pulumi.getter(name="shareId")
    def share_id(self) -> pulumi.Output[str]:
        """The API's own id of the share."""
        value: pulumi.Output[str] = pulumi.get(self, "share_id")
        return value

    @property
    @pulumi.getter(name="token")
    def token(self) -> pulumi.Output[str | None]:
        """What lets a visitor in."""
        value: pulumi.Output[str | None] = pulumi.get(self, "token")
        return value

    @property
    @pulumi.getter(name="shareUrl")
    def share_url(self) -> pulumi.Output[str | None]:
        """The link for visitors."""
        value: pulumi.Output[str | None] = pulumi.get(self, "share_url")
        return value

    @property
    @pulumi.getter(name="expiresAt")
    def expires_at(self) -> pulumi.Output[str | None]:
        """When it expires, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "expires_at")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """`active` or `expired`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value
