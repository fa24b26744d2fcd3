"""What is wrong with a program is said at plan time, all of it, before any request."""

from typing import Any

import pytest
from tools.workbench.stack import Stack

from acceptance.one_way import ONLY_DYNAMIC
from acceptance.properties import LARGE, MANUAL_2, process, proxy
from acceptance.provider_host import ProviderHost
from sevalla_emulator.testing import RunningEmulator

APP = "0a1b2c3d-4e5f-6789-abcd-ef0123456789"
EXEC = {"exec": {"command": ["true"]}}


def manual(count: object) -> dict[str, Any]:
    return {"type": "manual", "config": {"instance_count": count}}


# name: (type, properties, what the failures name, what they say)
@ONLY_DYNAMIC
def test_a_time_out_that_is_none(host: ProviderHost) -> None:
    _, failures = host.check("Process", "web", process("worker", APP)["props"], create="soon")
    assert failures == {
        "create_timeout": '`create_timeout` must be a duration such as "90s", "5m" '
        'or "1h30m", not "soon"'
    }


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
        "processes", {"app_id": app_id, "type": "web", "resource_type_id": LARGE}
    )
    outcome = stack.up({"web": process("web", app_id)}).failed()
    assert "there can be no other beside it; somebody may have set" in outcome.text
    assert "resource_type_id" in outcome.text
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
