"""ObjectStorageCorsPolicy: what pages of other origins may do with a bucket.

Source: `docs/contract/databases-and-storage.md`, CORS policies.
"""

from typing import Annotated, Literal

from pydantic import Field

from sevalla_provider.clients import sevalla
from sevalla_provider.clients.operations import Operations
from sevalla_provider.clients.verbs import Create, Get, List, Shows, Update
from sevalla_provider.resources.ids import AnyId, Uuid
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.sets import SetOf
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel, OneOf, Text

Words = Annotated[str, Text(1, 250)]
Method = Annotated[Literal["GET", "PUT", "POST", "DELETE", "HEAD"], OneOf()]


class ObjectStorageCorsPolicyInputs(InputModel):
    """What a program says of a policy. The order within a list means nothing."""

    object_storage_id: Annotated[
        Uuid,
        Trait(replaces=True, in_path=True),
        Field(description="The bucket: `object_storage_id` of an `ObjectStorage`."),
    ]
    origins: Annotated[
        list[Words],
        SetOf(1, 100),
        Field(description="The origins whose pages may, such as `https://shop.example`; `*`: all."),
    ]
    methods: Annotated[
        list[Method],
        SetOf(1),
        Field(description="What they may do: `GET`, `PUT`, `POST`, `DELETE`, `HEAD`."),
    ]
    headers: Annotated[
        list[Words] | None,
        SetOf(0, 100),
        Trait(default=[]),
        Field(description="The headers that their requests may have. Left out, none."),
    ] = None


class ObjectStorageCorsPolicyOutputs(OutputModel):
    """What the API adds to a policy."""

    cors_policy_id: Annotated[str, Field(description="The API's own id of the policy.")]


OBJECT_STORAGE_CORS_POLICY = Resource(
    token="sevalla:index:ObjectStorageCorsPolicy",  # noqa: S106 - a name, no password
    noun="CORS policy",
    plural="ObjectStorageCorsPolicies",
    description=(
        "Lets pages of other origins use a bucket. There may be several in one bucket, and two of "
        "the same content, too."
    ),
    inputs=ObjectStorageCorsPolicyInputs,
    outputs=ObjectStorageCorsPolicyOutputs,
    id_output="cors_policy_id",
    created_at="",
    own_id_rule=AnyId(),
    operations=Operations(
        path="/object-storage/{object_storage_id}/cors-policies",
        limits=sevalla.LIMITS,
        service="object storage",
        list=List.ARRAY,
        get=Get.FROM_LIST,
        # The answer names none, and to list them writes down ids.
        create=Create(shows=Shows.NOTHING, one_by_one=True),
        update=Update(whole=True, shows=Shows.NOTHING),
    ),
)
