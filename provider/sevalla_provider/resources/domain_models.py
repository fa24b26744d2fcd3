"""What a program says of a domain, and what the API adds, whatever it is a domain of."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from sevalla_provider.resources.host_names import HostName
from sevalla_provider.resources.json_documents import AnyValue
from sevalla_provider.resources.pem import CertificatePem, KeyPem
from sevalla_provider.resources.properties import DatedOutputs, OutputModel
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, wrong


class SharedDomainInputs(InputModel):
    """What a program says of a domain, beside what it is a domain of."""

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
                "Whether it is the primary domain, of which each service has exactly one: true "
                "makes it that in the place of another. No call takes it away: of a primary "
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
        Field(description="`CUSTOM`, or `SYSTEM` of the one that the platform makes itself."),
    ] = None
    dns_records: Annotated[
        list[DnsRecord] | None,
        Field(description="The records to publish, so that the domain becomes active."),
    ] = None
    errors: Annotated[
        AnyValue | None, Field(description="What is wrong with it, in the platform's words.")
    ] = None
