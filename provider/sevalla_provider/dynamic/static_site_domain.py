# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""StaticSiteDomain, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic import outputs
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.sites.domain import STATIC_SITE_DOMAIN


class StaticSiteDomainProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = STATIC_SITE_DOMAIN


@pulumi.input_type
class _StaticSiteDomainArgs(dict[str, Any]):
    static_site_id: pulumi.Input[str] | None = pulumi.property("staticSiteId")
    domain_name: pulumi.Input[str] | None = pulumi.property("domainName")
    is_wildcard: pulumi.Input[bool] | None = pulumi.property("isWildcard")
    custom_ssl_cert: pulumi.Input[str] | None = pulumi.property("customSslCert")
    custom_ssl_key: pulumi.Input[str] | None = pulumi.property("customSslKey")
    is_primary: pulumi.Input[bool] | None = pulumi.property("isPrimary")
    is_enabled: pulumi.Input[bool] | None = pulumi.property("isEnabled")
    wait_until_active: pulumi.Input[bool] | None = pulumi.property("waitUntilActive")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class StaticSiteDomain(SevallaResource, module="sevalla", name="StaticSiteDomain"):
    """A name that a static site answers to. It becomes active once its `dns_records` are
    published; a `pulumi up` does not wait for that unless `wait_until_active` says so,
    which then asks the platform to look again where it has stopped looking.

    Changes of the certificate, its key or `is_wildcard` make the domain anew: the old one
    goes first, as a name can be there but once. The system domain, which comes with the
    static site, can be imported, renamed and switched off; a destroy leaves it. After an
    import certificate and key are unknown: what a program says of them then is no
    difference.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        static_site_id: pulumi.Input[str],
        domain_name: pulumi.Input[str],
        is_wildcard: pulumi.Input[bool] | None = None,
        custom_ssl_cert: pulumi.Input[str] | None = None,
        custom_ssl_key: pulumi.Input[str] | None = None,
        is_primary: pulumi.Input[bool] | None = None,
        is_enabled: pulumi.Input[bool] | None = None,
        wait_until_active: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a static site domain.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            static_site_id: The static site that it belongs to: `static_site_id` of a
                `StaticSite`.
            domain_name: The name, such as `shop.example`; a wildcard's without `*.`. A change
                makes another domain, but renames a system domain.
            is_wildcard: Whether it stands for all names below it. Default: false.
            custom_ssl_cert: A certificate of your own, with its chain, in PEM. Left out,
                together with the key, the platform has one made. No call changes it: a new one
                makes the domain anew.
            custom_ssl_key: The private key of `custom_ssl_cert`, in PEM and not encrypted. No
                call shows it.
            is_primary: Whether it is the primary domain, of which each service has exactly one:
                true makes it that in the place of another. No call takes it away: of a primary
                domain, false is a warning until another one is made primary. Left out, that is
                not watched.
            is_enabled: Whether it is switched on; only the system domain, which is imported,
                can be switched off. Left out, that is not watched.
            wait_until_active: Whether `pulumi up` waits until the domain is `ACTIVE`: until its
                `dns_records` are published, and the platform has seen them. Records that the
                same program makes of them would wait for the domain, and it for them. Default:
                false.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _StaticSiteDomainArgs(
            {
                "static_site_id": static_site_id,
                "domain_name": domain_name,
                "is_wildcard": is_wildcard,
                "custom_ssl_cert": custom_ssl_cert,
                "custom_ssl_key": custom_ssl_key,
                "is_primary": is_primary,
                "is_enabled": is_enabled,
                "wait_until_active": wait_until_active,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(StaticSiteDomainProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="staticSiteId")
    def static_site_id(self) -> pulumi.Output[str]:
        """The static site that it belongs to: `static_site_id` of a `StaticSite`."""
        value: pulumi.Output[str] = pulumi.get(self, "static_site_id")
        return value

    @property
    @pulumi.getter(name="domainName")
    def domain_name(self) -> pulumi.Output[str]:
        """The name, such as `shop.example`; a wildcard's without `*.`. A change makes another
        domain, but renames a system domain.
        """
        value: pulumi.Output[str] = pulumi.get(self, "domain_name")
        return value

    @property
    @pulumi.getter(name="isWildcard")
    def is_wildcard(self) -> pulumi.Output[bool | None]:
        """Whether it stands for all names below it. Default: false."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_wildcard")
        return value

    @property
    @pulumi.getter(name="customSslCert")
    def custom_ssl_cert(self) -> pulumi.Output[str | None]:
        """A certificate of your own, with its chain, in PEM. Left out, together with the key,
        the platform has one made. No call changes it: a new one makes the domain anew.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "custom_ssl_cert")
        return value

    @property
    @pulumi.getter(name="customSslKey")
    def custom_ssl_key(self) -> pulumi.Output[str | None]:
        """The private key of `custom_ssl_cert`, in PEM and not encrypted. No call shows it."""
        value: pulumi.Output[str | None] = pulumi.get(self, "custom_ssl_key")
        return value

    @property
    @pulumi.getter(name="isPrimary")
    def is_primary(self) -> pulumi.Output[bool | None]:
        """Whether it is the primary domain, of which each service has exactly one: true makes
        it that in the place of another. No call takes it away: of a primary domain, false
        is a warning until another one is made primary. Left out, that is not watched.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_primary")
        return value

    @property
    @pulumi.getter(name="isEnabled")
    def is_enabled(self) -> pulumi.Output[bool | None]:
        """Whether it is switched on; only the system domain, which is imported, can be
        switched off. Left out, that is not watched.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_enabled")
        return value

    @property
    @pulumi.getter(name="waitUntilActive")
    def wait_until_active(self) -> pulumi.Output[bool | None]:
        """Whether `pulumi up` waits until the domain is `ACTIVE`: until its `dns_records` are
        published, and the platform has seen them. Records that the same program makes of
        them would wait for the domain, and it for them. Default: false.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "wait_until_active")
        return value

    @property
    @pulumi.getter(name="createdAt")
    def created_at(self) -> pulumi.Output[str | None]:
        """When it was made, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "created_at")
        return value

    @property
    @pulumi.getter(name="updatedAt")
    def updated_at(self) -> pulumi.Output[str | None]:
        """When it was last changed, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "updated_at")
        return value

    @property
    @pulumi.getter(name="domainId")
    def domain_id(self) -> pulumi.Output[str]:
        """The API's own id of the domain."""
        value: pulumi.Output[str] = pulumi.get(self, "domain_id")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """`VERIFICATION`, `POINTING`, `ACTIVE`, or `TIMED_OUT` where the platform has stopped
        looking for the DNS records. None of them is an error.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str | None]:
        """`CUSTOM`, or `SYSTEM` of the one that the platform makes itself."""
        value: pulumi.Output[str | None] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="dnsRecords")
    def dns_records(self) -> pulumi.Output[list[outputs.DnsRecord] | None]:
        """The records to publish, so that the domain becomes active."""
        value: pulumi.Output[list[outputs.DnsRecord] | None] = pulumi.get(self, "dns_records")
        return value

    @property
    @pulumi.getter(name="errors")
    def errors(self) -> pulumi.Output[Any | None]:
        """What is wrong with it, in the platform's words."""
        value: pulumi.Output[Any | None] = pulumi.get(self, "errors")
        return value
