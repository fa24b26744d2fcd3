"""TcpProxy."""

from conformance.sample import APP, OTHER_APP, Canary, Input, Sample
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from unit.samples import OTHER_PROCESS_ID, PROCESS_ID

ELSEWHERE = "0a1b2c3d-4e5f-6789-abcd-ef0123456712"
"""A process of the other application."""

SAMPLE = Sample(
    TCP_PROXY,
    parents=[
        ("applications", {"id": APP}),
        ("applications", {"id": OTHER_APP}),
        ("processes", {"id": PROCESS_ID, "app_id": APP}),
        ("processes", {"id": OTHER_PROCESS_ID, "app_id": APP}),
        ("processes", {"id": ELSEWHERE, "app_id": OTHER_APP}),
    ],
    made_by="POST /applications/{app_id}/tcp-proxies",
    least=("app_id", "process_id", "port"),
    inputs={
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
        "port": Input(4000, 4001, "80", replaces=True),
    },
    outputs={
        "external_port": 30999,
        "hostname": "elsewhere",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:01Z",
    },
    canary=Canary(
        canaries=(PROCESS_ID,),
        marked=frozenset({"process_id"}),
        refused={"processId": "canary-1", "port": "canary-1"},
    ),
)
