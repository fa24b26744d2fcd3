# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""ProjectService, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.company.project_service import PROJECT_SERVICE


class ProjectServiceProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = PROJECT_SERVICE


@pulumi.input_type
class _ProjectServiceArgs(dict[str, Any]):
    project_id: pulumi.Input[str] | None = pulumi.property("projectId")
    service_id: pulumi.Input[str] | None = pulumi.property("serviceId")
    service_type: pulumi.Input[str] | None = pulumi.property("serviceType")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class ProjectService(SevallaResource, module="sevalla", name="ProjectService"):
    """Puts a service into a project. A service is in one project at most: where it is in
    another one already, that is an error that names it. It is the same fact as a service's
    own `project_id`: say it in one of the two places. A pipeline takes the applications of
    all its stages along. Deleting it takes the service out of the project, and leaves it.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        project_id: pulumi.Input[str],
        service_id: pulumi.Input[str],
        service_type: pulumi.Input[str],
        create_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a project service.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            project_id: The project: `project_id` of a `Project`.
            service_id: The service, such as `app_id` of an application.
            service_type: What it is: `app`, `database`, `pipeline` or `object-storage`.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _ProjectServiceArgs(
            {
                "project_id": project_id,
                "service_id": service_id,
                "service_type": service_type,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "delete": delete_timeout}
        super().__init__(ProjectServiceProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="projectId")
    def project_id(self) -> pulumi.Output[str]:
        """The project: `project_id` of a `Project`."""
        value: pulumi.Output[str] = pulumi.get(self, "project_id")
        return value

    @property
    @pulumi.getter(name="serviceId")
    def service_id(self) -> pulumi.Output[str]:
        """The service, such as `app_id` of an application."""
        value: pulumi.Output[str] = pulumi.get(self, "service_id")
        return value

    @property
    @pulumi.getter(name="serviceType")
    def service_type(self) -> pulumi.Output[str]:
        """What it is: `app`, `database`, `pipeline` or `object-storage`."""
        value: pulumi.Output[str] = pulumi.get(self, "service_type")
        return value

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str | None]:
        """The platform's own name of the service."""
        value: pulumi.Output[str | None] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str | None]:
        """The name of the service that the dashboard shows."""
        value: pulumi.Output[str | None] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str | None]:
        """What the project says that it is, in the words of `service_type`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "type")
        return value
