"""What the samples of a port of a process have in common."""

from conformance.sample import APP, OTHER_APP, Input
from unit.samples import OTHER_PROCESS_ID, PROCESS_ID, Inputs

ELSEWHERE = "0a1b2c3d-4e5f-6789-abcd-ef0123456712"
"""A process of the other application."""

PARENTS: tuple[tuple[str, Inputs], ...] = (
    ("applications", {"id": APP}),
    ("applications", {"id": OTHER_APP}),
    ("processes", {"id": PROCESS_ID, "app_id": APP}),
    ("processes", {"id": OTHER_PROCESS_ID, "app_id": APP}),
    ("processes", {"id": ELSEWHERE, "app_id": OTHER_APP}),
)
INPUTS = {
    "app_id": Input(
        APP,
        OTHER_APP,
        "shop",
        beside={"process_id": ELSEWHERE},
        replaces=True,
        hidden=True,
        in_id=True,
    ),
    "process_id": Input(PROCESS_ID, OTHER_PROCESS_ID, "web", replaces=True),
    "port": Input(4000, 4001, "80", respelled={"port": "4000"}, replaces=True),
}
