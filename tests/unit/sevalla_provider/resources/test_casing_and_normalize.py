"""Spellings and normal forms."""

from typing import Any

import pytest
from hypothesis import given

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.state import body
from sevalla_provider.resources import casing
from sevalla_provider.resources.applications.process import PROCESS, ProcessInputs
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.casing import rename_keys, unnamed
from sevalla_provider.resources.normalize import normalize, project, same
from unit.samples import APP, FULL_WEB, Inputs, manual, probe, process, web, worker
from unit.strategies import as_floats, processes, processes_with_nulls, proxies, without_nulls


@given(processes())
def test_a_valid_process_checks_clean(inputs: Inputs) -> None:
    assert check(PROCESS.inputs, inputs).failures == []


@given(proxies)
def test_a_valid_proxy_checks_clean(inputs: Inputs) -> None:
    assert check(TCP_PROXY.inputs, inputs).failures == []


@given(processes())
def test_the_normal_form_of_a_normal_form_is_itself(inputs: Inputs) -> None:
    once = check(PROCESS.inputs, inputs).inputs
    assert check(PROCESS.inputs, once).inputs == once


@given(processes())
def test_numbers_with_and_without_a_fraction_are_the_same(inputs: Inputs) -> None:
    floats = check(PROCESS.inputs, as_floats(inputs))
    assert floats.failures == []
    assert repr(floats.inputs) == repr(check(PROCESS.inputs, inputs).inputs)


@given(processes_with_nulls())
def test_none_and_absent_are_the_same_at_every_depth(inputs: Inputs) -> None:
    assert (
        check(PROCESS.inputs, inputs).inputs == check(PROCESS.inputs, without_nulls(inputs)).inputs
    )


@given(processes())
def test_python_to_pulumi_and_back_changes_nothing(inputs: Inputs) -> None:
    wire = rename_keys(inputs, ProcessInputs, casing.python, casing.pulumi)
    assert rename_keys(wire, ProcessInputs, casing.pulumi, casing.python) == inputs


@given(processes())
def test_python_to_the_api_and_back_changes_nothing(inputs: Inputs) -> None:
    wire = rename_keys(inputs, ProcessInputs, casing.python, casing.api)
    assert rename_keys(wire, ProcessInputs, casing.api, casing.python, unnamed) == inputs


def test_the_api_s_spelling_is_the_documented_one() -> None:
    strategy = {"type": "horizontal", "config": {"min_instance_count": 1, "max_instance_count": 2}}
    inputs = web(scaling_strategy=strategy, liveness_probe=FULL_WEB["readiness_probe"])
    assert body(PROCESS, inputs) == {
        "app_id": APP,
        "type": "web",
        "display_name": "web",
        "resource_type_id": inputs["resource_type_id"],
        "scaling_strategy": {
            "type": "horizontal",
            "config": {"minInstanceCount": 1, "maxInstanceCount": 2},
        },
        "liveness_probe": {
            "httpGet": {
                "path": "/ready",
                "port": 8080,
                "host": "example.org",
                "scheme": "HTTPS",
                "httpHeaders": [{"name": "X-Probe", "value": "1"}],
            }
        },
    }


def test_pulumi_s_spelling_is_camel_case_at_every_depth() -> None:
    wire = rename_keys(FULL_WEB, ProcessInputs, casing.python, casing.pulumi)
    assert wire["resourceTypeId"] == FULL_WEB["resource_type_id"]
    assert wire["livenessProbe"]["periodSeconds"] == 5
    assert wire["readinessProbe"]["httpGet"]["httpHeaders"] == [{"name": "X-Probe", "value": "1"}]
    assert wire["scalingStrategy"]["config"]["targetCpuPercent"] == 70


def test_keys_that_a_model_does_not_have_are_respelt_or_dropped() -> None:
    given = {"cpuLimit": 1, "port": 80}
    assert rename_keys(given, ProcessInputs, casing.pulumi, casing.python) == {
        "cpu_limit": 1,
        "port": 80,
    }
    assert rename_keys(given, ProcessInputs, casing.pulumi, casing.python, unnamed) == {"port": 80}


NULLED: Inputs = {
    "exec": None,
    "tcp_socket": None,
    "http_get": {"path": "/", "port": 80, "host": None, "scheme": None, "http_headers": None},
    "initial_delay_seconds": None,
    "period_seconds": None,
    "timeout_seconds": None,
    "success_threshold": None,
    "failure_threshold": None,
}


@pytest.mark.parametrize(
    ("name", "value", "shaped"),
    [
        ("port", 80.0, 80),
        ("app_id", APP.upper(), APP),
        ("schedule", "  0  3 * * * ", "0 3 * * *"),
        ("scaling_strategy", as_floats(manual(2)), manual(2)),
        (
            "scaling_strategy",
            {"type": "manual", "config": {"instance_count": 1, "target_cpu_percent": None}},
            manual(1),
        ),
        (
            "liveness_probe",
            probe(),
            {
                "http_get": {"path": "/healthz", "port": 8080, "scheme": "HTTP"},
                "initial_delay_seconds": 0,
                "period_seconds": 10,
                "timeout_seconds": 1,
                "success_threshold": 1,
                "failure_threshold": 3,
            },
        ),
        ("port", "much", "much"),
        ("type", "daemon", "daemon"),
        ("port", None, None),
    ],
)
def test_the_normal_form_of_a_property(name: str, value: Any, shaped: Any) -> None:
    assert repr(normalize(ProcessInputs, name, value)) == repr(shaped)


def test_a_probe_full_of_nulls_is_the_probe_without_them() -> None:
    plain = without_nulls(NULLED)
    assert normalize(ProcessInputs, "liveness_probe", NULLED) == normalize(
        ProcessInputs, "liveness_probe", plain
    )


def test_a_probe_full_of_nulls_is_nothing_wrong() -> None:
    assert check(PROCESS.inputs, web(liveness_probe=NULLED)).failures == []


def test_none_at_the_top_is_as_good_as_absent() -> None:
    checked = check(PROCESS.inputs, worker(port=None, schedule=None, liveness_probe=None))
    assert checked.failures == []
    assert checked.inputs == check(PROCESS.inputs, worker()).inputs


def test_wrong_values_are_kept_as_they_are_beside_the_failures() -> None:
    checked = check(PROCESS.inputs, process("cron", schedule="soon", port=80.0))
    assert checked.inputs["schedule"] == "soon"
    assert checked.inputs["port"] == 80


@pytest.mark.parametrize(
    ("value", "shape", "kept"),
    [
        ({"a": 1, "b": 2}, {"a": 0}, {"a": 1}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 0}}, {"a": {"c": 2}}),
        ({"a": 1}, {"a": 0, "b": 0}, {"a": 1}),
        ({"a": 1, "c": 2}, {"a": 0, "b": 0}, {"a": 1, "c": 2}),
        ({"a": {"c": {"d": 2}}}, {"a": {"b": 0}}, {"a": {"c": {"d": 2}}}),
        ({"a": 1}, "text", {"a": 1}),
        ([1, 2], [1], [1, 2]),
        (None, {"a": 1}, None),
    ],
)
def test_of_an_object_is_kept_what_the_program_speaks_of(value: Any, shape: Any, kept: Any) -> None:
    assert project(value, shape) == kept


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (None, "", True),
        ("", None, True),
        (None, None, True),
        (1, 1.0, True),
        (None, 0, False),
        (None, False, False),
        ("", "x", False),
        ({"a": 1}, {"a": 1}, True),
        ([1, 2], [2, 1], False),
    ],
)
def test_when_two_values_are_the_same(one: Any, other: Any, equal: bool) -> None:
    assert same(one, other) is equal
