"""Projects and the services in them (`docs/contract/company.md`, Projects, Services of a project).

That a service is in a project is one fact, its own ``project_id``: a project shows whom it names.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from pydantic import BaseModel, JsonValue, TypeAdapter

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.backend import Backend
from sevalla_emulator.errors import ApiError, not_found, refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.operation import Call, Operation
from sevalla_emulator.record import Record, slug
from sevalla_emulator.verbs import Create, Delete, Update
from sevalla_emulator.wire import Body, DisplayName, Message, Omittable, Uuid

_ServiceType: TypeAlias = Literal["app", "database", "pipeline", "object-storage", "static-site"]


class CreateProject(Body):
    """POST /projects."""

    display_name: DisplayName


class ChangeProject(Body):
    """PATCH /projects/{project_id}."""

    display_name: Omittable[DisplayName] = None


class Service(BaseModel):
    """A service of a project."""

    id: str
    name: str
    display_name: str
    type: str


class AddService(Body):
    """POST /projects/{project_id}/services."""

    service_id: Uuid
    service_type: _ServiceType


class RemoveService(BaseModel):
    """The query of DELETE /projects/{project_id}/services/{service_id}."""

    service_type: _ServiceType


class ProjectItem(BaseModel):
    """A project as lists show it."""

    id: str
    name: str
    display_name: str
    company_id: str | None = COMPANY_ID
    created_at: str
    updated_at: str


class Project(ProjectItem):
    """A project as GET shows it."""

    services: list[Service] = []


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    project_id = text(fields, "id")
    display_name = text(fields, "display_name", f"project {project_id[:8]}")
    name = f"{slug(display_name, 'project')[:50]}-{project_id[:5]}"
    return {"name": name, "display_name": display_name}


def _members(backend: Backend, project: Record) -> Iterator[tuple[str, Record]]:
    """Return the services in a project, each with its type."""
    for kind in backend.kinds.values():
        for service in backend.store.members(kind.name, project.scope) if kind.service_type else ():
            if service.body.get("project_id") == project.id:
                yield kind.service_type, service


def _show(call: Call, project: Record) -> JsonObject:
    services: list[JsonValue] = [
        {
            "id": service.id,
            "name": text(service.body, "name"),
            "display_name": text(service.body, "display_name"),
            "type": service_type,
        }
        for service_type, service in _members(call.backend, project)
        if not service.hidden
    ]
    return {**project.body, "services": services, **_laid(project)}


def _laid(project: Record) -> JsonObject:
    """What the control API has laid over the services, such as nonsense."""
    return {name: said for name, said in project.body.items() if name == "services" and said != []}


def _service(call: Call, service_type: str, service_id: str) -> Record | None:
    kinds = (one.name for one in call.backend.kinds.values() if one.service_type == service_type)
    found = (call.backend.find(kind, call.account, service_id) for kind in kinds)
    return next((one for one in found if one and not one.deleting), None)


def _place(backend: Backend, service: Record, project_id: str | None) -> None:
    companions = backend.kinds[service.kind].companions(backend, service)
    for one in (service, *companions):
        one.body = {**one.body, "project_id": project_id}
        backend.store.save(one)


def _add(call: Call) -> JsonValue:
    project = KIND.writable(call)
    asked = call.read(AddService)
    service = _service(call, asked.service_type, asked.service_id)
    if service is None:
        code = f"err-{asked.service_type}-unknown"
        raise refused(code, f"service_id: no such {asked.service_type} in this company")
    elsewhere = service.body.get("project_id") not in (None, project.id)
    if elsewhere and call.backend.settings.service_elsewhere == "refuse":
        raise ApiError(409, "err-conflict", "service_id: in another project")
    _place(call.backend, service, project.id)
    return Message(message="Service added to project").model_dump()


def _remove(call: Call) -> JsonValue:
    project = KIND.writable(call)
    service_type = call.read_query(RemoveService).service_type
    service = _service(call, service_type, call.path["service_id"])
    if service is None or service.body.get("project_id") != project.id:
        raise not_found("service in this project")
    _place(call.backend, service, None)
    return Message(message="Service removed from project").model_dump()


def _release(backend: Backend, project: Record) -> None:
    """Let go of its services, which stay."""
    for _service_type, service in list(_members(backend, project)):
        _place(backend, service, None)


_SERVICES = "/projects/{project_id}/services"
_MESSAGE: TypeAdapter[object] = TypeAdapter(Message)

KIND = Kind(
    name="projects",
    noun="project",
    path="/projects",
    id_name="project_id",
    shown=Project,
    items=ProjectItem,
    create=Create(body=CreateProject),
    update=Update(body=ChangeProject),
    delete=Delete(answer=Message),
    operations=(
        Operation(
            "POST",
            _SERVICES,
            "Add a service to a project",
            _add,
            status=201,
            answers=_MESSAGE,
            body=AddService,
            refusals=(400, 404, 409, 422),
        ),
        Operation(
            "DELETE",
            f"{_SERVICES}/{{service_id}}",
            "Take a service out of a project",
            _remove,
            answers=_MESSAGE,
            query=RemoveService,
            refusals=(400, 404),
        ),
    ),
    defaults=_defaults,
    show=_show,
    release=_release,
)
