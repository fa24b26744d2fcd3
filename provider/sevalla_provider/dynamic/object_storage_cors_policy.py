# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""ObjectStorageCorsPolicy, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.storage.object_storage_cors_policy import OBJECT_STORAGE_CORS_POLICY


class ObjectStorageCorsPolicyProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = OBJECT_STORAGE_CORS_POLICY


@pulumi.input_type
class _ObjectStorageCorsPolicyArgs(dict[str, Any]):
    object_storage_id: pulumi.Input[str] | None = pulumi.property("objectStorageId")
    origins: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property("origins")
    methods: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property("methods")
    headers: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property("headers")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class ObjectStorageCorsPolicy(SevallaResource, module="sevalla", name="ObjectStorageCorsPolicy"):
    """Lets pages of other origins use a bucket. There may be several in one bucket, and two of
    the same content, too.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        object_storage_id: pulumi.Input[str],
        origins: pulumi.Input[list[pulumi.Input[str]]],
        methods: pulumi.Input[list[pulumi.Input[str]]],
        headers: pulumi.Input[list[pulumi.Input[str]]] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a CORS policy.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            object_storage_id: The bucket: `object_storage_id` of an `ObjectStorage`.
            origins: The origins whose pages may, such as `https://shop.example`; `*`: all.
            methods: What they may do: `GET`, `PUT`, `POST`, `DELETE`, `HEAD`.
            headers: The headers that their requests may have. Left out, none.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _ObjectStorageCorsPolicyArgs(
            {
                "object_storage_id": object_storage_id,
                "origins": origins,
                "methods": methods,
                "headers": headers,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(ObjectStorageCorsPolicyProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="objectStorageId")
    def object_storage_id(self) -> pulumi.Output[str]:
        """The bucket: `object_storage_id` of an `ObjectStorage`."""
        value: pulumi.Output[str] = pulumi.get(self, "object_storage_id")
        return value

    @property
    @pulumi.getter(name="origins")
    def origins(self) -> pulumi.Output[list[str]]:
        """The origins whose pages may, such as `https://shop.example`; `*`: all."""
        value: pulumi.Output[list[str]] = pulumi.get(self, "origins")
        return value

    @property
    @pulumi.getter(name="methods")
    def methods(self) -> pulumi.Output[list[str]]:
        """What they may do: `GET`, `PUT`, `POST`, `DELETE`, `HEAD`."""
        value: pulumi.Output[list[str]] = pulumi.get(self, "methods")
        return value

    @property
    @pulumi.getter(name="headers")
    def headers(self) -> pulumi.Output[list[str] | None]:
        """The headers that their requests may have. Left out, none."""
        value: pulumi.Output[list[str] | None] = pulumi.get(self, "headers")
        return value

    @property
    @pulumi.getter(name="corsPolicyId")
    def cors_policy_id(self) -> pulumi.Output[str]:
        """The API's own id of the policy."""
        value: pulumi.Output[str] = pulumi.get(self, "cors_policy_id")
        return value
