"""PrivatePort."""

from conformance.ports import INPUTS, PARENTS
from conformance.sample import Sample
from sevalla_provider.resources.applications.private_port import PRIVATE_PORT

SAMPLE = Sample(
    PRIVATE_PORT,
    parents=PARENTS,
    made_by="POST /applications/{app_id}/private-ports",
    least=("app_id", "process_id", "port"),
    inputs=INPUTS,
    outputs={"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:01Z"},
)
