"""Credentials of Docker registries (`docs/contract/company.md`, Docker registry credentials)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, StringConstraints

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.verbs import Create, Delete, Update
from sevalla_emulator.wire import Body, DisplayName, Message, Omittable

_Registry: TypeAlias = Literal[
    "dockerHub", "gcr", "ecr", "github", "gitlab", "digitalOcean", "custom"
]
_Username: TypeAlias = Annotated[
    str,
    StringConstraints(pattern="^[A-Za-z0-9]([A-Za-z0-9._-]{0,37}[A-Za-z0-9])?$"),
]
_Secret: TypeAlias = Annotated[
    str, StringConstraints(min_length=8, max_length=128, pattern="^[^\\r\\n]*$")
]


class CreateDockerRegistry(Body):
    """POST /docker-registries."""

    name: DisplayName
    username: _Username
    secret: _Secret
    registry: Omittable[_Registry] = None


class ChangeDockerRegistry(Body):
    """PATCH /docker-registries/{registry_id}."""

    name: Omittable[DisplayName] = None
    username: Omittable[_Username] = None
    secret: Omittable[_Secret] = None
    registry: Omittable[_Registry] = None


class DockerRegistryItem(BaseModel):
    """A credential as lists show it."""

    id: str
    name: str
    registry: str | None = "dockerHub"
    company_id: str | None = COMPANY_ID
    created_at: str
    updated_at: str


class DockerRegistry(DockerRegistryItem):
    """A credential as GET shows it: nobody sees its secret again."""

    username: str


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    return {"name": f"registry {text(fields, 'id')[:8]}", "username": "somebody"}


KIND = Kind(
    name="docker_registries",
    noun="docker registry",
    secrets=("secret",),
    told=("registry", "username"),
    path="/docker-registries",
    id_name="registry_id",
    shown=DockerRegistry,
    items=DockerRegistryItem,
    write_only=("secret",),
    create=Create(body=CreateDockerRegistry),
    update=Update(body=ChangeDockerRegistry),
    delete=Delete(answer=Message),
    defaults=_defaults,
)
