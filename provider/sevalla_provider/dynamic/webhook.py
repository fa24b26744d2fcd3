# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Webhook, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.company.webhook import WEBHOOK


class WebhookProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = WEBHOOK


@pulumi.input_type
class _WebhookArgs(dict[str, Any]):
    endpoint: pulumi.Input[str] | None = pulumi.property("endpoint")
    allowed_events: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property("allowedEvents")
    description: pulumi.Input[str] | None = pulumi.property("description")
    is_enabled: pulumi.Input[bool] | None = pulumi.property("isEnabled")
    rotation_triggers: pulumi.Input[Any] | None = pulumi.property("rotationTriggers")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class Webhook(SevallaResource, module="sevalla", name="Webhook"):
    """Tells a URL of what happens in the company. There are at most 10 in a company. Whatever
    changes in `rotationTriggers` makes a new secret in its place.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        endpoint: pulumi.Input[str],
        allowed_events: pulumi.Input[list[pulumi.Input[str]]],
        description: pulumi.Input[str] | None = None,
        is_enabled: pulumi.Input[bool] | None = None,
        rotation_triggers: pulumi.Input[Any] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a webhook.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            endpoint: The URL that is told, by POST.
            allowed_events: The events that it is told of, such as `APP_DEPLOY` or
                `DATABASE_CREATE`. Their order means nothing.
            description: What it is for. Left out, none: one that is there is taken away.
            is_enabled: Whether it is told of anything. Left out, it is at first, and later that
                is not watched.
            rotation_triggers: Anything at all, such as a map; whatever is in it, a change makes
                a new `secret`. The old one holds beside it until `old_secret_expired_at`. It is
                sent nowhere.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _WebhookArgs(
            {
                "endpoint": endpoint,
                "allowed_events": allowed_events,
                "description": description,
                "is_enabled": is_enabled,
                "rotation_triggers": rotation_triggers,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(WebhookProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="endpoint")
    def endpoint(self) -> pulumi.Output[str]:
        """The URL that is told, by POST."""
        value: pulumi.Output[str] = pulumi.get(self, "endpoint")
        return value

    @property
    @pulumi.getter(name="allowedEvents")
    def allowed_events(self) -> pulumi.Output[list[str]]:
        """The events that it is told of, such as `APP_DEPLOY` or `DATABASE_CREATE`. Their
        order means nothing.
        """
        value: pulumi.Output[list[str]] = pulumi.get(self, "allowed_events")
        return value

    @property
    @pulumi.getter(name="description")
    def description(self) -> pulumi.Output[str | None]:
        """What it is for. Left out, none: one that is there is taken away."""
        value: pulumi.Output[str | None] = pulumi.get(self, "description")
        return value

    @property
    @pulumi.getter(name="isEnabled")
    def is_enabled(self) -> pulumi.Output[bool | None]:
        """Whether it is told of anything. Left out, it is at first, and later that is not
        watched.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_enabled")
        return value

    @property
    @pulumi.getter(name="rotationTriggers")
    def rotation_triggers(self) -> pulumi.Output[Any | None]:
        """Anything at all, such as a map; whatever is in it, a change makes a new `secret`.
        The old one holds beside it until `old_secret_expired_at`. It is sent nowhere.
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
    @pulumi.getter(name="webhookId")
    def webhook_id(self) -> pulumi.Output[str]:
        """The API's own id of the webhook."""
        value: pulumi.Output[str] = pulumi.get(self, "webhook_id")
        return value

    @property
    @pulumi.getter(name="companyId")
    def company_id(self) -> pulumi.Output[str | None]:
        """The company that it belongs to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "company_id")
        return value

    @property
    @pulumi.getter(name="secret")
    def secret(self) -> pulumi.Output[str | None]:
        """What a request carries in `svl-signature`: a password that both sides know, and no
        signature.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "secret")
        return value

    @property
    @pulumi.getter(name="oldSecretExpiredAt")
    def old_secret_expired_at(self) -> pulumi.Output[str | None]:
        """Until when the secret before this one holds."""
        value: pulumi.Output[str | None] = pulumi.get(self, "old_secret_expired_at")
        return value

    @property
    @pulumi.getter(name="createdBy")
    def created_by(self) -> pulumi.Output[str | None]:
        """Who made it."""
        value: pulumi.Output[str | None] = pulumi.get(self, "created_by")
        return value

    @property
    @pulumi.getter(name="updatedBy")
    def updated_by(self) -> pulumi.Output[str | None]:
        """Who changed it last."""
        value: pulumi.Output[str | None] = pulumi.get(self, "updated_by")
        return value
