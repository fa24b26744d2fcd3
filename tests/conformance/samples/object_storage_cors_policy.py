"""ObjectStorageCorsPolicy: nothing tells which one a POST has made, and a PATCH takes the whole."""

from conformance.sample import Input, Sample
from sevalla_provider.resources.storage.object_storage_cors_policy import (
    OBJECT_STORAGE_CORS_POLICY,
)

BUCKET = "0a1b2c3d-4e5f-6789-abcd-ef0123456741"
OTHER_BUCKET = "0a1b2c3d-4e5f-6789-abcd-ef0123456742"

SAMPLE = Sample(
    OBJECT_STORAGE_CORS_POLICY,
    family="storage",
    parents=[("object_storages", {"id": each}) for each in (BUCKET, OTHER_BUCKET)],
    made_by="POST /object-storage/{object_storage_id}/cors-policies",
    changed_by="PATCH /object-storage/{object_storage_id}/cors-policies/{id}",
    whole=True,
    least=("object_storage_id", "origins", "methods"),
    inputs={
        "object_storage_id": Input(
            BUCKET, OTHER_BUCKET, "uploads", replaces=True, hidden=True, in_id=True
        ),
        "origins": Input(
            ["https://shop.example", "https://blog.example", "https://shop.example"],
            ["*"],
            [],
            spelled=["https://blog.example", "https://shop.example"],
        ),
        "methods": Input(
            ["PUT", "GET"],
            ["HEAD", "DELETE", "POST"],
            ["PATCH"],
            spelled=["GET", "PUT"],
            sent=["DELETE", "HEAD", "POST"],
        ),
        "headers": Input(
            ["X-Shop", "Content-Type"],
            ["Range"],
            [""],
            spelled=["Content-Type", "X-Shop"],
            removed=[],
        ),
    },
    outputs={},
)
