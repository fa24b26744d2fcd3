"""Where load balancers lead (`docs/contract/sites-balancers-pipelines.md`, Destinations)."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, Field, model_validator

from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import load_balancers
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, new_id
from sevalla_emulator.verbs import Action, Create, Delete, flips
from sevalla_emulator.wire import WHOLE, Body, Omittable, Uuid

MOST = 20

_KINDS: Mapping[str, str] = {
    "APP": "applications",
    "STATIC_SITE": "static_sites",
    "OBJECT_STORAGE": "object_storages",
    "LOAD_BALANCER": load_balancers.KIND.name,
}
"""What there is to lead to, by the word of a POST."""

_CLUSTER = {"latitude": 50.11, "longitude": 8.68}  # made up: where every service runs

_ServiceType: TypeAlias = Literal[
    "APP", "STATIC_SITE", "OBJECT_STORAGE", "EXTERNAL", "LOAD_BALANCER"
]
_Weight: TypeAlias = Annotated[int, Field(ge=0, le=10_000), WHOLE]
_Latitude: TypeAlias = Annotated[float, Field(ge=-90, le=90)]
_Longitude: TypeAlias = Annotated[float, Field(ge=-180, le=180)]
_Url: TypeAlias = Annotated[str, Field(min_length=1, max_length=2048)]


class CreateDestination(Body):
    """POST /load-balancers/{load_balancer_id}/destinations."""

    service_type: _ServiceType
    service_id: Omittable[Uuid] = None
    weight: Omittable[_Weight] = None
    url: Omittable[_Url] = None
    latitude: Omittable[_Latitude] = None
    longitude: Omittable[_Longitude] = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        external = self.service_type == "EXTERNAL"
        needed, other = ("url", "service_id") if external else ("service_id", "url")
        if getattr(self, needed) is None:
            raise ValueError(f"{self.service_type} needs {needed}")
        if getattr(self, other) is not None:
            raise ValueError(f"{self.service_type} has no {other}")
        return self


class Destination(BaseModel):
    """A destination as lists show it."""

    id: str
    service_type: _ServiceType | None = "EXTERNAL"
    service_id: str | None = None
    weight: int | None = None
    url: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    is_enabled: bool = True
    created_at: str | None
    updated_at: str | None


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    """Complete one that was told of no service to one of a service that is gone."""
    if fields.get("service_type") in (None, "EXTERNAL"):
        return {"url": "https://elsewhere.example"}
    return {"service_id": new_id()}


def _creating(call: Call, given: JsonObject) -> JsonObject:
    balancer = load_balancers.KIND.writable(call)
    there = [one for one in KIND.members(call.backend, balancer.id) if not one.deleting]
    if len(there) >= MOST:
        raise refused("err-too-many-destinations", f"a load balancer has at most {MOST}")
    said, service_id = text(given, "service_type"), text(given, "service_id").lower()
    if said != "EXTERNAL":
        service = call.backend.find(_KINDS[said], call.account, service_id)
        if service is None or service.deleting:
            raise refused("err-service-unknown", f"service_id: no such {said} in this company")
        if _leads_to(call.backend, service, balancer.id):
            raise refused("err-circle", "service_id: it leads back to this load balancer")
        given = {**given, "service_id": service.id}
    return {**_chosen(balancer, said), **given}


def _chosen(balancer: Record, service_type: str) -> JsonObject:
    """What the server chooses: a weight, or the place of a service, as the type asks for."""
    if balancer.body.get("type") == "DEFAULT":
        return {"weight": 100}
    return {} if service_type == "EXTERNAL" else {**_CLUSTER}


def _leads_to(backend: Backend, service: Record, balancer_id: str) -> bool:
    """Whether a service is this load balancer, or leads there by others."""
    ahead, seen = [service.id], {""}
    while ahead:
        own_id = ahead.pop()
        seen.add(own_id)
        below = {text(one.body, "service_id") for one in KIND.members(backend, own_id)}
        ahead += below - seen
    return balancer_id in seen


KIND = Kind(
    name=load_balancers.DESTINATIONS,
    noun="destination",
    told=("service_id", "url", "weight"),
    path="/load-balancers/{load_balancer_id}/destinations",
    id_name="destination_id",
    shown=Destination,
    parent=load_balancers.KIND,
    readable=False,
    create=Create(body=CreateDestination, rule=_creating, refusals=(422,)),
    delete=Delete(answer="either"),
    actions=(Action(name="toggle", act=flips("is_enabled")),),
    defaults=_defaults,
)
