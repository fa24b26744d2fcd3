"""Inputs and objects that are as they should be, to change one thing of."""

from typing import Any

APP = "0a1b2c3d-4e5f-6789-abcd-ef0123456701"
OTHER_APP = "0a1b2c3d-4e5f-6789-abcd-ef0123456702"
SIZE = "0a1b2c3d-4e5f-6789-abcd-ef0123456703"
OTHER_SIZE = "0a1b2c3d-4e5f-6789-abcd-ef0123456704"
PROCESS_ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456705"
OTHER_PROCESS_ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456706"
AGENT = "0a1b2c3d-4e5f-6789-abcd-ef0123456707"
OTHER_AGENT = "0a1b2c3d-4e5f-6789-abcd-ef0123456708"
TUNNEL_ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456709"
OTHER_TUNNEL_ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456710"
SHARE_ID = "0a1b2c3d-4e5f-6789-abcd-ef0123456711"
SITE = "0a1b2c3d-4e5f-6789-abcd-ef0123456712"
OTHER_SITE = "0a1b2c3d-4e5f-6789-abcd-ef0123456713"

Inputs = dict[str, Any]


def manual(count: int) -> Inputs:
    return {"type": "manual", "config": {"instance_count": count}}


def horizontal(low: int, high: int, **more: int) -> Inputs:
    bounds = {"min_instance_count": low, "max_instance_count": high}
    return {"type": "horizontal", "config": bounds | more}


def probe(path: str = "/healthz", **more: Any) -> Inputs:
    return {"http_get": {"path": path, "port": 8080}} | more


def process(kind: str, **more: Any) -> Inputs:
    own = {"schedule": "0 3 * * *"} if kind == "cron" else {}
    least = {"app_id": APP, "type": kind, "display_name": kind, "resource_type_id": SIZE}
    return least | own | more


def web(**more: Any) -> Inputs:
    return process("web", **more)


def worker(**more: Any) -> Inputs:
    return process("worker", **more)


def proxy(**more: Any) -> Inputs:
    return {"app_id": APP, "process_id": PROCESS_ID, "port": 5432} | more


def tunnel(**more: Any) -> Inputs:
    return {"target": "db.internal:5432", "agent_id": AGENT, "name": "staging-db"} | more


def connection(**more: Any) -> Inputs:
    return {"tunnel_id": TUNNEL_ID, "agent_id": OTHER_AGENT} | more


def share(**more: Any) -> Inputs:
    return {"tunnel_id": TUNNEL_ID, "name": "visitors"} | more


FULL_WEB = web(
    entrypoint="gunicorn app",
    port=8080,
    is_ingress_enabled=True,
    ingress_protocol="http",
    scaling_strategy=horizontal(1, 3, target_cpu_percent=70),
    liveness_probe={"exec": {"command": ["true"]}, "period_seconds": 5},
    readiness_probe={
        "http_get": {
            "path": "/ready",
            "port": 8080,
            "host": "example.org",
            "scheme": "HTTPS",
            "http_headers": [{"name": "X-Probe", "value": "1"}],
        }
    },
)
