"""LoadBalancerDestination (`docs/contract/sites-balancers-pipelines.md`, Destinations)."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.clients.calls import Switch
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.verbs import Get, List
from sevalla_provider.resources.balancers.common import BALANCER_CHILD, LoadBalancerId
from sevalla_provider.resources.balancers.outside_urls import OutsideUrl
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.properties import DatedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, Number, OneOf, Whole, wrong

EXTERNAL = "EXTERNAL"
ServiceType = Literal["APP", "STATIC_SITE", "OBJECT_STORAGE", "EXTERNAL", "LOAD_BALANCER"]

METRE = 5
"""Decimals of degrees that are a metre on the ground: an answer may spell a place with others."""

ServerChooses = Trait(replaces=True, server_default=True)


class LoadBalancerDestinationInputs(InputModel):
    """What a program says of a destination. The API has no PATCH, so changes replace."""

    load_balancer_id: LoadBalancerId
    service_type: Annotated[
        Annotated[ServiceType, OneOf()],
        Trait(replaces=True),
        Field(
            description=(
                "What it is: `APP`, `STATIC_SITE`, `OBJECT_STORAGE` or `LOAD_BALANCER`, each with "
                "`service_id`; or `EXTERNAL`, with `url`."
            )
        ),
    ]
    service_id: Annotated[
        Uuid | None,
        Trait(replaces=True),
        Field(
            description=(
                "The API's own id of the service; needed with every type but `EXTERNAL`, which "
                "has none."
            )
        ),
    ] = None
    url: Annotated[
        OutsideUrl | None,
        Trait(replaces=True),
        Field(description="Where an `EXTERNAL` one is; needed there, and nowhere else."),
    ] = None
    weight: Annotated[
        Annotated[int, Whole(0, 10_000)] | None,
        ServerChooses,
        Field(
            description=(
                "Its share of the requests against the others' weights, from 0 to 10000, of a "
                "load balancer of the type `DEFAULT`. Left out, the platform chooses."
            )
        ),
    ] = None
    latitude: Annotated[
        Annotated[float, Number(-90, 90, METRE)] | None,
        ServerChooses,
        Field(
            description=(
                "Where it is, in degrees north, for a load balancer of the type `GEO`. Left out, "
                "the platform takes the place of the service."
            )
        ),
    ] = None
    longitude: Annotated[
        Annotated[float, Number(-180, 180, METRE)] | None,
        ServerChooses,
        Field(
            description=(
                "Where it is, in degrees east, for a load balancer of the type `GEO`. Left out, "
                "the platform takes the place of the service."
            )
        ),
    ] = None
    is_enabled: Annotated[
        Flag | None,
        Trait(server_default=True, import_default=True),
        Field(
            description=(
                "Whether requests are sent to it. It changes in place. A new one is enabled at "
                "once, and false switches it off right after that. Left out, that is not watched."
            )
        ),
    ] = None

    @field_validator("service_id")
    @classmethod
    def _of_a_service(cls, service_id: str | None, info: ValidationInfo) -> str | None:
        # A type that is wrong, or not known yet, is not among the data.
        if "service_type" not in info.data:
            return service_id
        external = info.data["service_type"] == EXTERNAL
        if external and service_id is not None:
            raise wrong("must be left out where `service_type` is EXTERNAL: say `url`")
        if not external and service_id is None:
            raise wrong("is required unless `service_type` is EXTERNAL")
        if service_id is not None and service_id == info.data.get("load_balancer_id"):
            raise wrong("must be another than `load_balancer_id`: it would lead to itself")
        return service_id

    @field_validator("url")
    @classmethod
    def _of_what_is_elsewhere(cls, url: str | None, info: ValidationInfo) -> str | None:
        if "service_type" not in info.data:
            return url
        external = info.data["service_type"] == EXTERNAL
        if external and url is None:
            raise wrong("is required where `service_type` is EXTERNAL")
        if not external and url is not None:
            raise wrong("must be left out unless `service_type` is EXTERNAL: say `service_id`")
        return url


class LoadBalancerDestinationOutputs(DatedOutputs):
    """What the API adds to a destination."""

    destination_id: Annotated[str, Field(description="The API's own id of the destination.")]


def normalize_response(shown: JsonObject) -> JsonObject:
    """What is null says nothing: no call takes a value away, and a replacement is for no guess."""
    return {name: value for name, value in shown.items() if value is not None}


LOAD_BALANCER_DESTINATION = Resource(
    token="sevalla:index:LoadBalancerDestination",  # noqa: S106 - a name, no password
    noun="load balancer destination",
    plural="LoadBalancerDestinations",
    description=(
        "Where a load balancer leads: to a service of the company, to another load balancer, or "
        "to somewhere else. It takes requests at once. All but `is_enabled` makes another one "
        "when it changes, and that comes before the old one goes, so that requests are answered "
        "all the while. A load balancer has at most 20 destinations: with that many, set the "
        "resource option `deleteBeforeReplace`."
    ),
    inputs=LoadBalancerDestinationInputs,
    outputs=LoadBalancerDestinationOutputs,
    id_output="destination_id",
    beside_predecessor="a load balancer has at most 20",
    operations=replace(
        BALANCER_CHILD,
        path=f"{BALANCER_CHILD.path}/destinations",
        list=List.EITHER,
        get=Get.FROM_LIST,
        update=None,
        switches={"is_enabled": Switch(on="/toggle", off="/toggle")},
    ),
    normalize_response=normalize_response,
)
