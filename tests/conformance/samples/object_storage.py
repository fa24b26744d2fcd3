"""ObjectStorage: its keys are told when it is made."""

from conformance.sample import LATER, NOT_SENT, Canary, Input, Sample
from sevalla_provider.resources.storage.object_storage import OBJECT_STORAGE

PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456721"
OTHER_PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456722"
NAME, OTHER_NAME = 'canary name/4711+"x"', "canary of/an update"
"""The platform makes a name of its own of it, of which a program may mark nothing."""

DOMAIN = "/object-storage/{id}/domain"

SAMPLE = Sample(
    OBJECT_STORAGE,
    family="storage",
    parents=[("projects", {"id": PROJECT}), ("projects", {"id": OTHER_PROJECT})],
    made_by="POST /object-storage",
    changed_by="PATCH /object-storage/{id}",
    least=("display_name",),
    inputs={
        "display_name": Input("Uploads", "Downloads", "x"),
        "location": Input("weur", "apac", "europe", replaces=True),
        "jurisdiction": Input("eu", "default", "usa", replaces=True),
        "public_access": Input(
            False,
            True,
            "yes",
            removed=False,
            laid={"domain": "elsewhere.example"},
            calls={True: f"POST {DOMAIN}", False: f"DELETE {DOMAIN}"},
        ),
        "project_id": Input(PROJECT, OTHER_PROJECT, "shop", removed=None),
        "force_destroy": Input(
            False,
            True,
            1,
            sent=NOT_SENT,
            removed=NOT_SENT,
            laid={},
            given={"public_access": False},
            hidden=True,
            in_id=True,
        ),
    },
    outputs={
        "name": "elsewhere",
        "company_id": None,
        "bucket_name": "another",
        "endpoint": "https://elsewhere.example",
        "domain": None,
        "access_key": None,
        "secret_key": "****************",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
    told=frozenset({"access_key", "secret_key"}),
    canary=Canary(
        inputs={"displayName": NAME},
        changed={"displayName": OTHER_NAME},
        canaries=(NAME, OTHER_NAME),
        marked=frozenset({"display_name"}),
    ),
)
