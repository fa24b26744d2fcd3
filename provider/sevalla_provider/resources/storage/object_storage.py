"""ObjectStorage: a bucket (`docs/contract/databases-and-storage.md`, Object storage)."""

from typing import Annotated, Literal

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.calls import Switch
from sevalla_provider.clients.models import JsonObject
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Contents, Delete, Shows, Update
from sevalla_provider.resources.health import ready_unless_deleting
from sevalla_provider.resources.ids import Uuid
from sevalla_provider.resources.properties import DatedOutputs
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import Flag, InputModel, OneOf, Text

Location = Literal["apac", "eeur", "enam", "oc", "weur", "wnam"]
Jurisdiction = Literal["default", "eu", "fedramp"]


class ObjectStorageInputs(InputModel):
    """What a program says of a bucket."""

    display_name: Annotated[
        Annotated[str, Text(2, 64)],
        Trait(auto_named=True),
        Field(description="The name shown in the dashboard. A change renames it in place."),
    ]
    location: Annotated[
        Annotated[Location, OneOf()] | None,
        Trait(replaces=True, server_default=True, import_default="enam"),
        Field(
            description=(
                "A hint where it is: `apac`, `eeur`, `enam`, `oc`, `weur` or `wnam`. Left out, it "
                "is in `enam` at first, and later that is not watched."
            )
        ),
    ] = None
    jurisdiction: Annotated[
        Annotated[Jurisdiction, OneOf()] | None,
        Trait(replaces=True, server_default=True, import_default="default"),
        Field(
            description=(
                "Whose law its objects are kept under: `default`, `eu` or `fedramp`. Left out, it "
                "is `default` at first, and later that is not watched."
            )
        ),
    ] = None
    public_access: Annotated[
        Flag | None,
        Trait(default=False),
        Field(
            description=(
                "Whether everybody may read its objects, at the host that `domain` names. "
                "Default: false."
            )
        ),
    ] = None
    project_id: Annotated[
        Uuid | None,
        Field(
            description=(
                "The project that it is in; left out, it is in none. Say it here or by a "
                "`ProjectService`, not in both ways: what is left out here takes it out again."
            )
        ),
    ] = None
    force_destroy: Annotated[
        Flag | None,
        Trait(provider_only=True, default=False),
        Field(
            description=(
                "Whether it may be deleted together with objects in it. What the last `pulumi up` "
                "has put into the state counts: to say it in the program alone is not enough. "
                "Default: false."
            )
        ),
    ] = None


class ObjectStorageOutputs(DatedOutputs):
    """What the API adds to a bucket."""

    object_storage_id: Annotated[str, Field(description="The API's own id of the bucket.")]
    name: Annotated[
        str | None, Field(description="The platform's own name of it, which lasts.")
    ] = None
    company_id: Annotated[str | None, Field(description="The company that it belongs to.")] = None
    bucket_name: Annotated[str | None, Field(description="What clients of S3 call the bucket.")] = (
        None
    )
    endpoint: Annotated[str | None, Field(description="The address for clients of S3.")] = None
    access_key: Annotated[
        str | None,
        Trait(secret=True, shown_once=True),
        Field(
            description=(
                "The id of its key. It is kept as it was when the bucket was made; unknown after "
                "an import, unless the API shows it."
            )
        ),
    ] = None
    secret_key: Annotated[
        str | None,
        Trait(secret=True, shown_once=True),
        Field(description="The key itself, which is kept in the same way."),
    ] = None
    domain: Annotated[
        str | None, Field(description="The host of its public objects, while there is one.")
    ] = None
    status: Annotated[str | None, Field(description="Its status, in the platform's words.")] = None


def normalize_response(shown: JsonObject) -> JsonObject:
    """Read from its domain whether it is public: that is not shown otherwise."""
    if "domain" not in shown:
        return shown
    return {**shown, "public_access": bool(shown["domain"])}


OBJECT_STORAGE = Resource(
    token="sevalla:index:ObjectStorage",  # noqa: S106 - a name, no password
    noun="bucket",
    plural="ObjectStorages",
    description=(
        "A bucket for objects, with the interface of S3. Its keys are shown when it is made, and "
        "are kept in the state as secrets.\n\n"
        "A bucket that holds objects is not deleted, unless the state says `forceDestroy`: set it, "
        "run `pulumi up`, and then destroy. Where a replacement leaves such a bucket behind, a "
        "warning names it. A destroy waits until the platform has removed it."
    ),
    inputs=ObjectStorageInputs,
    outputs=ObjectStorageOutputs,
    id_output="object_storage_id",
    operations=Operations(
        path="/object-storage",
        limits=sevalla.LIMITS,
        service="object storage",
        creates_service=True,
        whole_items=False,
        # The answer to a PATCH lacks the half of it.
        update=Update(shows=Shows.ID),
        delete=Delete(
            guard=Contents(
                "/object-storage/{object_storage_id}/objects",
                "object",
                unless="force_destroy",
                named_by=("display_name", "bucket_name"),
            )
        ),
        switches={
            "public_access": Switch(
                on="/domain", off="/domain", off_method="DELETE", repeatable=False
            )
        },
    ),
    normalize_response=normalize_response,
    health=ready_unless_deleting,  # it is there as soon as it is made
    holds="all objects in it (or, where `forceDestroy` is not true, stays if it holds any)",
    claims=("project_id",),
)
