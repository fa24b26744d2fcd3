# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""DatabaseInternalConnection, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.databases.internal_connection import DATABASE_INTERNAL_CONNECTION


class DatabaseInternalConnectionProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = DATABASE_INTERNAL_CONNECTION


@pulumi.input_type
class _DatabaseInternalConnectionArgs(dict[str, Any]):
    database_id: pulumi.Input[str] | None = pulumi.property("databaseId")
    target_id: pulumi.Input[str] | None = pulumi.property("targetId")
    target_type: pulumi.Input[str] | None = pulumi.property("targetType")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class DatabaseInternalConnection(
    SevallaResource, module="sevalla", name="DatabaseInternalConnection"
):
    """Lets a database reach an application, or another database, within the cluster, and be
    reached from there. There is one connection for a pair, whichever of the two it was made
    from: one that exists already, also as an `InternalConnection` of the application, is an
    error that tells how to take it over; say it from one of the two sides. Every change
    makes another connection.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        database_id: pulumi.Input[str],
        target_id: pulumi.Input[str],
        target_type: pulumi.Input[str],
        create_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a internal connection of a database.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            database_id: The database that it belongs to.
            target_id: The API's own id of what it connects to, in the same cluster.
            target_type: What that is: `app` or `database`.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _DatabaseInternalConnectionArgs(
            {
                "database_id": database_id,
                "target_id": target_id,
                "target_type": target_type,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "delete": delete_timeout}
        super().__init__(DatabaseInternalConnectionProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="databaseId")
    def database_id(self) -> pulumi.Output[str]:
        """The database that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "database_id")
        return value

    @property
    @pulumi.getter(name="targetId")
    def target_id(self) -> pulumi.Output[str]:
        """The API's own id of what it connects to, in the same cluster."""
        value: pulumi.Output[str] = pulumi.get(self, "target_id")
        return value

    @property
    @pulumi.getter(name="targetType")
    def target_type(self) -> pulumi.Output[str]:
        """What that is: `app` or `database`."""
        value: pulumi.Output[str] = pulumi.get(self, "target_type")
        return value

    @property
    @pulumi.getter(name="connectionId")
    def connection_id(self) -> pulumi.Output[str]:
        """The API's own id of the connection."""
        value: pulumi.Output[str] = pulumi.get(self, "connection_id")
        return value

    @property
    @pulumi.getter(name="sourceId")
    def source_id(self) -> pulumi.Output[str | None]:
        """What it is of."""
        value: pulumi.Output[str | None] = pulumi.get(self, "source_id")
        return value

    @property
    @pulumi.getter(name="sourceType")
    def source_type(self) -> pulumi.Output[str | None]:
        """What that is: `app` or `database`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "source_type")
        return value

    @property
    @pulumi.getter(name="sourceName")
    def source_name(self) -> pulumi.Output[str | None]:
        """What the platform calls that."""
        value: pulumi.Output[str | None] = pulumi.get(self, "source_name")
        return value

    @property
    @pulumi.getter(name="sourceDisplayName")
    def source_display_name(self) -> pulumi.Output[str | None]:
        """What people call that."""
        value: pulumi.Output[str | None] = pulumi.get(self, "source_display_name")
        return value

    @property
    @pulumi.getter(name="targetName")
    def target_name(self) -> pulumi.Output[str | None]:
        """What the platform calls the target."""
        value: pulumi.Output[str | None] = pulumi.get(self, "target_name")
        return value

    @property
    @pulumi.getter(name="targetDisplayName")
    def target_display_name(self) -> pulumi.Output[str | None]:
        """What people call the target."""
        value: pulumi.Output[str | None] = pulumi.get(self, "target_display_name")
        return value
