"""What plan time finds wrong: each names the property and says what would be right."""

from typing import Any

import pytest

from sevalla_provider.lifecycle.check import Failure, check
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Resource
from unit.samples import (
    APP,
    FULL_WEB,
    Inputs,
    horizontal,
    manual,
    probe,
    process,
    proxy,
    web,
    worker,
)

cron = process("cron")


def failures(inputs: Inputs, resource: Resource[Any] = PROCESS) -> dict[str, str]:
    """Reasons by the property, written with dots."""
    found = check(resource.inputs, inputs).failures
    return {spelled(failure): failure.reason for failure in found}


def spelled(failure: Failure) -> str:
    return ".".join(map(str, failure.path))


BAD: dict[str, tuple[Inputs, str, str]] = {
    "no type": (worker(type=None), "type", "is required"),
    "a type of another world": (worker(type="daemon"), "type", "one of web, worker, cron, job"),
    "port 0": (worker(port=0), "port", "whole number from 1 to 65535, not 0"),
    "port 70000": (worker(port=70000), "port", "whole number from 1 to 65535, not 70000"),
    "port as text": (worker(port="80"), "port", 'whole number from 1 to 65535, not "80"'),
    "half a port": (worker(port=80.5), "port", "whole number from 1 to 65535, not 80.5"),
    "true for a port": (worker(port=True), "port", "whole number from 1 to 65535"),
    "no finite port": (worker(port=float("inf")), "port", "whole number from 1 to 65535"),
    "instances -1": (
        worker(scaling_strategy=manual(-1)),
        "scaling_strategy.config.instance_count",
        "whole number from 0 to 50, not -1",
    ),
    "instances 99": (
        worker(scaling_strategy=manual(99)),
        "scaling_strategy.config.instance_count",
        "whole number from 0 to 50, not 99",
    ),
    "min over max": (
        worker(scaling_strategy=horizontal(3, 2)),
        "scaling_strategy.config.max_instance_count",
        "must not be below `min_instance_count` (3), and is 2",
    ),
    "horizontal without a maximum": (
        worker(scaling_strategy={"type": "horizontal", "config": {"min_instance_count": 1}}),
        "scaling_strategy.config",
        "must hold `min_instance_count` and `max_instance_count`",
    ),
    "horizontal without a minimum": (
        worker(scaling_strategy={"type": "horizontal", "config": {"max_instance_count": 1}}),
        "scaling_strategy.config",
        "must hold `min_instance_count` and `max_instance_count`",
    ),
    "horizontal with a manual count": (
        worker(scaling_strategy=horizontal(1, 2, instance_count=1)),
        "scaling_strategy.config",
        "no `instance_count`",
    ),
    "manual without a count": (
        worker(scaling_strategy={"type": "manual", "config": {}}),
        "scaling_strategy.config",
        "must hold `instance_count`, and nothing else",
    ),
    "manual with bounds": (
        worker(
            scaling_strategy={
                "type": "manual",
                "config": {"instance_count": 1, "max_instance_count": 2},
            }
        ),
        "scaling_strategy.config",
        "must hold `instance_count`, and nothing else",
    ),
    "a strategy of another world": (
        worker(scaling_strategy={"type": "vertical", "config": {"instance_count": 1}}),
        "scaling_strategy.type",
        "one of manual, horizontal",
    ),
    "a strategy without config": (
        worker(scaling_strategy={"type": "manual"}),
        "scaling_strategy.config",
        "is required",
    ),
    "a strategy that is a number": (
        worker(scaling_strategy=3),
        "scaling_strategy",
        "must be an object",
    ),
    "0 percent": (
        worker(scaling_strategy=horizontal(1, 2, target_cpu_percent=0)),
        "scaling_strategy.config.target_cpu_percent",
        "from 1 to 100, not 0",
    ),
    "6 at a time": (
        worker(scaling_strategy=horizontal(1, 2, scale_up_increment=6)),
        "scaling_strategy.config.scale_up_increment",
        "from 1 to 5, not 6",
    ),
    "61000 seconds": (
        worker(scaling_strategy=horizontal(1, 2, scale_down_interval_seconds=61000)),
        "scaling_strategy.config.scale_down_interval_seconds",
        "from 1 to 60000, not 61000",
    ),
    "cron without a schedule": (cron | {"schedule": None}, "schedule", "is required for a cron"),
    "a schedule on a worker": (
        worker(schedule="0 3 * * *"),
        "schedule",
        "belongs to a cron process: leave it out, or set `type` to cron",
    ),
    "a time zone on a worker": (worker(time_zone="UTC"), "time_zone", "belongs to a cron process"),
    "a policy on a worker": (
        worker(job_start_policy="beforeDeployment"),
        "job_start_policy",
        "belongs to a job process",
    ),
    "minute 61": (cron | {"schedule": "61 * * * *"}, "schedule", "minute"),
    "hour 25": (cron | {"schedule": "0 25 * * *"}, "schedule", "hour"),
    "day 32": (cron | {"schedule": "0 0 32 * *"}, "schedule", "day-of-month"),
    "month 13": (cron | {"schedule": "0 0 1 13 *"}, "schedule", "month"),
    "weekday 9": (cron | {"schedule": "0 0 * * 9"}, "schedule", "day-of-week"),
    "four fields": (cron | {"schedule": "0 3 * *"}, "schedule", "five fields (minute hour"),
    "six fields": (cron | {"schedule": "0 0 3 * * *"}, "schedule", "five fields (minute hour"),
    "a nickname": (cron | {"schedule": "@daily"}, "schedule", "five fields (minute hour"),
    "an empty schedule": (cron | {"schedule": ""}, "schedule", "1 to 100 characters, and has 0"),
    "a long schedule": (cron | {"schedule": "0," * 60}, "schedule", "1 to 100 characters"),
    "a step of nothing": (cron | {"schedule": "*/0 * * * *"}, "schedule", "minute"),
    "no such time zone": (
        cron | {"time_zone": "Europe/Atlantis"},
        "time_zone",
        'IANA time zone such as "UTC" or "Europe/Berlin", not "Europe/Atlantis"',
    ),
    "a probe on a worker": (worker(liveness_probe=probe()), "liveness_probe", "to a web process"),
    "a probe on a cron process": (
        cron | {"readiness_probe": probe()},
        "readiness_probe",
        "belongs to a web process",
    ),
    "ingress on a worker": (
        worker(is_ingress_enabled=False),
        "is_ingress_enabled",
        "belongs to a web process",
    ),
    "a protocol on a worker": (
        worker(ingress_protocol="http"),
        "ingress_protocol",
        "belongs to a web process",
    ),
    "no such protocol": (web(ingress_protocol="smtp"), "ingress_protocol", "one of http, grpc"),
    "ingress as text": (web(is_ingress_enabled="no"), "is_ingress_enabled", "true or false"),
    "ingress as a number": (web(is_ingress_enabled=1), "is_ingress_enabled", "true or false"),
    "two kinds in one probe": (
        web(liveness_probe=probe(tcp_socket={"port": 80})),
        "liveness_probe",
        "exactly one of `exec`, `http_get` and `tcp_socket`, and holds 2",
    ),
    "no kind in a probe": (
        web(readiness_probe={"period_seconds": 5}),
        "readiness_probe",
        "exactly one of `exec`, `http_get` and `tcp_socket`, and holds none",
    ),
    "a probe of nothing": (web(liveness_probe={}), "liveness_probe", "holds none"),
    "a probe every 0 seconds": (
        web(liveness_probe=probe(period_seconds=0)),
        "liveness_probe.period_seconds",
        "whole number from 1",
    ),
    "a liveness probe that must succeed twice": (
        web(liveness_probe=probe(success_threshold=2)),
        "liveness_probe",
        "must have a `success_threshold` of 1",
    ),
    "a probe before the start": (
        web(liveness_probe=probe(initial_delay_seconds=-1)),
        "liveness_probe.initial_delay_seconds",
        "whole number from 0",
    ),
    "a probe of port 0": (
        web(liveness_probe={"tcp_socket": {"port": 0}}),
        "liveness_probe.tcp_socket.port",
        "from 1 to 65535, not 0",
    ),
    "a probe without a port": (
        web(liveness_probe={"tcp_socket": {}}),
        "liveness_probe.tcp_socket.port",
        "is required",
    ),
    "a probe by another scheme": (
        web(liveness_probe={"http_get": {"path": "/", "port": 80, "scheme": "ftp"}}),
        "liveness_probe.http_get.scheme",
        "one of HTTP, HTTPS",
    ),
    "a command that is a string": (
        web(liveness_probe={"exec": {"command": "true"}}),
        "liveness_probe.exec.command",
        "must be a list",
    ),
    "a command of nothing": (
        web(liveness_probe={"exec": {"command": []}}),
        "liveness_probe.exec.command",
        "at least 1",
    ),
    "a command with an empty word": (
        web(liveness_probe={"exec": {"command": ["sh", ""]}}),
        "liveness_probe.exec.command.1",
        "1 to 4096 characters, and has 0",
    ),
    "an empty name": (worker(display_name=""), "display_name", "1 to 255 characters, and has 0"),
    "a name of 256": (
        worker(display_name="x" * 256),
        "display_name",
        "1 to 255 characters, and has 256",
    ),
    "a name that is a number": (worker(display_name=7), "display_name", "must be a string"),
    "a long entrypoint": (worker(entrypoint="x" * 1025), "entrypoint", "0 to 1024 characters"),
    "a malformed uuid": (worker(app_id="my-app"), "app_id", "must be a UUID such as"),
    "a uuid in braces": (
        worker(resource_type_id=f"{{{APP}}}"),
        "resource_type_id",
        "must be a UUID such as",
    ),
    "a uuid with a newline": (worker(app_id=f"{APP}\n"), "app_id", "must be a UUID such as"),
    "a number for a uuid": (worker(app_id=7), "app_id", "must be a UUID such as"),
    "a misspelt argument": (worker(prot=80), "prot", "did you mean `port`?"),
    "an unknown argument": (
        worker(colour="red"),
        "colour",
        "there are adopt_existing, app_id",
    ),
    "a misspelt argument inside": (
        worker(scaling_strategy={"type": "manual", "config": {"instance_cuont": 1}}),
        "scaling_strategy.config.instance_cuont",
        "did you mean `instance_count`?",
    ),
    "an unknown argument inside": (
        web(liveness_probe=probe(grpc={"port": 80})),
        "liveness_probe.grpc",
        "is not a property here: there are exec",
    ),
    "a misspelt argument inside a list": (
        web(
            liveness_probe={
                "http_get": {
                    "path": "/",
                    "port": 80,
                    "http_headers": [{"name": "a", "value": "b", "valu": "c"}],
                }
            }
        ),
        "liveness_probe.http_get.http_headers.0.valu",
        "did you mean `value`?",
    ),
}


@pytest.mark.parametrize(("inputs", "name", "reason"), BAD.values(), ids=BAD)
def test_a_bad_input_is_named_and_told_what_would_be_right(
    inputs: Inputs, name: str, reason: str
) -> None:
    found = failures(inputs)
    assert name in found
    assert reason in found[name]


@pytest.mark.parametrize(("inputs", "name", "reason"), BAD.values(), ids=BAD)
def test_a_bad_input_is_blamed_on_nothing_else(inputs: Inputs, name: str, reason: str) -> None:
    assert list(failures(inputs)) == [name]


BAD_PROXIES: dict[str, tuple[Inputs, str, str]] = {
    "port 0": (proxy(port=0), "port", "from 1 to 65535, not 0"),
    "port as text": (proxy(port="80"), "port", 'from 1 to 65535, not "80"'),
    "half a port": (proxy(port=80.5), "port", "from 1 to 65535, not 80.5"),
    "port 70000": (proxy(port=70000), "port", "from 1 to 65535, not 70000"),
    "no port": (proxy(port=None), "port", "is required"),
    "no process": (proxy(process_id=None), "process_id", "is required"),
    "a resource's id for the process": (
        proxy(process_id=f"{APP}/{APP}"),
        "process_id",
        "must be a UUID",
    ),
    "a port of its own choice": (
        proxy(external_port=30001),
        "external_port",
        "is not a property here: there are app_id, port, process_id",
    ),
}


@pytest.mark.parametrize(("inputs", "name", "reason"), BAD_PROXIES.values(), ids=BAD_PROXIES)
def test_a_bad_input_of_a_proxy_is_named(inputs: Inputs, name: str, reason: str) -> None:
    found = failures(inputs, TCP_PROXY)
    assert list(found) == [name]
    assert reason in found[name]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    found = failures(
        worker(
            app_id="x",
            display_name="",
            port=0,
            colour="red",
            schedule="0 3 * * *",
            liveness_probe=probe(),
            scaling_strategy=horizontal(99, -1),
        )
    )
    assert set(found) == {
        "app_id",
        "display_name",
        "port",
        "colour",
        "schedule",
        "liveness_probe",
        "scaling_strategy.config.min_instance_count",
        "scaling_strategy.config.max_instance_count",
    }


def test_nothing_said_means_everything_required_is_told() -> None:
    assert set(failures({})) == {"app_id", "type", "display_name", "resource_type_id"}
    assert set(failures({}, TCP_PROXY)) == {"app_id", "process_id", "port"}


def test_a_full_description_is_fine() -> None:
    assert failures(FULL_WEB) == {}
    assert failures(cron | {"time_zone": "Europe/Berlin"}) == {}
    assert failures(process("job", job_start_policy="afterFailedDeployment")) == {}
    assert failures(proxy(), TCP_PROXY) == {}


@pytest.mark.parametrize(
    "inputs",
    [
        worker(port=1),
        worker(port=65535),
        worker(port=80.0),
        worker(display_name="x" * 255),
        worker(entrypoint=""),
        worker(scaling_strategy=manual(0)),
        worker(scaling_strategy=manual(50)),
        worker(scaling_strategy=horizontal(2, 2)),
        worker(app_id=APP.upper()),
        cron | {"schedule": "  */5   9-17 * jan-jun mon-fri "},
    ],
)
def test_the_edge_of_what_is_right_is_right(inputs: Inputs) -> None:
    assert failures(inputs) == {}


def test_a_long_wrong_value_is_not_repeated_in_full() -> None:
    found = failures(worker(type="x" * 1000))
    assert len(found["type"]) < 200
