# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""LoadBalancerDestination, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.balancers.load_balancer_destination import LOAD_BALANCER_DESTINATION


class LoadBalancerDestinationProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = LOAD_BALANCER_DESTINATION


@pulumi.input_type
class _LoadBalancerDestinationArgs(dict[str, Any]):
    load_balancer_id: pulumi.Input[str] | None = pulumi.property("loadBalancerId")
    service_type: pulumi.Input[str] | None = pulumi.property("serviceType")
    service_id: pulumi.Input[str] | None = pulumi.property("serviceId")
    url: pulumi.Input[str] | None = pulumi.property("url")
    weight: pulumi.Input[int] | None = pulumi.property("weight")
    latitude: pulumi.Input[float] | None = pulumi.property("latitude")
    longitude: pulumi.Input[float] | None = pulumi.property("longitude")
    is_enabled: pulumi.Input[bool] | None = pulumi.property("isEnabled")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class LoadBalancerDestination(SevallaResource, module="sevalla", name="LoadBalancerDestination"):
    """Where a load balancer leads: to a service of the company, to another load balancer, or
    to somewhere else. It takes requests at once. All but `is_enabled` makes another one
    when it changes, and that comes before the old one goes, so that requests are answered
    all the while. A load balancer has at most 20 destinations: with that many, set the
    resource option `deleteBeforeReplace`.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        load_balancer_id: pulumi.Input[str],
        service_type: pulumi.Input[str],
        service_id: pulumi.Input[str] | None = None,
        url: pulumi.Input[str] | None = None,
        weight: pulumi.Input[int] | None = None,
        latitude: pulumi.Input[float] | None = None,
        longitude: pulumi.Input[float] | None = None,
        is_enabled: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a load balancer destination.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            load_balancer_id: The load balancer that it belongs to.
            service_type: What it is: `APP`, `STATIC_SITE`, `OBJECT_STORAGE` or `LOAD_BALANCER`,
                each with `service_id`; or `EXTERNAL`, with `url`.
            service_id: The API's own id of the service; needed with every type but `EXTERNAL`,
                which has none.
            url: Where an `EXTERNAL` one is; needed there, and nowhere else.
            weight: Its share of the requests against the others' weights, from 0 to 10000, of a
                load balancer of the type `DEFAULT`. Left out, the platform chooses.
            latitude: Where it is, in degrees north, for a load balancer of the type `GEO`. Left
                out, the platform takes the place of the service.
            longitude: Where it is, in degrees east, for a load balancer of the type `GEO`. Left
                out, the platform takes the place of the service.
            is_enabled: Whether requests are sent to it. It changes in place. A new one is
                enabled at once, and false switches it off right after that. Left out, that is
                not watched.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _LoadBalancerDestinationArgs(
            {
                "load_balancer_id": load_balancer_id,
                "service_type": service_type,
                "service_id": service_id,
                "url": url,
                "weight": weight,
                "latitude": latitude,
                "longitude": longitude,
                "is_enabled": is_enabled,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(LoadBalancerDestinationProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="loadBalancerId")
    def load_balancer_id(self) -> pulumi.Output[str]:
        """The load balancer that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "load_balancer_id")
        return value

    @property
    @pulumi.getter(name="serviceType")
    def service_type(self) -> pulumi.Output[str]:
        """What it is: `APP`, `STATIC_SITE`, `OBJECT_STORAGE` or `LOAD_BALANCER`, each with
        `service_id`; or `EXTERNAL`, with `url`.
        """
        value: pulumi.Output[str] = pulumi.get(self, "service_type")
        return value

    @property
    @pulumi.getter(name="serviceId")
    def service_id(self) -> pulumi.Output[str | None]:
        """The API's own id of the service; needed with every type but `EXTERNAL`, which has
        none.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "service_id")
        return value

    @property
    @pulumi.getter(name="url")
    def url(self) -> pulumi.Output[str | None]:
        """Where an `EXTERNAL` one is; needed there, and nowhere else."""
        value: pulumi.Output[str | None] = pulumi.get(self, "url")
        return value

    @property
    @pulumi.getter(name="weight")
    def weight(self) -> pulumi.Output[int | None]:
        """Its share of the requests against the others' weights, from 0 to 10000, of a load
        balancer of the type `DEFAULT`. Left out, the platform chooses.
        """
        value: pulumi.Output[int | None] = pulumi.get(self, "weight")
        return value

    @property
    @pulumi.getter(name="latitude")
    def latitude(self) -> pulumi.Output[float | None]:
        """Where it is, in degrees north, for a load balancer of the type `GEO`. Left out, the
        platform takes the place of the service.
        """
        value: pulumi.Output[float | None] = pulumi.get(self, "latitude")
        return value

    @property
    @pulumi.getter(name="longitude")
    def longitude(self) -> pulumi.Output[float | None]:
        """Where it is, in degrees east, for a load balancer of the type `GEO`. Left out, the
        platform takes the place of the service.
        """
        value: pulumi.Output[float | None] = pulumi.get(self, "longitude")
        return value

    @property
    @pulumi.getter(name="isEnabled")
    def is_enabled(self) -> pulumi.Output[bool | None]:
        """Whether requests are sent to it. It changes in place. A new one is enabled at once,
        and false switches it off right after that. Left out, that is not watched.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_enabled")
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
    @pulumi.getter(name="destinationId")
    def destination_id(self) -> pulumi.Output[str]:
        """The API's own id of the destination."""
        value: pulumi.Output[str] = pulumi.get(self, "destination_id")
        return value
