"""Applications and their deployments (`docs/contract/applications.md`, Applications)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, TypeAdapter

from sevalla_emulator.access import FIRST_ACCOUNT, OTHER_ACCOUNT
from sevalla_emulator.api import Call, Kind, Operation
from sevalla_emulator.backend import Backend, new_id, text
from sevalla_emulator.collection import Collection
from sevalla_emulator.errors import refused
from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.kinds.processes import take_effect
from sevalla_emulator.kinds.reference import CLUSTER_IDS, CLUSTERS
from sevalla_emulator.naming import slug
from sevalla_emulator.record import Record
from sevalla_emulator.wire import Body, DisplayName, Omittable, Uuid, WholeNumber

COMPANY_ID = "5e5a11a2-0000-4000-8000-000000000001"
OTHER_COMPANY_ID = "5e5a11a2-0000-4000-8000-000000000002"
_COMPANIES = {FIRST_ACCOUNT: COMPANY_ID, OTHER_ACCOUNT: OTHER_COMPANY_ID}

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
    hibernate_after_seconds: Omittable[Annotated[WholeNumber, Field(ge=0)]] = None
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


class Deployment(BaseModel):
    """A deployment that has begun, and here is over at once."""

    id: str


APPLICATIONS = Collection("applications", "application", "/applications", "app_id", Application)


def make(backend: Backend, fields: JsonObject) -> Record:
    """Complete any fields to an application; ``company_id`` says whose it is."""
    app_id = text(fields, "id") or new_id()
    display_name = text(fields, "display_name", f"application {app_id[:8]}")
    name = f"{slug(display_name, 'application')[:50]}-{app_id[:5]}"
    shown = Application(
        id=app_id,
        name=name,
        display_name=display_name,
        namespace=name,
        cluster_id=CLUSTERS[0].id,
        created_at=backend.stamp(),
        updated_at=backend.stamp(),
    )
    body: JsonObject = {**shown.model_dump(mode="json"), **fields, "id": app_id}
    account = OTHER_ACCOUNT if body["company_id"] == OTHER_COMPANY_ID else FIRST_ACCOUNT
    return Record(kind=APPLICATIONS.kind, id=app_id, scope=account, owner="", body=body)


def _create(call: Call) -> JsonObject:
    given = call.read(CreateApplication).given()
    if given["cluster_id"] not in CLUSTER_IDS:
        raise refused("err-cluster-unknown", "cluster_id: no such cluster")
    application = make(call.backend, {**given, "company_id": _COMPANIES[call.account]})
    call.backend.add(application)
    return application.body


def _change(call: Call) -> JsonObject:
    application = APPLICATIONS.writable(call)
    given = call.read(ChangeApplication).given()
    application.body = {**application.body, **given, "updated_at": call.backend.stamp()}
    call.backend.store.save(application)
    return application.body


def _deploy(call: Call) -> JsonObject:
    application = APPLICATIONS.writable(call)
    call.read(Deploy)
    take_effect(call.backend, application.id)
    return Deployment(id=new_id()).model_dump(mode="json")


KIND = Kind(
    name=APPLICATIONS.kind,
    operations=(
        APPLICATIONS.list_operation(),
        Operation(
            "POST",
            APPLICATIONS.path,
            "Create: application",
            _create,
            status=201,
            answers=APPLICATIONS.shown,
            body=CreateApplication,
            refusals=(400, 422),
        ),
        APPLICATIONS.get_operation(),
        Operation(
            "PATCH",
            APPLICATIONS.one_path,
            "Change: application",
            _change,
            answers=APPLICATIONS.shown,
            body=ChangeApplication,
            refusals=(400, 404),
        ),
        APPLICATIONS.delete_operation(),
        Operation(
            "POST",
            f"{APPLICATIONS.one_path}/deployments",
            "Deploy an application: pending changes of its processes take effect",
            _deploy,
            status=201,
            answers=TypeAdapter(Deployment),
            body=Deploy,
            refusals=(400, 404),
        ),
    ),
    make=make,
)
