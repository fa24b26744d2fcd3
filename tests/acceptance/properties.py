"""What a program says of processes and proxies, at the least, and values of theirs."""

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
