"""What POST and PATCH of a process take and refuse (`docs/contract/sevalla-v3.md`, Processes)."""

from typing import TypeAlias

import pytest
from pydantic import JsonValue

from sevalla_emulator.json_types import JsonObject
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import Api, fields, message, process

HTTP_PROBE: JsonObject = {"httpGet": {"path": "/", "port": 8080}}


def scaled(**config: JsonValue) -> JsonObject:
    return {"type": "horizontal", "config": {"minInstanceCount": 1, **config}}


def probe(**fields: JsonValue) -> JsonObject:
    return {"tcpSocket": {"port": 80}, **fields}


Row: TypeAlias = tuple[str, str, list[JsonValue]]

_HIGHEST = {
    "targetCpuPercent": 100,
    "targetMemoryPercent": 100,
    "scaleUpIntervalSeconds": 60_000,
    "scaleDownIntervalSeconds": 60_000,
    "scaleUpIncrement": 5,
    "scaleDownIncrement": 5,
}
OUT_OF_RANGE: list[JsonValue] = [
    scaled(maxInstanceCount=2, **{name: wrong})
    for name, highest in _HIGHEST.items()
    for wrong in (0, highest + 1, None, "1", 1.5)
]
READ_ONLY = (
    "id",
    "app_id",
    "key",
    "resource_type_name",
    "cpu_limit",
    "memory_limit",
    "internal_hostname",
    "created_at",
    "updated_at",
)

# type, field, values that are refused
WRONG: list[Row] = [
    ("worker", "type", ["Worker", "static", "", 1, None]),
    ("worker", "display_name", ["", "x" * 256, 1, None, ["a"]]),
    ("worker", "resource_type_id", ["", "s1", 1, None, "5e5a11a000004000800000000000000a"]),
    ("worker", "entrypoint", ["x" * 1025, 1, None]),
    ("worker", "port", [0, 65_536, -1, "80", 80.5, True, None, [80]]),
    ("worker", "scaling_strategy", [None, {}, "manual", {"type": "manual"}, {"type": "auto"}]),
    ("worker", "scaling_strategy", [{"type": "manual", "config": {"instanceCount": 51}}]),
    ("worker", "scaling_strategy", [{"type": "manual", "config": {"instanceCount": -1}}]),
    ("worker", "scaling_strategy", [{"type": "manual", "config": {"instanceCount": "1"}}]),
    ("worker", "scaling_strategy", [{"type": "manual", "config": {"instance_count": 1}}]),
    ("worker", "scaling_strategy", [{"type": "manual", "config": {}, "more": 1}]),
    ("worker", "scaling_strategy", [scaled(), scaled(maxInstanceCount=0)]),
    ("worker", "scaling_strategy", [scaled(maxInstanceCount=51)]),
    ("worker", "scaling_strategy", OUT_OF_RANGE),
    ("worker", "colour", ["blue"]),
    ("worker", "schedule", ["0 3 * * *"]),
    ("worker", "time_zone", ["UTC"]),
    ("worker", "job_start_policy", ["beforeDeployment"]),
    ("worker", "liveness_probe", [HTTP_PROBE]),
    ("worker", "readiness_probe", [HTTP_PROBE]),
    ("web", "schedule", ["0 3 * * *"]),
    ("web", "job_start_policy", ["beforeDeployment"]),
    ("web", "is_ingress_enabled", [True, False, None]),
    ("web", "ingress_protocol", ["http", "grpc", None]),
    ("cron", "schedule", ["", "nonsense", "* * * *", "* * * * * *", "61 * * * *", None, 5]),
    ("cron", "schedule", ["0" * 101, "0,0,0,0,0,0,0,0,0,0" * 5 + " * * * *"]),
    ("cron", "time_zone", ["", "Mars/Olympus", "utc+1", "x" * 101, None, 1]),
    ("cron", "liveness_probe", [HTTP_PROBE]),
    ("job", "job_start_policy", ["", "always", "before_deployment", None, 1]),
    ("job", "schedule", ["0 3 * * *"]),
    ("web", "liveness_probe", [None, {}, {"periodSeconds": 1}, probe(**HTTP_PROBE)]),
    ("web", "liveness_probe", [probe(successThreshold=2)]),
    ("web", "liveness_probe", [{"exec": {"command": []}}, {"exec": {"command": "ls"}}]),
    ("web", "liveness_probe", [{"exec": {"command": [1]}}, {"exec": {}}, {"exec": None}]),
    ("web", "liveness_probe", [{"httpGet": {"path": "/"}}, {"httpGet": {"port": 80}}]),
    ("web", "liveness_probe", [{"httpGet": {"path": "/", "port": 80, "scheme": "http"}}]),
    ("web", "liveness_probe", [{"httpGet": {"path": "/", "port": "http"}}]),
    ("web", "liveness_probe", [{"httpGet": {"path": "/", "port": 1, "httpHeaders": [{}]}}]),
    ("web", "liveness_probe", [{"http_get": {"path": "/", "port": 80}}]),
    ("web", "liveness_probe", [{"tcpSocket": {"port": 0}}, {"tcpSocket": {"port": 65_536}}]),
    ("web", "readiness_probe", [probe(initialDelaySeconds=-1), probe(periodSeconds=0)]),
    ("web", "readiness_probe", [probe(timeoutSeconds=0), probe(successThreshold=0)]),
    ("web", "readiness_probe", [probe(failureThreshold=0), probe(periodSeconds=2**31)]),
    ("web", "readiness_probe", [probe(periodSeconds=None), probe(colour="blue")]),
]

# type, field, values that pass and come back as they are
RIGHT: list[Row] = [
    ("worker", "display_name", ["x", "x" * 255, "Zürich ☀"]),
    ("worker", "entrypoint", ["", "x" * 1024]),
    ("worker", "port", [1, 65_535]),
    ("cron", "port", [80]),
    ("worker", "scaling_strategy", [{"type": "manual", "config": {"instanceCount": 0}}]),
    ("worker", "scaling_strategy", [{"type": "manual", "config": {"instanceCount": 50}}]),
    ("worker", "scaling_strategy", [scaled(maxInstanceCount=1), scaled(maxInstanceCount=50)]),
    (
        "web",
        "scaling_strategy",
        [
            scaled(
                maxInstanceCount=2,
                targetCpuPercent=100,
                targetMemoryPercent=1,
                scaleUpIntervalSeconds=60_000,
                scaleDownIntervalSeconds=1,
                scaleUpIncrement=5,
                scaleDownIncrement=1,
            )
        ],
    ),
    ("cron", "schedule", ["*/5 * * * *", "0 0 1,15 * MON-FRI"]),
    ("cron", "time_zone", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia"]),
    (
        "job",
        "job_start_policy",
        ["beforeDeployment", "afterSuccessDeployment", "afterFailedDeployment"],
    ),
    ("web", "liveness_probe", [{"exec": {"command": ["true"]}}, probe(successThreshold=1)]),
    (
        "web",
        "readiness_probe",
        [
            {
                "httpGet": {
                    "path": "/health",
                    "port": 8080,
                    "host": "localhost",
                    "scheme": "HTTPS",
                    "httpHeaders": [{"name": "accept", "value": ""}],
                },
                "initialDelaySeconds": 0,
                "periodSeconds": 1,
                "timeoutSeconds": 1,
                "successThreshold": 2,
                "failureThreshold": 1,
            }
        ],
    ),
]


def _cases(table: list[Row]) -> list[tuple[str, str, JsonValue]]:
    return [(kind, name, value) for kind, name, values in table for value in values]


@pytest.mark.parametrize(("process_type", "name", "value"), _cases(WRONG))
def test_post_refuses(
    api: Api, control: Control, app_path: str, process_type: str, name: str, value: JsonValue
) -> None:
    answer = api.post(f"{app_path}/processes", {**process(process_type), name: value})

    assert answer.status_code == 400
    assert name in message(answer)
    assert control.objects().processes == []


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_is_read_only_cannot_be_written(api: Api, app_path: str, name: str) -> None:
    made = api.made(f"{app_path}/processes", process())
    path = f"{app_path}/processes/{made['id']}"

    assert api.post(f"{app_path}/processes", {**process(), name: made[name]}).status_code == 400
    assert api.patch(path, {name: made[name]}).status_code == 400


@pytest.mark.parametrize(("process_type", "name", "value"), _cases(RIGHT))
def test_post_takes(
    api: Api, app_path: str, process_type: str, name: str, value: JsonValue
) -> None:
    made = api.made(f"{app_path}/processes", {**process(process_type), name: value})

    assert made[name] == value
    assert api.seen(f"{app_path}/processes/{made['id']}") == made


@pytest.mark.parametrize(
    ("process_type", "name"),
    [
        ("worker", "type"),
        ("worker", "display_name"),
        ("worker", "resource_type_id"),
        ("cron", "schedule"),
    ],
)
def test_post_needs(api: Api, app_path: str, process_type: str, name: str) -> None:
    body = process(process_type)
    del body[name]

    answer = api.post(f"{app_path}/processes", body)

    assert answer.status_code == 400
    assert name in message(answer)


# In PATCH these are refused as in POST; a null means something there, see below.
_NULLABLE = {
    "entrypoint",
    "port",
    "time_zone",
    "job_start_policy",
    "liveness_probe",
    "readiness_probe",
    "ingress_protocol",
}
_PATCH_WRONG = [
    (kind, name, value)
    for kind, name, value in _cases(WRONG)
    if name != "is_ingress_enabled"
    and not (value is None and name in _NULLABLE)
    and name != "ingress_protocol"
    and value not in ("0 3 * * *", "UTC", "beforeDeployment", HTTP_PROBE)
]


@pytest.mark.parametrize(("process_type", "name", "value"), _PATCH_WRONG)
def test_patch_refuses(
    api: Api, app_path: str, process_type: str, name: str, value: JsonValue
) -> None:
    made = api.made(f"{app_path}/processes", process(process_type))
    path = f"{app_path}/processes/{made['id']}"

    answer = api.patch(path, {name: value})

    assert answer.status_code == 400
    assert name in message(answer)
    assert api.seen(path) == made


@pytest.mark.parametrize(("process_type", "name", "value"), _cases(RIGHT))
def test_patch_takes(
    api: Api, app_path: str, process_type: str, name: str, value: JsonValue
) -> None:
    made = api.made(f"{app_path}/processes", process(process_type))
    path = f"{app_path}/processes/{made['id']}"

    changed = fields(api.patch(path, {name: value}))

    assert changed == {**made, name: value}
    assert api.seen(path) == changed


def test_whole_numbers_may_be_written_with_a_point(api: Api, app_path: str) -> None:
    made = api.made(f"{app_path}/processes", process("worker", port=80.0))

    assert (made["port"], type(made["port"])) == (80, int)
