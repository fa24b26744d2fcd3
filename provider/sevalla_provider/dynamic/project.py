# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Project, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic import outputs
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.company.project import PROJECT


class ProjectProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = PROJECT


@pulumi.input_type
class _ProjectArgs(dict[str, Any]):
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class Project(SevallaResource, module="sevalla", name="Project"):
    """Groups services of the company. Deleting it leaves its services, which are then in no
    project; what API keys may do within it goes with it.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        display_name: pulumi.Input[str] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a project.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            display_name: The name shown in the dashboard.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _ProjectArgs(
            {
                "display_name": display_name,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(ProjectProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
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
    @pulumi.getter(name="projectId")
    def project_id(self) -> pulumi.Output[str]:
        """The API's own id of the project."""
        value: pulumi.Output[str] = pulumi.get(self, "project_id")
        return value

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str | None]:
        """The platform's own name of it, which lasts."""
        value: pulumi.Output[str | None] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="companyId")
    def company_id(self) -> pulumi.Output[str | None]:
        """The company that it belongs to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "company_id")
        return value

    @property
    @pulumi.getter(name="services")
    def services(self) -> pulumi.Output[list[outputs.ProjectMember] | None]:
        """The services in it, when it was last looked at."""
        value: pulumi.Output[list[outputs.ProjectMember] | None] = pulumi.get(self, "services")
        return value
