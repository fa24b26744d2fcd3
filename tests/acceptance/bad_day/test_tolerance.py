"""Answers with more, less, or other things in them than anybody documented."""

from acceptance.bad_day.scenario import Scenario
from acceptance.properties import process
from acceptance.quick_stack import QUICKLY

NULLABLE = (
    "app_id",
    "type",
    "display_name",
    "port",
    "ingress_protocol",
    "resource_type_id",
    "resource_type_name",
    "cpu_limit",
    "memory_limit",
    "schedule",
    "time_zone",
    "job_start_policy",
    "liveness_probe",
    "readiness_probe",
    "internal_hostname",
)


@QUICKLY
def test_unknown_field(day: Scenario) -> None:
    day.control.add_fault("unknown_field", merge={"news": {"from": ["the", "future"]}})
    day.stack.up(day.program).succeeded()
    day.stack.drift().succeeded()
    day.ends_well(day.program)


@QUICKLY
def test_null_everywhere_nullable(day: Scenario) -> None:
    program = {**day.program, "web": process("web", day.app_id, port=8080)}
    day.stack.up(program).succeeded()
    (web,) = day.control.objects().processes
    before = web.fields
    day.control.change_object(web.id, dict.fromkeys(NULLABLE))
    day.stack.refresh().succeeded()
    assert day.known() == day.ids()
    day.control.change_object(web.id, {name: before[name] for name in NULLABLE} | {"port": None})
    assert day.stack.up(None, "--refresh").succeeded().changed == {"Process web": "update"}
    day.ends_well(program)


@QUICKLY
def test_unknown_kind_of_a_thing(day: Scenario) -> None:
    """A newer API shows values that this version has never heard of."""
    day.stack.up(day.program).succeeded()
    (web,) = day.control.objects().processes
    day.control.change_object(
        web.id, {"ingress_protocol": "quic", "scaling_strategy": {"type": "magic", "config": {}}}
    )
    assert day.stack.drift().code == 7
    day.stack.refresh().succeeded()
    day.converges(day.program)


def test_key_canary(day: Scenario) -> None:
    """The fixture looks for the key in every file and word; here at the highest verbosity."""
    verbose = ("-v=11", "--logtostderr", "--logflow")
    day.stack.declare(day.program)
    day.stack.up(None, *verbose).succeeded()
    key = day.stack.environment["SEVALLA_API_KEY"]
    day.control.add_fault("status", status=422, method="PATCH", body={"message": f"bad {key}"})
    renamed = {**day.program, "web": process("web", day.app_id, display_name="Renamed")}
    outcome = day.stack.up(renamed, *verbose).failed()
    assert "bad [secret]" in outcome.text
    day.converges(renamed)
