"""InternalConnection: the list is the read, whose words are not those that are written."""

from conformance.sample import APP, OTHER_APP, Input, Sample
from sevalla_provider.resources.applications.internal_connection import INTERNAL_CONNECTION

TARGET = "0a1b2c3d-4e5f-6789-abcd-ef0123456731"
OTHER_TARGET = "0a1b2c3d-4e5f-6789-abcd-ef0123456732"
APPLICATIONS = (APP, OTHER_APP, TARGET, OTHER_TARGET)

SAMPLE = Sample(
    INTERNAL_CONNECTION,
    parents=[("applications", {"id": each}) for each in APPLICATIONS],
    made_by="POST /applications/{app_id}/internal-connections",
    least=("app_id", "target_id", "target_type"),
    inputs={
        "app_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "target_id": Input(TARGET, OTHER_TARGET, APP, replaces=True),
        "target_type": Input(
            "app",
            "database",
            "appResource",
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
