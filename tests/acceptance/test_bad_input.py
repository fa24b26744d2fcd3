"""What is wrong with a program is said at plan time, all of it, before any request."""

from typing import Any

import pytest
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from acceptance.one_way import ONLY_DYNAMIC
from acceptance.properties import MANUAL_2, SMALL, process, proxy
from acceptance.provider_host import ProviderHost
from sevalla_emulator.testing import RunningEmulator

APP = "0a1b2c3d-4e5f-6789-abcd-ef0123456789"
EXEC = {"exec": {"command": ["true"]}}


def manual(count: object) -> dict[str, Any]:
    return {"type": "manual", "config": {"instance_count": count}}


def horizontal(**config: object) -> dict[str, Any]:
    return {"type": "horizontal", "config": config}


# name: (type, properties, what the failures name, what they say)
BAD: dict[str, tuple[str, dict[str, Any], list[str], list[str]]] = {
    "type": ("wbe", {}, ["type"], ["must be one of web, worker, cron, job"]),
    "port-0": ("worker", {"port": 0}, ["port"], ["from 1 to 65535, not 0"]),
    "port-70000": ("worker", {"port": 70000}, ["port"], ["from 1 to 65535, not 70000"]),
    "port-text": ("worker", {"port": "80"}, ["port"], ['from 1 to 65535, not "80"']),
    "port-half": ("worker", {"port": 80.5}, ["port"], ["from 1 to 65535, not 80.5"]),
    "count-low": (
        "worker",
        {"scaling_strategy": manual(-1)},
        ["scaling_strategy.config.instance_count"],
        ["from 0 to 50, not -1"],
    ),
    "count-high": (
        "worker",
        {"scaling_strategy": manual(99)},
        ["scaling_strategy.config.instance_count"],
        ["from 0 to 50, not 99"],
    ),
    "min-over-max": (
        "worker",
        {"scaling_strategy": horizontal(min_instance_count=3, max_instance_count=2)},
        ["scaling_strategy.config.max_instance_count"],
        ["must not be below `min_instance_count` (3), and is 2"],
    ),
    "horizontal-without-max": (
        "worker",
        {"scaling_strategy": horizontal(min_instance_count=3)},
        ["scaling_strategy.config"],
        ["must hold `min_instance_count` and `max_instance_count`"],
    ),
    "schedule-on-worker": (
        "worker",
        {"schedule": "0 3 * * *"},
        ["schedule"],
        ["belongs to a cron process"],
    ),
    "cron-fields": ("cron", {"schedule": "0 3 * *"}, ["schedule"], ["cron expression of five"]),
    "cron-minute": ("cron", {"schedule": "61 3 * * *"}, ["schedule"], ["Bad minute"]),
    "zone": ("cron", {"time_zone": "Mars/Base"}, ["time_zone"], ["IANA time zone"]),
    "probe-on-worker": (
        "worker",
        {"liveness_probe": EXEC},
        ["liveness_probe"],
        ["belongs to a web process"],
    ),
    "ingress-on-worker": (
        "worker",
        {"is_ingress_enabled": True, "ingress_protocol": "http"},
        ["is_ingress_enabled", "ingress_protocol"],
        ["belongs to a web process"],
    ),
    "two-kinds": (
        "web",
        {"readiness_probe": {**EXEC, "tcp_socket": {"port": 1}}},
        ["readiness_probe"],
        ["exactly one of", "holds 2"],
    ),
    "no-kind": ("web", {"readiness_probe": {}}, ["readiness_probe"], ["holds none"]),
    "name-empty": ("worker", {"display_name": ""}, ["display_name"], ["of 1 to 255 characters"]),
    "name-long": (
        "worker",
        {"display_name": "x" * 256},
        ["display_name"],
        ["of 1 to 255 characters, and has 256"],
    ),
    "uuid": (
        "worker",
        {"resource_type_id": "s1", "app_id": "shop"},
        ["resource_type_id", "app_id"],
        ["must be a UUID"],
    ),
    "stranger": ("worker", {"prot": 80}, ["prot"], ["did you mean `port`?"]),
    "nested-stranger": (
        "web",
        {"liveness_probe": {**EXEC, "period": 3}},
        ["liveness_probe.period"],
        ["did you mean `period_seconds`?"],
    ),
    "all-at-once": (
        "web",
        {"port": 0, "display_name": "", "schedule": "never", "scaling_strategy": manual(51)},
        ["port", "display_name", "schedule", "scaling_strategy.config.instance_count"],
        [],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_named(host: ProviderHost, way: Way, name: str) -> None:
    kind, props, places, words = BAD[name]
    _, failures = host.check("Process", "web", process(kind, APP, **props)["props"])
    assert set(failures) == set(map(way.spell, places))
    assert all(reason.startswith(f"`{place}` ") for place, reason in failures.items())
    for word in map(way.spell, words):
        assert any(word in reason for reason in failures.values()), failures


@ONLY_DYNAMIC
def test_a_time_out_that_is_none(host: ProviderHost) -> None:
    _, failures = host.check("Process", "web", process("worker", APP)["props"], create="soon")
    assert failures == {
        "create_timeout": '`create_timeout` must be a duration such as "90s", "5m" '
        'or "1h30m", not "soon"'
    }


def test_a_cron_process_without_a_schedule(host: ProviderHost) -> None:
    props = process("cron", APP, schedule=None)["props"]
    _, failures = host.check("Process", "cron", props)
    assert "is required" in failures["schedule"]


def test_mistakes_in_a_tcp_proxy(host: ProviderHost, way: Way) -> None:
    _, failures = host.check("TcpProxy", "proxy", {"app_id": "x", "process_id": "y", "port": "80"})
    assert set(failures) == set(map(way.spell, ("app_id", "process_id", "port")))


def test_the_engine_shows_all_mistakes_before_any_request(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    props = {"port": 0, "display_name": "", "schedule": "never", "scaling_strategy": manual(51)}
    outcome = stack.preview({"web": process("web", app_id, **props)}).failed()
    for place in ("port", "display_name", "schedule", "scaling_strategy.config.instance_count"):
        assert f"`{stack.way.spell(place)}`" in outcome.text
    assert "Traceback" not in outcome.text
    assert emulator.control.requests() == []


def test_what_is_not_known_yet_is_not_judged(stack: Stack, app_id: str) -> None:
    """The id of a process to be made is no UUID, no name and no port yet."""
    stack.preview(
        {
            "first": process("worker", app_id),
            "second": process(
                "web",
                app_id,
                entrypoint="${first.process_id}",
                scaling_strategy=MANUAL_2,
                liveness_probe={"exec": {"command": ["check", "${first.process_id}"]}},
            ),
            "proxy": proxy(app_id, "second"),
        }
    ).succeeded()


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"SEVALLA_API_KEY": ""}, ["There is no Sevalla API key", "pulumi config set --secret"]),
        ({"SEVALLA_POLL_INTERVAL": "-1"}, ["SEVALLA_POLL_INTERVAL) must be a number of seconds"]),
        ({"SEVALLA_API_URL": "sevalla"}, ["SEVALLA_API_URL) must begin with https://"]),
        (
            {"SEVALLA_API_URL": "https://me:pa55w0rd@api.test:99999/v3"},
            ["SEVALLA_API_URL) must", "https://…@api.test:99999/v3"],
        ),
        ({"SSL_CERT_FILE": "/no/such"}, ["SSL_CERT_FILE='/no/such' cannot be read"]),
        (
            {"HTTP_PROXY": "http://me:pa55w0rd@127.0.0.1:99999"},
            ["HTTP_PROXY='http://…@127.0.0.1:99999' must have a port"],
        ),
    ],
)
def test_settings_that_make_no_sense(
    stack: Stack, app_id: str, environment: dict[str, str], words: list[str]
) -> None:
    stack.environment |= environment
    outcome = stack.up({"web": process("web", app_id)}).failed()
    for word in words:
        assert word in outcome.text
    assert "Traceback" not in outcome.text
    assert "report it" not in outcome.text
    assert "pa55w0rd" not in outcome.text


def test_exceptions_from_a_proxy_as_others_write_them(stack: Stack, app_id: str) -> None:
    stack.environment |= {"NO_PROXY": "fd00::/8,[::1]", "HTTP_PROXY": "http://127.0.0.1:9"}
    outcome = stack.up({"web": process("web", app_id)}).failed()
    assert "through HTTP_PROXY='http://127.0.0.1:9'" in outcome.text
    stack.environment["NO_PROXY"] += ",127.0.0.0/8"
    stack.up().succeeded()


def test_a_wrong_key_costs_one_request(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    stack.environment["SEVALLA_API_KEY"] = "sk-wrong"
    outcome = stack.up({"web": process("web", app_id)}).failed()
    assert 'could not create process "web"' in outcome.text
    assert "status 401" in outcome.text
    assert "request id" in outcome.text
    assert "SEVALLA_API_KEY" in outcome.text
    assert "sk-wrong" not in outcome.text
    assert len(emulator.control.requests()) == 1


def test_a_key_that_may_only_read(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    stack.environment["SEVALLA_API_KEY"] = emulator.read_only_key
    outcome = stack.up({"web": process("web", app_id)}).failed()
    assert "status 403" in outcome.text
    assert len(emulator.control.requests("POST")) == 1


def test_an_application_that_does_not_exist(stack: Stack) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    outcome = stack.up({"web": process("web", nowhere)}).failed()
    assert f"/applications/{nowhere}/processes" in outcome.text
    assert "status 404" in outcome.text


def test_a_second_web_process_is_refused(
    emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    emulator.control.make_object(
        "processes", {"app_id": app_id, "type": "web", "resource_type_id": SMALL}
    )
    outcome = stack.up({"web": process("web", app_id)}).failed()
    assert "status 422" in outcome.text
    assert len(emulator.control.objects().processes) == 1


def test_an_api_that_cannot_be_reached(stack: Stack, app_id: str) -> None:
    stack.environment |= {"SEVALLA_API_URL": "http://127.0.0.1:9/v3"}
    outcome = stack.up({"web": process("web", app_id)}).failed()
    assert "Check the network, and the address of the API" in outcome.text


def test_a_page_instead_of_an_answer(emulator: RunningEmulator, stack: Stack, app_id: str) -> None:
    emulator.control.add_fault("html", status=200)
    outcome = stack.up({"web": process("web", app_id)}).failed()
    assert "the answer is not JSON" in outcome.text
    assert "Traceback" not in outcome.text
