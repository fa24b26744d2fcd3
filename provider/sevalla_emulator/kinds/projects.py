"""Projects (`docs/contract/company.md`, Projects): the services in them are read only here."""

from pydantic import BaseModel

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.record import slug
from sevalla_emulator.verbs import Create, Delete, Update
from sevalla_emulator.wire import Body, DisplayName, Message, Omittable


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
    defaults=_defaults,
)
