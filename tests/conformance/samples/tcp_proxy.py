"""TcpProxy."""

from conformance.ports import INPUTS, PARENTS
from conformance.sample import Canary, Sample
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from unit.samples import PROCESS_ID

SAMPLE = Sample(
    TCP_PROXY,
    parents=PARENTS,
    made_by="POST /applications/{app_id}/tcp-proxies",
    least=("app_id", "process_id", "port"),
    inputs=INPUTS,
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
