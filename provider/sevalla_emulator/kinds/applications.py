"""Applications and their deployments (`docs/contract/applications.md`, Applications)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import projects
from sevalla_emulator.kinds.reference import CLUSTERS, check_cluster
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record, new_id, slug
from sevalla_emulator.verbs import Action, Create, Delete, Seeded, Update
from sevalla_emulator.wire import WHOLE, Body, DisplayName, IdOnly, Omittable, Uuid, WholeNumber

_Source: TypeAlias = Literal["publicGit", "privateGit", "dockerImage"]
_Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=1024)]


class CreateApplication(Body):
    """POST /applications."""

    display_name: DisplayName
    cluster_id: Uuid
    source: _Source
    project_id: Omittable[Uuid] = None
    git_type: Omittable[_Text] = None
    repo_url: Omittable[_Text] = None
    default_branch: Omittable[_Text] = None
    docker_image: Omittable[_Text] = None
    docker_registry_credential_id: Omittable[Uuid] = None


class Buildpack(Body):
    """One of the buildpacks, in the order of use."""

    order: WholeNumber
    source: _Text


class ChangeApplication(Body):
    """PATCH /applications/{app_id}."""

    display_name: Omittable[DisplayName] = None
    auto_deploy: Omittable[bool] = None
    default_branch: Omittable[_Text] = None
    hibernation_enabled: Omittable[bool] = None
    hibernate_after_seconds: Omittable[Annotated[int, Field(ge=0), WHOLE]] = None
    build_type: Omittable[_Text] = None
    build_path: Omittable[_Text] = None
    dockerfile_path: Omittable[_Text] = None
    docker_context: Omittable[_Text] = None
    build_cache_enabled: Omittable[bool] = None
    docker_registry_credential_id: Omittable[Uuid] = None
    pack_builder: Omittable[_Text] = None
    nixpacks_version: Omittable[_Text] = None
    buildpacks: Omittable[list[Buildpack]] = None
    allow_deploy_paths: Omittable[list[str]] = None
    ignore_deploy_paths: Omittable[list[str]] = None
    source: Omittable[_Source] = None
    git_type: Omittable[_Text] = None
    repo_url: Omittable[_Text] = None
    docker_image: Omittable[_Text] = None


class Application(BaseModel):
    """An application as GET shows it."""

    id: str
    name: str
    display_name: str
    company_id: str | None = COMPANY_ID
    namespace: str | None
    type: str = "app"
    status: str | None = "active"
    is_suspended: bool = False
    wait_for_checks: bool = False
    cluster_id: str | None
    created_by: str | None = None
    created_at: str
    updated_at: str
    source: str = "publicGit"
    project_id: str | None = None
    git_type: str | None = None
    repo_url: str | None = None
    default_branch: str | None = None
    docker_image: str | None = None
    docker_registry_credential_id: str | None = None
    auto_deploy: bool = False
    hibernation_enabled: bool = False
    hibernate_after_seconds: int | None = None
    build_type: str | None = None
    build_path: str | None = None
    dockerfile_path: str | None = None
    docker_context: str | None = None
    build_cache_enabled: bool = True
    pack_builder: str | None = None
    nixpacks_version: str | None = None
    buildpacks: list[Buildpack] | None = None
    allow_deploy_paths: list[str] = []
    ignore_deploy_paths: list[str] = []


class Deploy(Body):
    """POST /applications/{app_id}/deployments."""

    is_restart: Omittable[bool] = None
    branch: Omittable[_Text] = None
    docker_image: Omittable[_Text] = None


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    app_id = text(fields, "id")
    display_name = text(fields, "display_name", f"application {app_id[:8]}")
    name = f"{slug(display_name, 'application')[:50]}-{app_id[:5]}"
    return {
        "name": name,
        "display_name": display_name,
        "namespace": name,
        "cluster_id": CLUSTERS[0].id,
    }


def _deploy(call: Call, application: Record) -> JsonObject:
    call.backend.deploy(application.id)
    return {"id": new_id()}


KIND = Kind(
    name="applications",
    noun="application",
    path="/applications",
    id_name="app_id",
    shown=Application,
    service=True,
    service_type="app",
    references={"project_id": projects.KIND},
    create=Create(body=CreateApplication, rule=check_cluster, refusals=(422,)),
    update=Update(body=ChangeApplication),
    delete=Delete(),
    actions=(
        Action(
            name="deployments",
            summary="Deploy an application: pending changes of its processes take effect",
            act=_deploy,
            body=Deploy,
            answer=IdOnly,
            status=201,
        ),
    ),
    defaults=_defaults,
    seeded=Seeded(
        fill=lambda slot: {"display_name": f"app {slot.index + 1}"},
        default=1,
        finish=lambda backend, application: backend.deploy(application.id),
    ),
)
