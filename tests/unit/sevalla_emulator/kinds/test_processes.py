import pytest
from pydantic import JsonValue

from sevalla_emulator.kinds.process_models import Process
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import S1, S2, UNKNOWN_ID, Api, fields, message, process

PROBE: JsonValue = {"exec": {"command": ["true"]}}


@pytest.mark.parametrize("process_type", ["web", "worker", "cron", "job"])
def test_what_is_shown_has_every_documented_field(
    api: Api, app_path: str, process_type: str
) -> None:
    made = api.made(f"{app_path}/processes", process(process_type))

    assert set(made) == set(Process.model_fields)
    Process.model_validate(made)


@pytest.mark.parametrize(
    ("process_type", "expected"),
    [
        ("web", {"port": 8080, "is_ingress_enabled": True, "ingress_protocol": "http"}),
        ("worker", {"port": None, "is_ingress_enabled": False, "ingress_protocol": None}),
        ("cron", {"time_zone": "UTC", "port": None, "internal_hostname": None}),
        ("job", {"time_zone": None, "job_start_policy": None, "schedule": None}),
    ],
)
def test_the_server_chooses_what_is_left_out(
    api: Api, app_path: str, process_type: str, expected: dict[str, JsonValue]
) -> None:
    made = api.made(f"{app_path}/processes", process(process_type))

    always: dict[str, JsonValue] = {
        "entrypoint": "",
        "scaling_strategy": {"type": "manual", "config": {"instanceCount": 1}},
        "liveness_probe": None,
        "readiness_probe": None,
    }
    assert made == {**made, **always, **expected}


def test_size_and_names_come_from_the_resource_type(api: Api, app_path: str) -> None:
    made = api.made(f"{app_path}/processes", process(resource_type_id=S1))
    (size,) = [
        one for one in api.get("/resources/process-resource-types").json() if one["id"] == S1
    ]

    assert made["resource_type_name"] == size["name"]
    assert (made["cpu_limit"], made["memory_limit"]) == (size["cpu_limit"], size["memory_limit"])

    changed = fields(api.patch(f"{app_path}/processes/{made['id']}", {"resource_type_id": S2}))
    assert changed["resource_type_name"] == "s2"
    assert changed["cpu_limit"] != made["cpu_limit"]


def test_keys_are_derived_from_names_and_differ(api: Api, app_path: str) -> None:
    names = ["My  Worker!", "my worker", "MY-WORKER", "☀", "x" * 255, "x" * 255]

    keys = [api.made(f"{app_path}/processes", process(display_name=n))["key"] for n in names]

    assert keys == ["my-worker", "my-worker-2", "my-worker-3", "worker", "x" * 64, "x" * 62 + "-2"]


def test_a_second_web_process_is_refused(api: Api, control: Control, app_path: str) -> None:
    first = api.made(f"{app_path}/processes", process("web"))

    answer = api.post(f"{app_path}/processes", process("web"))

    assert answer.status_code == 422
    assert "web" in message(answer)
    assert [one.id for one in control.objects().processes] == [first["id"]]


def test_a_web_process_makes_room_once_it_is_gone(
    api: Api, control: Control, app_path: str
) -> None:
    control.change_settings(deletion={"seconds": 5})
    first = api.made(f"{app_path}/processes", process("web"))
    api.delete(f"{app_path}/processes/{first['id']}")

    assert api.post(f"{app_path}/processes", process("web")).status_code == 422
    control.advance(5)
    assert api.post(f"{app_path}/processes", process("web")).status_code == 201


def test_an_unknown_resource_type_is_refused(api: Api, app_path: str) -> None:
    refused = api.post(f"{app_path}/processes", process(resource_type_id=UNKNOWN_ID))
    made = api.made(f"{app_path}/processes", process())
    path = f"{app_path}/processes/{made['id']}"

    assert refused.status_code == 422
    assert api.patch(path, {"resource_type_id": UNKNOWN_ID}).status_code == 422
    assert api.seen(path) == made


def test_patch_changes_what_it_is_given_and_the_time(
    api: Api, control: Control, app_path: str
) -> None:
    made = api.made(f"{app_path}/processes", process("web", entrypoint="run", port=3000))
    path = f"{app_path}/processes/{made['id']}"
    control.advance(1)

    changed = fields(api.patch(path, {"entrypoint": "run faster"}))

    assert changed["updated_at"] > made["updated_at"]  # type: ignore[operator]
    assert changed == {**made, "entrypoint": "run faster", "updated_at": changed["updated_at"]}


@pytest.mark.parametrize(
    ("process_type", "name", "value", "after"),
    [
        ("web", "liveness_probe", PROBE, None),
        ("web", "readiness_probe", PROBE, None),
        ("job", "job_start_policy", "beforeDeployment", None),
        ("web", "port", 3000, 8080),
        ("worker", "port", 3000, None),
        ("worker", "entrypoint", "run", ""),
        ("cron", "time_zone", "Europe/Berlin", "UTC"),
        ("web", "ingress_protocol", "grpc", "http"),
    ],
)
def test_null_clears_or_hands_back_to_the_server(
    api: Api, app_path: str, process_type: str, name: str, value: JsonValue, after: JsonValue
) -> None:
    path = f"{app_path}/processes"
    path = f"{path}/{api.made(path, process(process_type))['id']}"
    api.patch(path, {name: value})
    assert api.seen(path)[name] == value

    assert api.patch(path, {name: None}).status_code == 200
    assert api.seen(path)[name] == after


@pytest.mark.parametrize(
    ("process_type", "name", "value"),
    [
        ("worker", "is_ingress_enabled", False),
        ("worker", "ingress_protocol", "http"),
        ("cron", "liveness_probe", PROBE),
        ("worker", "schedule", "0 3 * * *"),
        ("web", "time_zone", "UTC"),
        ("cron", "job_start_policy", "beforeDeployment"),
    ],
)
def test_patch_refuses_what_belongs_to_another_type(
    api: Api, app_path: str, process_type: str, name: str, value: JsonValue
) -> None:
    made = api.made(f"{app_path}/processes", process(process_type))
    path = f"{app_path}/processes/{made['id']}"

    answer = api.patch(path, {name: value, "entrypoint": "run"})

    assert answer.status_code == 422
    assert name in message(answer)
    assert api.seen(path) == made


def test_patch_takes_a_null_where_there_is_nothing_to_clear(api: Api, app_path: str) -> None:
    made = api.made(f"{app_path}/processes", process("worker"))

    answer = api.patch(f"{app_path}/processes/{made['id']}", {"liveness_probe": None})

    assert fields(answer) == made


def test_type_cannot_be_changed(api: Api, app_path: str) -> None:
    made = api.made(f"{app_path}/processes", process("worker"))

    assert api.patch(f"{app_path}/processes/{made['id']}", {"type": "web"}).status_code == 400


def test_ingress_can_be_switched_and_starts_as_the_settings_say(
    api: Api, control: Control, app_path: str
) -> None:
    control.change_settings(web_ingress_default=False)
    made = api.made(f"{app_path}/processes", process("web"))
    assert made["is_ingress_enabled"] is False

    changed = fields(api.patch(f"{app_path}/processes/{made['id']}", {"is_ingress_enabled": True}))
    assert changed["is_ingress_enabled"] is True


def test_the_ingress_protocol_follows_later(api: Api, control: Control, app_path: str) -> None:
    control.change_settings(ingress={"polls": 2})
    made = api.made(f"{app_path}/processes", process("web"))
    path = f"{app_path}/processes/{made['id']}"

    assert fields(api.patch(path, {"ingress_protocol": "grpc"}))["ingress_protocol"] == "http"

    shown = [api.seen(path)["ingress_protocol"] for _ in range(4)]
    assert shown == ["http", "http", "grpc", "grpc"]


def test_the_last_ingress_protocol_asked_for_wins(
    api: Api, control: Control, app_path: str
) -> None:
    control.change_settings(ingress={"seconds": 5})
    made = api.made(f"{app_path}/processes", process("web"))
    path = f"{app_path}/processes/{made['id']}"
    api.patch(path, {"ingress_protocol": "grpc"})
    api.patch(path, {"ingress_protocol": "http"})

    control.advance(5)

    assert api.seen(path)["ingress_protocol"] == "http"


def test_changes_take_effect_at_the_next_deployment(
    api: Api, control: Control, app_path: str
) -> None:
    made = api.made(f"{app_path}/processes", process("web"))
    path = f"{app_path}/processes/{made['id']}"
    process_id = str(made["id"])

    def effective() -> JsonValue:
        found = control.find(process_id)
        assert found
        return found.effective

    assert effective() is None
    api.made(f"{app_path}/deployments", {})
    deployed = effective()
    assert deployed == {
        "resource_type_id": S1,
        "scaling_strategy": {"type": "manual", "config": {"instanceCount": 1}},
        "liveness_probe": None,
        "readiness_probe": None,
    }

    api.patch(path, {"resource_type_id": S2, "liveness_probe": PROBE})
    assert api.seen(path)["resource_type_id"] == S2
    assert effective() == deployed

    api.made(f"{app_path}/deployments", {"is_restart": True})
    assert effective() == {**deployed, "resource_type_id": S2, "liveness_probe": PROBE}


def test_deleting_a_process_takes_its_proxies_along(api: Api, control: Control) -> None:
    seeded = control.seed(applications=1, processes=2, tcp_proxies=4)
    first, second = seeded.processes

    answer = api.delete(f"/applications/{first['app_id']}/processes/{first.id}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert [one.id for one in control.objects().processes] == [second.id]
    left = control.objects().tcp_proxies
    assert [proxy["process_id"] for proxy in left] == [second.id, second.id]


def test_a_process_being_deleted_takes_no_more_writes(api: Api, control: Control) -> None:
    control.change_settings(deletion={"seconds": 60})
    seeded = control.seed(applications=1, processes=1)
    path = f"/applications/{seeded.applications[0].id}/processes/{seeded.processes[0].id}"

    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 200
    assert api.delete(path).status_code == 404
    assert api.patch(path, {"entrypoint": "x"}).status_code == 404


@pytest.mark.parametrize("nonsense", [None, 7, "static", {"a": 1}])
def test_a_type_that_somebody_made_up_breaks_nothing(
    api: Api, control: Control, app_path: str, nonsense: JsonValue
) -> None:
    made = api.made(f"{app_path}/processes", process("web"))
    path = f"{app_path}/processes/{made['id']}"
    control.change_object(str(made["id"]), {"type": nonsense, "key": nonsense})

    assert api.seen(path)["type"] == nonsense
    assert api.patch(path, {"port": None, "schedule": "0 3 * * *"}).status_code == 200
    assert api.post(f"{app_path}/processes", process("web")).status_code == 201
