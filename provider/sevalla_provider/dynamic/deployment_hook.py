# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""DeploymentHook, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.applications.deployment_hook import DEPLOYMENT_HOOK


class DeploymentHookProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = DEPLOYMENT_HOOK


@pulumi.input_type
class _DeploymentHookArgs(dict[str, Any]):
    app_id: pulumi.Input[str] | None = pulumi.property("appId")
    rotation_triggers: pulumi.Input[Any] | None = pulumi.property("rotationTriggers")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class DeploymentHook(SevallaResource, module="sevalla", name="DeploymentHook"):
    """A secret URL that starts a deployment of an application; there is one for an
    application, or none. One that is on already is somebody else's, and an error that tells
    how to take it over. Whatever changes in `rotationTriggers` makes a new URL in its
    place. Deleting it switches the URL off. Its id is the application's.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        app_id: pulumi.Input[str],
        rotation_triggers: pulumi.Input[Any] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a deployment hook.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            app_id: The application that it belongs to.
            rotation_triggers: Anything at all, such as a map; whatever is in it, a change makes
                a new URL, and the old one is of no use any more. It is sent nowhere.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _DeploymentHookArgs(
            {
                "app_id": app_id,
                "rotation_triggers": rotation_triggers,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(DeploymentHookProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="appId")
    def app_id(self) -> pulumi.Output[str]:
        """The application that it belongs to."""
        value: pulumi.Output[str] = pulumi.get(self, "app_id")
        return value

    @property
    @pulumi.getter(name="rotationTriggers")
    def rotation_triggers(self) -> pulumi.Output[Any | None]:
        """Anything at all, such as a map; whatever is in it, a change makes a new URL, and the
        old one is of no use any more. It is sent nowhere.
        """
        value: pulumi.Output[Any | None] = pulumi.get(self, "rotation_triggers")
        return value

    @property
    @pulumi.getter(name="url")
    def url(self) -> pulumi.Output[str | None]:
        """Whoever sends a POST to it starts a deployment, and needs no key."""
        value: pulumi.Output[str | None] = pulumi.get(self, "url")
        return value
