"""Domain: a name that an application answers to (`docs/contract/applications.md`, Domains)."""

from collections.abc import Container
from dataclasses import replace
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.clients.models import JsonObject, WireModel
from sevalla_provider.clients.operations import Create, List, Shows, Switch, Update
from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.awaited_status import AwaitedStatus
from sevalla_provider.resources.host_names import HostName
from sevalla_provider.resources.pem import CertificatePem, KeyPem
from sevalla_provider.resources.platform_made import PlatformMade
from sevalla_provider.resources.resource import DatedOutputs, OutputModel, Properties, Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import AnyValue, Flag, InputModel, wrong

SYSTEM = "SYSTEM"
WORDS = ("status", "type")


class DomainInputs(InputModel):
    """What a program says of a domain."""

    app_id: AppId
    domain_name: Annotated[
        HostName,
        Trait(replaces=True),
        Field(
            description=(
                "The name, such as `shop.example`; a wildcard's without `*.`. A change makes "
                "another domain, but renames a system domain."
            )
        ),
    ]
    is_wildcard: Annotated[
        Flag | None,
        Trait(replaces=True, default=False),
        Field(description="Whether it stands for all names below it. Default: false."),
    ] = None
    custom_ssl_cert: Annotated[
        CertificatePem | None,
        Trait(replaces=True, write_only=True, secret=True),
        Field(
            description=(
                "A certificate of your own, with its chain, in PEM. Left out, together with the "
                "key, the platform has one made. No call changes it: a new one makes the domain "
                "anew."
            )
        ),
    ] = None
    custom_ssl_key: Annotated[
        KeyPem | None,
        Trait(replaces=True, write_only=True, secret=True),
        Field(
            description=(
                "The private key of `custom_ssl_cert`, in PEM and not encrypted. No call shows it."
            )
        ),
    ] = None
    is_primary: Annotated[
        Flag | None,
        Trait(server_default=True, import_default=False),
        Field(
            description=(
                "Whether it is the application's primary domain, of which there is exactly one: "
                "true makes it that in the place of another. No call takes it away: of a primary "
                "domain, false is a warning until another one is made primary. Left out, that is "
                "not watched."
            )
        ),
    ] = None
    is_enabled: Annotated[
        Flag | None,
        Trait(server_default=True, import_default=True),
        Field(
            description=(
                "Whether it is switched on; only the system domain, which is imported, can be "
                "switched off. Left out, that is not watched."
            )
        ),
    ] = None
    wait_until_active: Annotated[
        Flag | None,
        Trait(provider_only=True, default=False),
        Field(
            description=(
                "Whether `pulumi up` waits until the domain is `ACTIVE`: until its `dns_records` "
                "are published, and the platform has seen them. Records that the same program "
                "makes of them would wait for the domain, and it for them. Default: false."
            )
        ),
    ] = None

    @field_validator("custom_ssl_key")
    @classmethod
    def _with_its_certificate(cls, key: str | None, info: ValidationInfo) -> str | None:
        # A certificate that is wrong, or not known yet, is not among the data.
        certificate = info.data.get("custom_ssl_cert", key)
        if key is None and certificate is not None:
            raise wrong("is required beside `custom_ssl_cert`")
        if key is not None and certificate is None:
            raise wrong("must be left out, or `custom_ssl_cert` is required beside it")
        return key


class DnsRecord(OutputModel):
    """A record that the owner of the domain has to publish."""

    type: Annotated[str | None, Field(description="Such as `CNAME`, `A` or `TXT`.")] = None
    name: Annotated[str | None, Field(description="The name of the record.")] = None
    value: Annotated[str | None, Field(description="What it holds.")] = None


class DomainOutputs(DatedOutputs):
    """What the API adds to a domain."""

    domain_id: Annotated[str, Field(description="The API's own id of the domain.")]
    status: Annotated[
        str | None,
        Field(
            description=(
                "`VERIFICATION`, `POINTING`, `ACTIVE`, or `TIMED_OUT` where the platform has "
                "stopped looking for the DNS records. None of them is an error."
            )
        ),
    ] = None
    type: Annotated[
        str | None,
        Field(description="`CUSTOM`, or `SYSTEM` of the one that comes with the application."),
    ] = None
    dns_records: Annotated[
        list[DnsRecord] | None,
        Field(description="The records to publish, so that the domain becomes active."),
    ] = None
    errors: Annotated[
        AnyValue | None, Field(description="What is wrong with it, in the platform's words.")
    ] = None


def normalize_response(shown: JsonObject) -> JsonObject:
    """Call the name what POST calls it; the words of some pages are in lower case."""
    words = {word: each.upper() for word in WORDS if isinstance(each := shown.get(word), str)}
    name = shown.get("name")
    told = {"domain_name": name.removeprefix("*.")} if isinstance(name, str) else {}
    return {**shown, **words, **told}


def changes_in_place(outputs: Properties) -> Container[str]:
    """Name what PATCH changes: the name, and that of the system domain alone."""
    return ("domain_name",) if outputs.get("type") == SYSTEM else ()


def conflicts(one: Properties, other: Properties) -> bool:
    """Whether two domains have one name, which there can be but once, whichever application."""
    return one.get("domain_name") == other.get("domain_name")


def progress(record: WireModel) -> str:
    """Name the DNS records that the platform looks for."""
    records = getattr(record, "dns_records", None) or ()
    told = ", ".join(
        f"{each.get('type')} {each.get('name')} = {each.get('value')}" for each in records
    )
    return f"DNS records looked for: {told}" if told else ""


DOMAIN = Resource(
    token="sevalla:index:Domain",  # noqa: S106 - a name, no password
    noun="domain",
    plural="Domains",
    description=(
        "A name that an application answers to. It becomes active once its `dns_records` are "
        "published; a `pulumi up` does not wait for that unless `wait_until_active` says so, "
        "which then asks the platform to look again where it has stopped looking.\n\n"
        "Changes of the certificate, its key or `is_wildcard` make the domain anew: the old one "
        "goes first, as a name can be there but once. The system domain, which comes with the "
        "application, can be imported, renamed and switched off; a destroy leaves it. After an "
        "import certificate and key are unknown: what a program says of them then is no "
        "difference."
    ),
    inputs=DomainInputs,
    outputs=DomainOutputs,
    id_output="domain_id",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/domains",
        list=List.EITHER,
        # The answer may show no DNS records yet.
        create=Create(shows=Shows.ID),
        update=Update(shows=Shows.PERHAPS, calls={"domain_name": "name"}),
        switches={
            "is_primary": Switch(on="/set-primary"),
            "is_enabled": Switch(on="/toggle", off="/toggle"),
        },
    ),
    normalize_response=normalize_response,
    conflicts=conflicts,
    changes_in_place=changes_in_place,
    progress=progress,
    awaited_status=AwaitedStatus(
        asked_by="wait_until_active",
        status="ACTIVE",
        lapsed="TIMED_OUT",
        look_again="/refresh-status",
    ),
    platform_made=PlatformMade(
        applies=lambda properties: properties.get("type") == SYSTEM,
        defaults={"is_enabled": (True,)},
        makes_itself=True,
    ),
)
