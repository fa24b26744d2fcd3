# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""LoadBalancer, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.balancers.load_balancer import LOAD_BALANCER


class LoadBalancerProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = LOAD_BALANCER


@pulumi.input_type
class _LoadBalancerArgs(dict[str, Any]):
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")
    type: pulumi.Input[str] | None = pulumi.property("type")
    project_id: pulumi.Input[str] | None = pulumi.property("projectId")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class LoadBalancer(SevallaResource, module="sevalla", name="LoadBalancer"):
    """Spreads requests over destinations, which are resources of their own
    (`LoadBalancerDestination`). It comes with a system domain; further names are
    `LoadBalancerDomain`s. Deleting it takes both along.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        display_name: pulumi.Input[str] | None = None,
        type: pulumi.Input[str] | None = None,
        project_id: pulumi.Input[str] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a load balancer.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            display_name: The name shown in the dashboard, of 2 to 64 characters.
            type: How it chooses among its destinations: `DEFAULT`, by their weights, or `GEO`,
                by how near they are. Default: `DEFAULT`.
            project_id: The project that it is in: `project_id` of a `Project`. A change moves
                it; left out, it is in none.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _LoadBalancerArgs(
            {
                "display_name": display_name,
                "type": type,
                "project_id": project_id,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(LoadBalancerProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard, of 2 to 64 characters."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str | None]:
        """How it chooses among its destinations: `DEFAULT`, by their weights, or `GEO`, by how
        near they are. Default: `DEFAULT`.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="projectId")
    def project_id(self) -> pulumi.Output[str | None]:
        """The project that it is in: `project_id` of a `Project`. A change moves it; left out,
        it is in none.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "project_id")
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
    @pulumi.getter(name="loadBalancerId")
    def load_balancer_id(self) -> pulumi.Output[str]:
        """The API's own id of the load balancer."""
        value: pulumi.Output[str] = pulumi.get(self, "load_balancer_id")
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
