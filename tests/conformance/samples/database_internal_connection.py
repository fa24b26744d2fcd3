"""DatabaseInternalConnection: the same connections, from the side of a database."""

from conformance.sample import Input, Sample
from sevalla_provider.resources.databases.internal_connection import (
    DATABASE_INTERNAL_CONNECTION,
)

DATABASE = "0a1b2c3d-4e5f-6789-abcd-ef0123456751"
OTHER_DATABASE = "0a1b2c3d-4e5f-6789-abcd-ef0123456752"
TARGET = "0a1b2c3d-4e5f-6789-abcd-ef0123456753"
OTHER_TARGET = "0a1b2c3d-4e5f-6789-abcd-ef0123456754"

SAMPLE = Sample(
    DATABASE_INTERNAL_CONNECTION,
    family="databases",
    parents=[
        ("databases", {"id": DATABASE}),
        ("databases", {"id": OTHER_DATABASE}),
        ("applications", {"id": TARGET}),
        ("applications", {"id": OTHER_TARGET}),
    ],
    made_by="POST /databases/{database_id}/internal-connections",
    least=("database_id", "target_id", "target_type"),
    inputs={
        "database_id": Input(
            DATABASE, OTHER_DATABASE, "shop", replaces=True, hidden=True, in_id=True
        ),
        "target_id": Input(TARGET, OTHER_TARGET, DATABASE, replaces=True),
        "target_type": Input(
            "app",
            "database",
            "dbResource",
            laid={"target_type": "dbResource"},
            respelled={"target_type": "app"},
            replaces=True,
            only_planned=True,
        ),
    },
    outputs={
        "source_id": "elsewhere",
        "source_type": "unknown",
        "source_name": "another",
        "source_display_name": "Another",
        "target_name": "another",
        "target_display_name": "Another",
    },
)
