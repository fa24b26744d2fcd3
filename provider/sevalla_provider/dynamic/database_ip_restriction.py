# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""DatabaseIpRestriction, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.databases.ip_restriction import DATABASE_IP_RESTRICTION


class DatabaseIpRestrictionProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = DATABASE_IP_RESTRICTION


@pulumi.input_type
class _DatabaseIpRestrictionArgs(dict[str, Any]):
    database_id: pulumi.Input[str] | None = pulumi.property("databaseId")
    type: pulumi.Input[str] | None = pulumi.property("type")
    is_enabled: pulumi.Input[bool] | None = pulumi.property("isEnabled")
    ip_list: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property("ipList")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class DatabaseIpRestriction(SevallaResource, module="sevalla", name="DatabaseIpRestriction"):
    """The addresses from which a database may be reached, or may not, while its external
    connection is enabled; connections within the cluster are not concerned. Every database
    has one restriction; its id is the database's. One that somebody else has set already,
    and not as the program says, is not overwritten: the error tells how to import it. A
    destroy puts back what there was before anybody configured it: nobody is kept out.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        database_id: pulumi.Input[str],
        type: pulumi.Input[str],
        ip_list: pulumi.Input[list[pulumi.Input[str]]],
        is_enabled: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a IP restriction of a database.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            database_id: The database that it belongs to.
            type: `allow`: only these may enter. `deny`: these may not.
            ip_list: Public IPv4 and IPv6 addresses and CIDRs, at most 500. Their order means
                nothing, and `203.0.113.7/24` is the same as `203.0.113.0/24`.
            is_enabled: Whether it has an effect. Left out, it has.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _DatabaseIpRestrictionArgs(
            {
                "database_id": database_id,
                "type": type,
                "is_enabled": is_enabled,
                "ip_list": ip_list,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(DatabaseIpRestrictionProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="databaseId")
    def database_id(self) -> pulumi.Output[str]:
        """The database that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "database_id")
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
        """Public IPv4 and IPv6 addresses and CIDRs, at most 500. Their order means nothing,
        and `203.0.113.7/24` is the same as `203.0.113.0/24`.
        """
        value: pulumi.Output[list[str]] = pulumi.get(self, "ip_list")
        return value
