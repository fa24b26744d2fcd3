# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""ApiKey, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic import inputs, outputs
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.company.api_key import API_KEY


class ApiKeyProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = API_KEY


@pulumi.input_type
class _ApiKeyArgs(dict[str, Any]):
    name: pulumi.Input[str] | None = pulumi.property("name")
    role_ids: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property("roleIds")
    capabilities: pulumi.Input[list[pulumi.Input[inputs.CapabilityArgs]]] | None = pulumi.property(
        "capabilities"
    )
    expired_at: pulumi.Input[str] | None = pulumi.property("expiredAt")
    is_enabled: pulumi.Input[bool] | None = pulumi.property("isEnabled")
    rotation_triggers: pulumi.Input[Any] | None = pulumi.property("rotationTriggers")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class ApiKey(SevallaResource, module="sevalla", name="ApiKey"):
    """A key for the API, with roles and capabilities. Its `token` is a secret output.

    Access that the program says no more is taken away, and where the platform does not do
    that, it is an error. A key that a stack runs with cannot disable, rotate or delete
    itself: that is refused before anything is sent. Whatever changes in `rotationTriggers`
    makes a new token in its place.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        name: pulumi.Input[str] | None = None,
        role_ids: pulumi.Input[list[pulumi.Input[str]]] | None = None,
        capabilities: pulumi.Input[
            list[pulumi.Input[inputs.CapabilityArgs | inputs.CapabilityArgsDict]]
        ]
        | None = None,
        expired_at: pulumi.Input[str] | None = None,
        is_enabled: pulumi.Input[bool] | None = None,
        rotation_triggers: pulumi.Input[Any] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a API key.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            name: The name shown in the dashboard.
            role_ids: Its roles: `id` of `getApiKeyRoles`. Left out, none.
            capabilities: What it may do beside that. Left out, nothing; there must be at least
                one role or capability.
            expired_at: When it ends, ISO 8601, such as `2030-01-31T12:00:00Z`. Left out, never.
                A change makes another key.
            is_enabled: Whether it opens anything. Left out, it does at first, and later that is
                not watched.
            rotation_triggers: Anything at all, such as a map; whatever is in it, a change makes
                a new `token`, and the old one is of no use any more. It is sent nowhere.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _ApiKeyArgs(
            {
                "name": name,
                "role_ids": role_ids,
                "capabilities": capabilities,
                "expired_at": expired_at,
                "is_enabled": is_enabled,
                "rotation_triggers": rotation_triggers,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(ApiKeyProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard."""
        value: pulumi.Output[str] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="roleIds")
    def role_ids(self) -> pulumi.Output[list[str] | None]:
        """Its roles: `id` of `getApiKeyRoles`. Left out, none."""
        value: pulumi.Output[list[str] | None] = pulumi.get(self, "role_ids")
        return value

    @property
    @pulumi.getter(name="capabilities")
    def capabilities(self) -> pulumi.Output[list[outputs.Capability] | None]:
        """What it may do beside that. Left out, nothing; there must be at least one role or
        capability.
        """
        value: pulumi.Output[list[outputs.Capability] | None] = pulumi.get(self, "capabilities")
        return value

    @property
    @pulumi.getter(name="expiredAt")
    def expired_at(self) -> pulumi.Output[str | None]:
        """When it ends, ISO 8601, such as `2030-01-31T12:00:00Z`. Left out, never. A change
        makes another key.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "expired_at")
        return value

    @property
    @pulumi.getter(name="isEnabled")
    def is_enabled(self) -> pulumi.Output[bool | None]:
        """Whether it opens anything. Left out, it does at first, and later that is not
        watched.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_enabled")
        return value

    @property
    @pulumi.getter(name="rotationTriggers")
    def rotation_triggers(self) -> pulumi.Output[Any | None]:
        """Anything at all, such as a map; whatever is in it, a change makes a new `token`, and
        the old one is of no use any more. It is sent nowhere.
        """
        value: pulumi.Output[Any | None] = pulumi.get(self, "rotation_triggers")
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
    @pulumi.getter(name="apiKeyId")
    def api_key_id(self) -> pulumi.Output[str]:
        """The API's own id of the key."""
        value: pulumi.Output[str] = pulumi.get(self, "api_key_id")
        return value

    @property
    @pulumi.getter(name="companyId")
    def company_id(self) -> pulumi.Output[str | None]:
        """The company that it belongs to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "company_id")
        return value

    @property
    @pulumi.getter(name="token")
    def token(self) -> pulumi.Output[str | None]:
        """The key itself, which is shown when it is made and when it is rotated, and kept in
        the state. After an import it is unknown until a rotation.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "token")
        return value

    @property
    @pulumi.getter(name="maskedToken")
    def masked_token(self) -> pulumi.Output[str | None]:
        """The ends of the token, which the API shows always."""
        value: pulumi.Output[str | None] = pulumi.get(self, "masked_token")
        return value

    @property
    @pulumi.getter(name="roles")
    def roles(self) -> pulumi.Output[list[outputs.KeyRole] | None]:
        """The roles that it has."""
        value: pulumi.Output[list[outputs.KeyRole] | None] = pulumi.get(self, "roles")
        return value

    @property
    @pulumi.getter(name="source")
    def source(self) -> pulumi.Output[str | None]:
        """Where it was made: `DASHBOARD`, `CLI` or `EXTERNAL`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "source")
        return value

    @property
    @pulumi.getter(name="lastUsedAt")
    def last_used_at(self) -> pulumi.Output[str | None]:
        """When it was last used."""
        value: pulumi.Output[str | None] = pulumi.get(self, "last_used_at")
        return value

    @property
    @pulumi.getter(name="oldTokenExpiredAt")
    def old_token_expired_at(self) -> pulumi.Output[str | None]:
        """Until when the token before this one holds."""
        value: pulumi.Output[str | None] = pulumi.get(self, "old_token_expired_at")
        return value
