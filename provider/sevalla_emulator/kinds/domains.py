"""Domains of services: applications, and others in the same way.

Sources: `docs/contract/applications.md` and `docs/contract/sites-balancers-pipelines.md`, Domains.
"""

import uuid
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, Field, model_validator

from sevalla_emulator.backend import Backend, States, StoredKind
from sevalla_emulator.errors import ApiError, refused
from sevalla_emulator.json_types import JsonObject, text
from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import applications
from sevalla_emulator.operation import Call
from sevalla_emulator.record import Record
from sevalla_emulator.settings import Delay
from sevalla_emulator.verbs import Action, Create, Delete, Update, flips
from sevalla_emulator.wire import Body, Omittable

_NAMESPACE = uuid.UUID("5e5a11a4-0000-4000-8000-000000000000")
_HOST = "apps.localhost"  # made up

_Status: TypeAlias = Literal["VERIFICATION", "POINTING", "ACTIVE", "TIMED_OUT"]
_Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=253)]
_Pem: TypeAlias = Annotated[str, Field(min_length=1, max_length=65_536)]


class CreateDomain(Body):
    """POST …/domains."""

    domain_name: _Name
    is_wildcard: Omittable[bool] = None
    custom_ssl_cert: Omittable[_Pem] = None
    custom_ssl_key: Omittable[_Pem] = None

    @model_validator(mode="after")
    def _together(self) -> Self:
        if (self.custom_ssl_cert is None) != (self.custom_ssl_key is None):
            raise ValueError("custom_ssl_cert and custom_ssl_key go together")
        return self


class RenameDomain(Body):
    """PATCH …/domains/{domain_id}."""

    name: _Name


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
    name = text(fields, "name", f"{text(fields, 'id')[:8]}.example.com")
    custom = text(fields, "type", "CUSTOM") == "CUSTOM"
    return {"name": name, "dns_records": [*_to_publish(fields, name)] if custom else None}


def _to_publish(fields: JsonObject, name: str) -> list[JsonObject]:
    token = str(uuid.uuid5(_NAMESPACE, text(fields, "id")))
    return [
        {"type": "TXT", "name": f"_verify.{name}", "value": token},
        {"type": "CNAME", "name": name, "value": f"ingress.{_HOST}"},
    ]


def _is_domains(kind: StoredKind) -> bool:
    """Whether a kind is of domains, of whatever service."""
    return isinstance(kind, Kind) and kind.shown is Domain


def _creating(call: Call, given: JsonObject) -> JsonObject:
    name = text(given, "domain_name")
    _insist_on_a_free_name(call, "domain_name", name)
    kept: JsonObject = {key: value for key, value in given.items() if key != "domain_name"}
    return {**kept, "name": name}


def _begin(call: Call, domain: Record) -> None:
    """Let what is to be published be known after the answer, and look whether it is."""
    published = domain.body.get("dns_records")
    domain.body["dns_records"] = None
    at_once = Delay(seconds=0)
    call.backend.lifecycle.begin(domain, "publishing", at_once, {"dns_records": published})
    _look(call, domain)
    call.backend.store.save(domain)


def _look(call: Call, domain: Record) -> None:
    """Let a domain be verified, then pointed to and active; or time out, as the settings say."""
    settings, begin = call.backend.settings, call.backend.lifecycle.begin
    lapses = call.provisioning_fails or settings.verification_outcome == "TIMED_OUT"
    domain.body["status"] = "VERIFICATION"
    verified: JsonObject = {"status": "TIMED_OUT" if lapses else "POINTING"}
    begin(domain, "verification", settings.verification, verified)
    if not lapses:
        begin(domain, "pointing", settings.verification.twice, {"status": "ACTIVE"})


def _refresh(call: Call, domain: Record) -> None:
    if domain.body.get("status") != "ACTIVE":
        _look(call, domain)


def _rename(call: Call, domain: Record, given: JsonObject) -> JsonObject:
    _insist_on_system(domain, "renamed")
    _insist_on_a_free_name(call, "name", text(given, "name"), domain.id)
    return given


def _toggle(call: Call, domain: Record) -> None:
    _insist_on_system(domain, "switched on and off")
    flips("is_enabled")(call, domain)


def _set_primary(call: Call, domain: Record) -> None:
    for other in call.backend.store.members(domain.kind, domain.scope):
        if other.id != domain.id and other.body.get("is_primary"):
            other.body["is_primary"] = False
            call.backend.store.save(other)
    domain.body["is_primary"] = True


def _deleting(call: Call, domain: Record) -> None:
    """Refuse the system domain, which is the primary one again where the primary one goes."""
    if _is_system(domain):
        raise refused("err-system-domain", "the system domain cannot be deleted")
    there = call.backend.store.members(domain.kind, domain.scope)
    if domain.body.get("is_primary") and (system := [one for one in there if _is_system(one)]):
        domain.body["is_primary"] = False
        system[0].body["is_primary"] = True
        for one in (domain, system[0]):
            call.backend.store.save(one)


def _is_system(domain: Record) -> bool:
    return domain.body.get("type") == "SYSTEM"


def _insist_on_system(domain: Record, verb: str) -> None:
    if not _is_system(domain):
        raise refused("err-custom-domain", f"only the system domain can be {verb}")


def _insist_on_a_free_name(call: Call, field: str, name: str, own_id: str = "") -> None:
    """Raise 409 where any domain, of whichever service and company, has the name."""
    for kind in filter(_is_domains, call.backend.kinds.values()):
        for other in call.backend.store.of_kind(kind.name):
            if other.id != own_id and other.body.get("name") == name:
                raise ApiError(409, "err-conflict", f"{field}: {name} is taken by another domain")


def domains_of(parent: Kind, name: str, host: str) -> Kind:
    """Return the kind of the domains of a kind of service, which comes with one of its own.

    The system domain's name is that of its service, below ``host``.
    """

    def system_domain(backend: Backend, record: Record) -> None:
        """Make the domain that a service is given ("a system domain come[s] with it")."""
        if record.kind != parent.name:
            return
        # The same at each reset, as the ids of what is seeded.
        domain_id = str(uuid.uuid5(_NAMESPACE, record.id))
        given: JsonObject = {
            "id": domain_id,
            kind.scope_field: record.id,
            "name": f"{text(record.body, 'name')}.{host}",
            "type": "SYSTEM",
            "is_primary": True,
        }
        if backend.store.get(domain_id) is None:
            backend.store.insert(kind.make(backend, given))

    kind = Kind(
        name=name,
        noun="domain",
        secrets=("custom_ssl_key",),
        told=("type", "is_primary"),
        path=f"{parent.one_path}/domains",
        id_name="domain_id",
        shown=Domain,
        parent=parent,
        create=Create(body=CreateDomain, rule=_creating, after=_begin, refusals=(409,)),
        update=Update(body=RenameDomain, rule=_rename, refusals=(409, 422)),
        delete=Delete(answer="either", rule=_deleting, refusals=(422,)),
        actions=(
            Action(name="set-primary", act=_set_primary),
            Action(name="toggle", act=_toggle, refusals=(422,)),
            Action(name="refresh-status", act=_refresh),
        ),
        write_only=("custom_ssl_cert", "custom_ssl_key"),
        # What it says while it is verified is no matter of `provisioning`.
        states=States(initial="", settled="ACTIVE"),
        defaults=_defaults,
        accompany=system_domain,
    )
    return kind


KIND = domains_of(applications.KIND, "domains", _HOST)
