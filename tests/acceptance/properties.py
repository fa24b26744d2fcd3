"""Each property of each resource: a value, another one, and what the API should see of a change."""

from dataclasses import dataclass
from typing import Any

from tools.workbench.program import Declared

SMALL = "5e5a11a0-0000-4000-8000-000000000002"
LARGE = "5e5a11a0-0000-4000-8000-000000000003"

MANUAL_2 = {"type": "manual", "config": {"instance_count": 2}}
HORIZONTAL = {
    "type": "horizontal",
    "config": {"min_instance_count": 1, "max_instance_count": 3, "target_cpu_percent": 60},
}
HORIZONTAL_ON_WIRE = {
    "type": "horizontal",
    "config": {"minInstanceCount": 1, "maxInstanceCount": 3, "targetCpuPercent": 60},
}
PROBE_DEFAULTS = {
    "initialDelaySeconds": 0,
    "periodSeconds": 10,
    "timeoutSeconds": 1,
    "successThreshold": 1,
    "failureThreshold": 3,
}


@dataclass(frozen=True)
class Row:
    """One property of a process.

    Attributes:
        kind: the type of process it belongs to.
        one, other: two values, as a program writes them.
        patched: `other` as the API takes it; the same where nothing is said.
        unset: what PATCH carries when the property is removed; nothing where the server chooses.
        drifted: what somebody else might set, as the API has it.
    """

    name: str
    kind: str
    one: Any
    other: Any
    patched: Any = None
    unset: tuple[Any, ...] = ()
    required: bool = False
    drifted: Any = None


ROWS = (
    Row("display_name", "worker", "One", "Other", required=True, drifted="Somebody's"),
    Row("resource_type_id", "worker", SMALL, LARGE, required=True, drifted=LARGE),
    Row("entrypoint", "worker", "run one", "run other", drifted="run away"),
    Row("port", "worker", 4000, 4001, drifted=4002),
    Row("is_ingress_enabled", "web", True, False, drifted=False),
    Row("ingress_protocol", "web", "http", "grpc", drifted="grpc"),
    Row(
        "scaling_strategy",
        "worker",
        MANUAL_2,
        HORIZONTAL,
        patched=HORIZONTAL_ON_WIRE,
        unset=({"type": "manual", "config": {"instanceCount": 1}},),
        drifted={"type": "manual", "config": {"instanceCount": 7}},
    ),
    Row("schedule", "cron", "0 3 * * *", "*/5 * * * 1-5", required=True, drifted="1 1 1 1 *"),
    Row("time_zone", "cron", "Europe/Berlin", "Asia/Tokyo", drifted="America/Lima"),
    Row(
        "job_start_policy",
        "job",
        "beforeDeployment",
        "afterSuccessDeployment",
        unset=(None,),
        drifted="afterFailedDeployment",
    ),
    Row(
        "liveness_probe",
        "web",
        {"tcp_socket": {"port": 8080}},
        {"exec": {"command": ["true"]}, "period_seconds": 3},
        patched={"exec": {"command": ["true"]}, **PROBE_DEFAULTS, "periodSeconds": 3},
        unset=(None,),
        drifted={"tcpSocket": {"port": 9}, **PROBE_DEFAULTS},
    ),
    Row(
        "readiness_probe",
        "web",
        {
            "http_get": {
                "path": "/ready",
                "port": 8080,
                "http_headers": [{"name": "X-Probe", "value": "1"}],
            }
        },
        {"http_get": {"path": "/healthz", "port": 8080, "scheme": "HTTPS"}},
        patched={
            "httpGet": {"path": "/healthz", "port": 8080, "scheme": "HTTPS"},
            **PROBE_DEFAULTS,
        },
        unset=(None,),
        drifted={"httpGet": {"path": "/", "port": 80, "scheme": "HTTP"}, **PROBE_DEFAULTS},
    ),
)


def process(kind: str, app_id: str, /, **props: Any) -> Declared:
    """The least that a process of one type needs, and `props`."""
    least = {"app_id": app_id, "type": kind, "display_name": f"A {kind}", "resource_type_id": SMALL}
    extra = {"schedule": "0 3 * * *"} if kind == "cron" else {}
    return {"type": "Process", "props": {**least, **extra, **props}}


def proxy(app_id: str, of: str, port: int = 8080) -> Declared:
    """A TCP proxy of the process that the program calls `of`."""
    return {
        "type": "TcpProxy",
        "props": {"app_id": app_id, "process_id": f"${{{of}.process_id}}", "port": port},
    }
