"""Domains of applications (`docs/contract/applications.md`, Domains): read only here."""

import uuid
from typing import Literal, TypeAlias

from pydantic import BaseModel

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications
from sevalla_emulator.record import Record

_NAMESPACE = uuid.UUID("5e5a11a4-0000-4000-8000-000000000000")
_HOST = "apps.localhost"  # made up

_Status: TypeAlias = Literal["VERIFICATION", "POINTING", "ACTIVE", "TIMED_OUT"]


class DnsRecord(BaseModel):
    """What the owner of a domain must publish."""

    type: str
    name: str
    value: str


class Domain(BaseModel):
    """A domain as GET and lists show it."""

    id: str
    name: str
    type: Literal["SYSTEM", "CUSTOM"] = "CUSTOM"
    status: _Status | None = "ACTIVE"
    is_primary: bool = False
    is_enabled: bool = True
    is_wildcard: bool = False
    dns_records: list[DnsRecord] | None = None
    errors: list[str] | None = None
    created_at: str
    updated_at: str


def _defaults(_backend: Backend, fields: JsonObject) -> JsonObject:
    return {"name": f"{text(fields, 'id')[:8]}.example.com"}


def _system_domain(backend: Backend, record: Record) -> None:
    """Make the domain that an application is given ("a system domain come[s] with it")."""
    if record.kind != applications.KIND.name:
        return
    # The same at each reset, as the ids of what is seeded.
    domain_id = str(uuid.uuid5(_NAMESPACE, record.id))
    given: JsonObject = {
        "id": domain_id,
        "app_id": record.id,
        "name": f"{text(record.body, 'name')}.{_HOST}",
        "type": "SYSTEM",
        "is_primary": True,
    }
    if backend.store.get(domain_id) is None:
        backend.store.insert(KIND.make(backend, given))


KIND = Kind(
    name="domains",
    noun="domain",
    path="/applications/{app_id}/domains",
    id_name="domain_id",
    shown=Domain,
    parent=applications.KIND,
    defaults=_defaults,
    accompany=_system_domain,
)
