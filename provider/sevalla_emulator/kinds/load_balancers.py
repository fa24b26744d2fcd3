"""Load balancers (`docs/contract/sites-balancers-pipelines.md`, Load balancers)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, StringConstraints

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import ApiError
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import projects
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, slug
from sevalla_emulator.verbs import Create, Delete, Seeded, Update
from sevalla_emulator.wire import Body, Omittable, Uuid

DESTINATIONS = "load_balancer_destinations"

_Name: TypeAlias = Annotated[str, StringConstraints(min_length=2, max_length=64)]
_Type: TypeAlias = Literal["DEFAULT", "GEO"]


class CreateLoadBalancer(Body):
    """POST /load-balancers."""

    display_name: _Name
    type: Omittable[_Type] = None
    project_id: Uuid | None = None


class ChangeLoadBalancer(Body):
    """PATCH /load-balancers/{load_balancer_id}."""

    display_name: Omittable[_Name] = None
    type: Omittable[_Type] = None
    project_id: Uuid | None = None


class LoadBalancerItem(BaseModel):
    """A load balancer as lists show it."""

    id: str
    name: str
    display_name: str
    type: _Type = "DEFAULT"
    created_at: str
    updated_at: str


class LoadBalancer(LoadBalancerItem):
    """A load balancer as GET shows it."""

    company_id: str | None = COMPANY_ID
    project_id: str | None = None


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    own_id = text(fields, "id")
    display_name = text(fields, "display_name", f"load balancer {own_id[:8]}")
    name = f"{slug(display_name, 'load-balancer')[:50]}-{own_id[:5]}"
    return {"name": name, "display_name": display_name}


def _deleting(call: Call, balancer: Record) -> None:
    """Refuse what another load balancer leads to; what belongs to it is taken along."""
    for other in call.backend.store.of_kind(DESTINATIONS):
        if other.body.get("service_id") == balancer.id and not other.deleting:
            raise ApiError(409, "err-conflict", "another load balancer leads to it")


def _leave(backend: Backend, gone: Record) -> None:
    """Let load balancers stay when their project goes, in no project."""
    for one in backend.store.of_kind(KIND.name) if gone.kind == projects.KIND.name else ():
        if one.body.get("project_id") == gone.id:
            one.body = {**one.body, "project_id": None}
            backend.store.save(one)


KIND = Kind(
    name="load_balancers",
    noun="load balancer",
    path="/load-balancers",
    id_name="load_balancer_id",
    shown=LoadBalancer,
    items=LoadBalancerItem,
    service=True,
    references={"project_id": projects.KIND},
    create=Create(body=CreateLoadBalancer),
    update=Update(body=ChangeLoadBalancer),
    delete=Delete(answer="either", rule=_deleting, refusals=(409,)),
    defaults=_defaults,
    follow=_leave,
    seeded=Seeded(fill=lambda slot: {"display_name": f"balancer {slot.index + 1}"}),
)
