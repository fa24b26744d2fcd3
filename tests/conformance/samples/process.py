"""Process."""

from conformance.sample import APP, NOT_SENT, OTHER_APP, OTHER_SIZE, SIZE, Canary, Input, Sample
from sevalla_provider.resources.applications.process import PROCESS

ONE = {"type": "manual", "config": {"instanceCount": 1}}
HORIZONTAL = {"min_instance_count": 1, "max_instance_count": 3, "target_cpu_percent": 60}
DEFAULTS = {
    "initialDelaySeconds": 0,
    "periodSeconds": 10,
    "timeoutSeconds": 1,
    "successThreshold": 1,
    "failureThreshold": 3,
}
WEB = {"type": "web"}
CRON = {"type": "cron", "schedule": "0 3 * * *"}
SECRET = 'canary value/4711+"x"'
HEADER = {"name": "x", "value": "canary-header"}

SAMPLE = Sample(
    PROCESS,
    parents=[("applications", {"id": APP}), ("applications", {"id": OTHER_APP})],
    made_by="POST /applications/{app_id}/processes",
    changed_by="PATCH /applications/{app_id}/processes/{id}",
    least=("app_id", "type", "display_name", "resource_type_id"),
    inputs={
        "app_id": Input(APP, OTHER_APP, "shop", replaces=True, hidden=True, in_id=True),
        "type": Input("worker", "job", "wbe", replaces=True),
        "display_name": Input("One", "Other", ""),
        "resource_type_id": Input(SIZE, OTHER_SIZE, "s1"),
        "entrypoint": Input("run one", "run other", "x" * 1025),
        "port": Input(4000, 4001, 65536),
        "is_ingress_enabled": Input(True, False, "yes", given=WEB),
        "ingress_protocol": Input("http", "grpc", "smtp", given=WEB),
        "scaling_strategy": Input(
            {"type": "manual", "config": {"instance_count": 2}},
            {"type": "horizontal", "config": HORIZONTAL},
            {"type": "manual", "config": {"instance_count": 99}},
            sent={
                "type": "horizontal",
                "config": {"minInstanceCount": 1, "maxInstanceCount": 3, "targetCpuPercent": 60},
            },
            removed=ONE,
        ),
        "schedule": Input(
            "0 4 * * *", "*/5 * * * 1-5", "61 3 * * *", given={"type": "cron"}, required=True
        ),
        "time_zone": Input("Europe/Berlin", "Asia/Tokyo", "Mars/Base", given=CRON),
        "job_start_policy": Input(
            "beforeDeployment",
            "afterSuccessDeployment",
            "never",
            removed=None,
            given={"type": "job"},
        ),
        "liveness_probe": Input(
            {"tcp_socket": {"port": 8080}},
            {"exec": {"command": ["true"]}, "period_seconds": 3},
            {"exec": {"command": []}},
            sent={"exec": {"command": ["true"]}, **DEFAULTS, "periodSeconds": 3},
            removed=None,
            given=WEB,
        ),
        "readiness_probe": Input(
            {
                "http_get": {
                    "path": "/ready",
                    "port": 8080,
                    "http_headers": [{"name": "X-Probe", "value": "1"}],
                }
            },
            {"http_get": {"path": "/healthz", "port": 8080, "scheme": "HTTPS"}},
            {"period_seconds": 3},
            sent={"httpGet": {"path": "/healthz", "port": 8080, "scheme": "HTTPS"}, **DEFAULTS},
            removed=None,
            given=WEB,
        ),
        "adopt_existing": Input(
            True,
            False,
            "yes",
            sent=NOT_SENT,
            removed=NOT_SENT,
            laid={},
            hidden=True,
            in_id=True,
            given=WEB,
        ),
    },
    outputs={
        "config_hash": "elsewhere",
        "key": "another",
        "resource_type_name": "renamed",
        "cpu_limit": 1,
        "memory_limit": 2,
        "internal_hostname": "elsewhere",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:01Z",
        "news": [None],
    },
    canary=Canary(
        inputs={
            "type": "web",
            "displayName": "visible-name",
            "entrypoint": SECRET,
            "readinessProbe": {"httpGet": {"path": "/", "port": 80, "httpHeaders": [HEADER]}},
        },
        changed={"entrypoint": "canary-of-an-update"},
        canaries=(SECRET, "canary-"),
        marked=frozenset({"entrypoint", "readiness_probe"}),
        refused={"entrypoint": ["canary-1"], "timeZone": "canary-1", "type": "canary-1"},
    ),
)
