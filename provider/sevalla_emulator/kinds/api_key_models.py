"""What requests and answers about an API key look like (`docs/contract/company.md`, API keys)."""

from datetime import datetime
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from sevalla_emulator.access import COMPANY_ID
from sevalla_emulator.clock import timestamp
from sevalla_emulator.wire import WHOLE, Body, DisplayName, Omittable, Uuid

RESOURCES = (
    "APP",
    "PIPELINE",
    "DATABASE",
    "STATIC_SITE",
    "LOAD_BALANCER",
    "OBJECT_STORAGE",
    "BILLING",
    "COMPANY",
    "PROJECT",
    "WEBHOOK",
    "API_KEY",
    "REGISTRY_CREDENTIAL",
)
ACTIONS = ("CREATE", "READ", "UPDATE", "DELETE")
_Permission: TypeAlias = Annotated[
    str, StringConstraints(pattern=f"^({'|'.join(RESOURCES)}):({'|'.join(ACTIONS)})$")
]


def _as_the_api_writes_it(text: str) -> str:
    return timestamp(datetime.fromisoformat(text).timestamp())


_When: TypeAlias = Annotated[
    str,
    StringConstraints(
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$"
    ),
    AfterValidator(_as_the_api_writes_it),
]


class AskedCapability(Body):
    """What a key shall be allowed."""

    permission: _Permission
    id_resource: Uuid | None = None


class CreateApiKey(Body):
    """POST /api-keys."""

    name: DisplayName
    role_ids: Omittable[list[Uuid]] = None
    capabilities: Omittable[list[AskedCapability]] = None
    expired_at: _When | None = None

    @model_validator(mode="after")
    def _is_allowed_something(self) -> Self:
        if not (self.role_ids or self.capabilities):
            raise ValueError("at least one role or capability")
        return self


class ChangeApiKey(Body):
    """PATCH /api-keys/{api_key_id}."""

    name: Omittable[DisplayName] = None
    role_ids: Omittable[list[Uuid]] = None
    capabilities: Omittable[list[AskedCapability]] = None


class RotateApiKey(Body):
    """POST /api-keys/{api_key_id}/rotate."""

    old_token_ttl_hours: Omittable[Annotated[int, Field(ge=0, le=168), WHOLE]] = None


class Capability(BaseModel):
    """What a key is allowed."""

    id: str
    permission: str
    id_resource: str | None = None


class KeyRole(BaseModel):
    """A role that a key has."""

    id: str
    name: str
    description: str | None = None


class ApiKey(BaseModel):
    """A key as GET and lists show it: its token no more."""

    id: str
    company_id: str | None = COMPANY_ID
    name: str
    masked_token: str | None = None
    roles: list[KeyRole] = []
    capabilities: list[Capability] = []
    expired_at: str | None = None
    is_enabled: bool = True
    source: Literal["DASHBOARD", "CLI", "EXTERNAL"] | None = "EXTERNAL"
    last_used_at: str | None = None
    old_token_expired_at: str | None = None
    created_at: str
    updated_at: str


class Token(BaseModel):
    """What a creation and a rotation answer; an id as the setting `api_key_answer` says."""

    id: str = ""
    token: str
    name: str


class Myself(BaseModel):
    """What a key is told of itself; an id as the setting `api_key_answer` says."""

    id: str = ""
    permissions: list[str]


class Validity(BaseModel):
    """Whether a key is valid; an id as the setting `api_key_answer` says."""

    id: str = ""
    valid: bool
