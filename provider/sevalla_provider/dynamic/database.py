# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Database, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic import inputs, outputs
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.databases.database import DATABASE


class DatabaseProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = DATABASE


@pulumi.input_type
class _DatabaseArgs(dict[str, Any]):
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")
    type: pulumi.Input[str] | None = pulumi.property("type")
    version: pulumi.Input[str] | None = pulumi.property("version")
    cluster_id: pulumi.Input[str] | None = pulumi.property("clusterId")
    resource_type_id: pulumi.Input[str] | None = pulumi.property("resourceTypeId")
    db_name: pulumi.Input[str] | None = pulumi.property("dbName")
    db_password: pulumi.Input[str] | None = pulumi.property("dbPassword")
    db_user: pulumi.Input[str] | None = pulumi.property("dbUser")
    project_id: pulumi.Input[str] | None = pulumi.property("projectId")
    extensions: pulumi.Input[inputs.ExtensionsArgs] | None = pulumi.property("extensions")
    is_external_connection_enabled: pulumi.Input[bool] | None = pulumi.property(
        "isExternalConnectionEnabled"
    )
    is_suspended: pulumi.Input[bool] | None = pulumi.property("isSuspended")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class Database(SevallaResource, module="sevalla", name="Database"):
    """A database. It is waited for until it is ready, and so is each change. `db_password`
    changes in place; `type`, `version`, `cluster_id`, `db_name`, `db_user` and `extensions`
    make another database, **and all data of the old one is deleted**: the preview warns of
    it, and the resource option `protect` prevents it.

    After an import `db_password`, `db_user` and `extensions` are unknown: what a program
    says of them first is no difference. `internal_url` and `external_url` hold user and
    password, percent-encoded, and are secret.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        type: pulumi.Input[str],
        version: pulumi.Input[str],
        cluster_id: pulumi.Input[str],
        resource_type_id: pulumi.Input[str],
        db_name: pulumi.Input[str],
        db_password: pulumi.Input[str],
        display_name: pulumi.Input[str] | None = None,
        db_user: pulumi.Input[str] | None = None,
        project_id: pulumi.Input[str] | None = None,
        extensions: pulumi.Input[inputs.ExtensionsArgs | inputs.ExtensionsArgsDict] | None = None,
        is_external_connection_enabled: pulumi.Input[bool] | None = None,
        is_suspended: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a database.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            type: `postgresql`, `mysql`, `mariadb`, `mongodb`, `redis` or `valkey`.
            version: The version, such as `16`; the API lists none. That the platform says it
                more exactly, such as `16.4`, is no difference.
            cluster_id: The cluster that it runs in: `id` of `getClusters`.
            resource_type_id: Its size, storage included: `id` of `getDatabaseResourceTypes`. A
                change resizes it, which is waited for.
            db_name: The name of the database within it.
            db_password: The password. A change resets it in place, and breaks the connections
                of old. No call shows it, so that a change by somebody else is not seen.
            display_name: The name shown in the dashboard, of 2 to 64 characters.
            db_user: The user, which is neither `root` nor `postgres`. Left out, the engine's
                own. No call shows it.
            project_id: The project that it is in; left out, it is in none. Say it here or by a
                `ProjectService`, not in both ways: what is left out here takes it out again.
            extensions: What PostgreSQL is made with; `postgresql` only. No call shows it.
            is_external_connection_enabled: Whether it can be reached from outside of its
                cluster. Off at first; left out, that is not watched.
            is_suspended: Whether it is suspended. Left out, that is not watched.
            create_timeout: How long to wait at create, such as "5m"; 20 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 20 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 20 minutes by default.
        """
        props = _DatabaseArgs(
            {
                "display_name": display_name,
                "type": type,
                "version": version,
                "cluster_id": cluster_id,
                "resource_type_id": resource_type_id,
                "db_name": db_name,
                "db_password": db_password,
                "db_user": db_user,
                "project_id": project_id,
                "extensions": extensions,
                "is_external_connection_enabled": is_external_connection_enabled,
                "is_suspended": is_suspended,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(DatabaseProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard, of 2 to 64 characters."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str]:
        """`postgresql`, `mysql`, `mariadb`, `mongodb`, `redis` or `valkey`."""
        value: pulumi.Output[str] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="version")
    def version(self) -> pulumi.Output[str]:
        """The version, such as `16`; the API lists none. That the platform says it more
        exactly, such as `16.4`, is no difference.
        """
        value: pulumi.Output[str] = pulumi.get(self, "version")
        return value

    @property
    @pulumi.getter(name="clusterId")
    def cluster_id(self) -> pulumi.Output[str]:
        """The cluster that it runs in: `id` of `getClusters`."""
        value: pulumi.Output[str] = pulumi.get(self, "cluster_id")
        return value

    @property
    @pulumi.getter(name="resourceTypeId")
    def resource_type_id(self) -> pulumi.Output[str]:
        """Its size, storage included: `id` of `getDatabaseResourceTypes`. A change resizes it,
        which is waited for.
        """
        value: pulumi.Output[str] = pulumi.get(self, "resource_type_id")
        return value

    @property
    @pulumi.getter(name="dbName")
    def db_name(self) -> pulumi.Output[str]:
        """The name of the database within it."""
        value: pulumi.Output[str] = pulumi.get(self, "db_name")
        return value

    @property
    @pulumi.getter(name="dbPassword")
    def db_password(self) -> pulumi.Output[str]:
        """The password. A change resets it in place, and breaks the connections of old. No
        call shows it, so that a change by somebody else is not seen.
        """
        value: pulumi.Output[str] = pulumi.get(self, "db_password")
        return value

    @property
    @pulumi.getter(name="dbUser")
    def db_user(self) -> pulumi.Output[str | None]:
        """The user, which is neither `root` nor `postgres`. Left out, the engine's own. No
        call shows it.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "db_user")
        return value

    @property
    @pulumi.getter(name="projectId")
    def project_id(self) -> pulumi.Output[str | None]:
        """The project that it is in; left out, it is in none. Say it here or by a
        `ProjectService`, not in both ways: what is left out here takes it out again.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "project_id")
        return value

    @property
    @pulumi.getter(name="extensions")
    def extensions(self) -> pulumi.Output[outputs.Extensions | None]:
        """What PostgreSQL is made with; `postgresql` only. No call shows it."""
        value: pulumi.Output[outputs.Extensions | None] = pulumi.get(self, "extensions")
        return value

    @property
    @pulumi.getter(name="isExternalConnectionEnabled")
    def is_external_connection_enabled(self) -> pulumi.Output[bool | None]:
        """Whether it can be reached from outside of its cluster. Off at first; left out, that
        is not watched.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_external_connection_enabled")
        return value

    @property
    @pulumi.getter(name="isSuspended")
    def is_suspended(self) -> pulumi.Output[bool | None]:
        """Whether it is suspended. Left out, that is not watched."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_suspended")
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
    @pulumi.getter(name="databaseId")
    def database_id(self) -> pulumi.Output[str]:
        """The API's own id of the database."""
        value: pulumi.Output[str] = pulumi.get(self, "database_id")
        return value

    @property
    @pulumi.getter(name="companyId")
    def company_id(self) -> pulumi.Output[str | None]:
        """The company that it belongs to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "company_id")
        return value

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str | None]:
        """The platform's own name of it, which lasts."""
        value: pulumi.Output[str | None] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """`creating`, `ready`, `updating`, `suspended`, `error`, or how a change of the
        password or a restore goes: `passwordChange`, `passwordChangeFailed` and others.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value

    @property
    @pulumi.getter(name="clusterDisplayName")
    def cluster_display_name(self) -> pulumi.Output[str | None]:
        """The name of its cluster."""
        value: pulumi.Output[str | None] = pulumi.get(self, "cluster_display_name")
        return value

    @property
    @pulumi.getter(name="clusterLocation")
    def cluster_location(self) -> pulumi.Output[str | None]:
        """Where its cluster is."""
        value: pulumi.Output[str | None] = pulumi.get(self, "cluster_location")
        return value

    @property
    @pulumi.getter(name="resourceTypeName")
    def resource_type_name(self) -> pulumi.Output[str | None]:
        """The name of its size."""
        value: pulumi.Output[str | None] = pulumi.get(self, "resource_type_name")
        return value

    @property
    @pulumi.getter(name="cpuLimit")
    def cpu_limit(self) -> pulumi.Output[int | None]:
        """CPU, in millicores."""
        value: pulumi.Output[int | None] = pulumi.get(self, "cpu_limit")
        return value

    @property
    @pulumi.getter(name="memoryLimit")
    def memory_limit(self) -> pulumi.Output[int | None]:
        """Memory, in MB."""
        value: pulumi.Output[int | None] = pulumi.get(self, "memory_limit")
        return value

    @property
    @pulumi.getter(name="storageSize")
    def storage_size(self) -> pulumi.Output[int | None]:
        """Storage, in MB."""
        value: pulumi.Output[int | None] = pulumi.get(self, "storage_size")
        return value

    @property
    @pulumi.getter(name="internalHostname")
    def internal_hostname(self) -> pulumi.Output[str | None]:
        """Its name within its cluster, and nowhere else."""
        value: pulumi.Output[str | None] = pulumi.get(self, "internal_hostname")
        return value

    @property
    @pulumi.getter(name="internalPort")
    def internal_port(self) -> pulumi.Output[int | None]:
        """The port there."""
        value: pulumi.Output[int | None] = pulumi.get(self, "internal_port")
        return value

    @property
    @pulumi.getter(name="externalHostname")
    def external_hostname(self) -> pulumi.Output[str | None]:
        """Its name outside; nothing while the external connection is off."""
        value: pulumi.Output[str | None] = pulumi.get(self, "external_hostname")
        return value

    @property
    @pulumi.getter(name="externalPort")
    def external_port(self) -> pulumi.Output[int | None]:
        """The port there."""
        value: pulumi.Output[int | None] = pulumi.get(self, "external_port")
        return value

    @property
    @pulumi.getter(name="internalUrl")
    def internal_url(self) -> pulumi.Output[str]:
        """How programs in its cluster connect to it, user and password included; nothing while
        the password is not known: after an import, until a refresh that follows an `up`
        which says it.
        """
        value: pulumi.Output[str] = pulumi.get(self, "internal_url")
        return value

    @property
    @pulumi.getter(name="externalUrl")
    def external_url(self) -> pulumi.Output[str | None]:
        """The same from outside; nothing while the external connection is off."""
        value: pulumi.Output[str | None] = pulumi.get(self, "external_url")
        return value
