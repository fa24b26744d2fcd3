# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""ObjectStorage, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.storage.object_storage import OBJECT_STORAGE


class ObjectStorageProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = OBJECT_STORAGE


@pulumi.input_type
class _ObjectStorageArgs(dict[str, Any]):
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")
    location: pulumi.Input[str] | None = pulumi.property("location")
    jurisdiction: pulumi.Input[str] | None = pulumi.property("jurisdiction")
    public_access: pulumi.Input[bool] | None = pulumi.property("publicAccess")
    project_id: pulumi.Input[str] | None = pulumi.property("projectId")
    force_destroy: pulumi.Input[bool] | None = pulumi.property("forceDestroy")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class ObjectStorage(SevallaResource, module="sevalla", name="ObjectStorage"):
    """A bucket for objects, with the interface of S3. Its keys are shown when it is made, and
    are kept in the state as secrets.

    A bucket that holds objects is not deleted, unless the state says `forceDestroy`: set
    it, run `pulumi up`, and then destroy. Where a replacement leaves such a bucket behind,
    a warning names it. A destroy waits until the platform has removed it.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        display_name: pulumi.Input[str] | None = None,
        location: pulumi.Input[str] | None = None,
        jurisdiction: pulumi.Input[str] | None = None,
        public_access: pulumi.Input[bool] | None = None,
        project_id: pulumi.Input[str] | None = None,
        force_destroy: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a bucket.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            display_name: The name shown in the dashboard. A change renames it in place.
            location: A hint where it is: `apac`, `eeur`, `enam`, `oc`, `weur` or `wnam`. Left
                out, it is in `enam` at first, and later that is not watched.
            jurisdiction: Whose law its objects are kept under: `default`, `eu` or `fedramp`.
                Left out, it is `default` at first, and later that is not watched.
            public_access: Whether everybody may read its objects, at the host that `domain`
                names. Default: false.
            project_id: The project that it is in; left out, it is in none. Say it here or by a
                `ProjectService`, not in both ways: what is left out here takes it out again.
            force_destroy: Whether it may be deleted together with objects in it. What the last
                `pulumi up` has put into the state counts: to say it in the program alone is not
                enough. Default: false.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _ObjectStorageArgs(
            {
                "display_name": display_name,
                "location": location,
                "jurisdiction": jurisdiction,
                "public_access": public_access,
                "project_id": project_id,
                "force_destroy": force_destroy,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(ObjectStorageProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard. A change renames it in place."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="location")
    def location(self) -> pulumi.Output[str | None]:
        """A hint where it is: `apac`, `eeur`, `enam`, `oc`, `weur` or `wnam`. Left out, it is
        in `enam` at first, and later that is not watched.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "location")
        return value

    @property
    @pulumi.getter(name="jurisdiction")
    def jurisdiction(self) -> pulumi.Output[str | None]:
        """Whose law its objects are kept under: `default`, `eu` or `fedramp`. Left out, it is
        `default` at first, and later that is not watched.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "jurisdiction")
        return value

    @property
    @pulumi.getter(name="publicAccess")
    def public_access(self) -> pulumi.Output[bool | None]:
        """Whether everybody may read its objects, at the host that `domain` names. Default:
        false.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "public_access")
        return value

    @property
    @pulumi.getter(name="projectId")
    def project_id(self) -> pulumi.Output[str | None]:
        """The project that it is in; left out, it is in none. Say it here or by a
        `ProjectService`, not in both ways: what is left out here takes it out again.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "project_id")
        return value

    @property
    @pulumi.getter(name="forceDestroy")
    def force_destroy(self) -> pulumi.Output[bool | None]:
        """Whether it may be deleted together with objects in it. What the last `pulumi up` has
        put into the state counts: to say it in the program alone is not enough. Default:
        false.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "force_destroy")
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
    @pulumi.getter(name="objectStorageId")
    def object_storage_id(self) -> pulumi.Output[str]:
        """The API's own id of the bucket."""
        value: pulumi.Output[str] = pulumi.get(self, "object_storage_id")
        return value

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str | None]:
        """The platform's own name of it, which lasts."""
        value: pulumi.Output[str | None] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="companyId")
    def company_id(self) -> pulumi.Output[str | None]:
        """The company that it belongs to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "company_id")
        return value

    @property
    @pulumi.getter(name="bucketName")
    def bucket_name(self) -> pulumi.Output[str | None]:
        """What clients of S3 call the bucket."""
        value: pulumi.Output[str | None] = pulumi.get(self, "bucket_name")
        return value

    @property
    @pulumi.getter(name="endpoint")
    def endpoint(self) -> pulumi.Output[str | None]:
        """The address for clients of S3."""
        value: pulumi.Output[str | None] = pulumi.get(self, "endpoint")
        return value

    @property
    @pulumi.getter(name="accessKey")
    def access_key(self) -> pulumi.Output[str | None]:
        """The id of its key. It is kept as it was when the bucket was made; unknown after an
        import, unless the API shows it.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "access_key")
        return value

    @property
    @pulumi.getter(name="secretKey")
    def secret_key(self) -> pulumi.Output[str | None]:
        """The key itself, which is kept in the same way."""
        value: pulumi.Output[str | None] = pulumi.get(self, "secret_key")
        return value

    @property
    @pulumi.getter(name="domain")
    def domain(self) -> pulumi.Output[str | None]:
        """The host of its public objects, while there is one."""
        value: pulumi.Output[str | None] = pulumi.get(self, "domain")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """Its status, in the platform's words."""
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value
