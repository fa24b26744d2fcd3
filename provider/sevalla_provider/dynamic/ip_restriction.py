# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""IpRestriction, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.applications.ip_restriction import IP_RESTRICTION


class IpRestrictionProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = IP_RESTRICTION


@pulumi.input_type
class _IpRestrictionArgs(dict[str, Any]):
    app_id: pulumi.Input[str] | None = pulumi.property("appId")
    type: pulumi.Input[str] | None = pulumi.property("type")
    is_enabled: pulumi.Input[bool] | None = pulumi.property("isEnabled")
    ip_list: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property("ipList")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class IpRestriction(SevallaResource, module="sevalla", name="IpRestriction"):
    """The addresses from which an application may be entered, or may not. Every application
    has one restriction; its id is the application's. One that somebody else has set
    already, and not as the program says, is not overwritten: the error tells how to import
    it. A destroy puts back what there was before anybody configured it: nobody is kept out.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        app_id: pulumi.Input[str],
        type: pulumi.Input[str],
        ip_list: pulumi.Input[list[pulumi.Input[str]]],
        is_enabled: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a IP restriction.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            app_id: The application that it belongs to.
            type: `allow`: only these may enter. `deny`: these may not.
            ip_list: IPv4 and IPv6 addresses and CIDRs, at most 500. Their order means nothing,
                and `10.1.2.3/8` is the same as `10.0.0.0/8`.
            is_enabled: Whether it has an effect. Left out, it has.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _IpRestrictionArgs(
            {
                "app_id": app_id,
                "type": type,
                "is_enabled": is_enabled,
                "ip_list": ip_list,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(IpRestrictionProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="appId")
    def app_id(self) -> pulumi.Output[str]:
        """The application that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "app_id")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str]:
        """`allow`: only these may enter. `deny`: these may not."""
        value: pulumi.Output[str] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="isEnabled")
    def is_enabled(self) -> pulumi.Output[bool | None]:
        """Whether it has an effect. Left out, it has."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_enabled")
        return value

    @property
    @pulumi.getter(name="ipList")
    def ip_list(self) -> pulumi.Output[list[str]]:
        """IPv4 and IPv6 addresses and CIDRs, at most 500. Their order means nothing, and
        `10.1.2.3/8` is the same as `10.0.0.0/8`.
        """
        value: pulumi.Output[list[str]] = pulumi.get(self, "ip_list")
        return value
