"""What must change so that an object is what a program says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.diff import Change, broken, changes
from sevalla_provider.lifecycle.state import body, outputs_of
from sevalla_provider.lifecycle.update import update_body
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import (
    APP,
    OTHER_APP,
    OTHER_PROCESS_ID,
    OTHER_SIZE,
    PROCESS_ID,
    Inputs,
    horizontal,
    manual,
    probe,
    process,
    proxy,
    web,
    worker,
)
from unit.strategies import as_floats, processes, proxies

READ_ONLY_PROCESS = {
    "process_id": PROCESS_ID,
    "key": "web",
    "resource_type_name": "Hobby",
    "cpu_limit": 500.0,
    "memory_limit": 512.0,
    "internal_hostname": "web-0a1b",
    "created_at": "2026-01-01T00:00:00.000Z",
    "updated_at": "2026-01-01T00:00:00.000Z",
}
READ_ONLY_PROXY = {
    "tcp_proxy_id": PROCESS_ID,
    "external_port": 30001,
    "hostname": "proxy.example.org",
    "status": "ready",
    "created_at": "2026-01-01T00:00:00.000Z",
    "updated_at": "2026-01-01T00:00:00.000Z",
}


def normal(inputs: Inputs, resource: Resource[Any] = PROCESS) -> Inputs:
    checked = check(resource.inputs, inputs)
    assert checked.failures == []
    return checked.inputs


def differing(outputs: Inputs, inputs: Inputs, resource: Resource[Any] = PROCESS) -> list[Change]:
    return list(changes(resource, normal(outputs, resource), normal(inputs, resource)))


cron = process("cron")
job = process("job")
ALONE: list[tuple[Inputs, str, Any, bool]] = [
    (worker(), "app_id", OTHER_APP, True),
    (worker(), "type", "web", True),
    (worker(), "display_name", "other", False),
    (worker(), "resource_type_id", OTHER_SIZE, False),
    (worker(entrypoint="a"), "entrypoint", "b", False),
    (worker(), "entrypoint", "b", False),
    (worker(port=80), "port", 81, False),
    (web(is_ingress_enabled=True), "is_ingress_enabled", False, False),
    (web(ingress_protocol="http"), "ingress_protocol", "grpc", False),
    (worker(scaling_strategy=manual(2)), "scaling_strategy", manual(3), False),
    (worker(scaling_strategy=manual(2)), "scaling_strategy", horizontal(1, 2), False),
    (worker(), "scaling_strategy", manual(0), False),
    (cron, "schedule", "0 4 * * *", False),
    (cron | {"time_zone": "UTC"}, "time_zone", "Europe/Berlin", False),
    (
        job | {"job_start_policy": "beforeDeployment"},
        "job_start_policy",
        "afterFailedDeployment",
        False,
    ),
    (job, "job_start_policy", "beforeDeployment", False),
    (web(), "liveness_probe", probe(), False),
    (web(liveness_probe=probe()), "liveness_probe", probe("/other"), False),
    (web(liveness_probe=probe()), "liveness_probe", {"tcp_socket": {"port": 80}}, False),
    (web(readiness_probe=probe()), "readiness_probe", probe(period_seconds=11), False),
]


@pytest.mark.parametrize(
    ("inputs", "name", "value", "replaces"), ALONE, ids=[f"{name}" for _, name, _, _ in ALONE]
)
def test_a_property_that_changes_alone_is_the_only_change(
    inputs: Inputs, name: str, value: object, replaces: bool
) -> None:
    (change,) = differing(inputs, inputs | {name: value})
    assert (change.name, change.replaces, change.unknown) == (name, replaces, False)
    assert change.wanted == normal(inputs | {name: value})[name]
    assert change.actual == normal(inputs).get(name)


@pytest.mark.parametrize("name", ["app_id", "process_id", "port"])
def test_whatever_changes_of_a_proxy_replaces_it(name: str) -> None:
    other = {"app_id": OTHER_APP, "process_id": OTHER_PROCESS_ID, "port": 1}
    (change,) = differing(proxy(), proxy() | {name: other[name]}, TCP_PROXY)
    assert (change.name, change.replaces) == (name, True)


@pytest.mark.parametrize("name", ["entrypoint", "port", "is_ingress_enabled", "ingress_protocol"])
def test_what_the_server_chose_is_no_drift(name: str) -> None:
    chosen = {
        "entrypoint": "gunicorn",
        "port": 8080,
        "is_ingress_enabled": True,
        "ingress_protocol": "http",
    }
    assert differing(web() | {name: chosen[name]}, web()) == []


def test_a_time_zone_that_the_server_chose_is_no_drift() -> None:
    assert differing(cron | {"time_zone": "UTC"}, cron) == []


@pytest.mark.parametrize(
    ("outputs", "inputs", "name", "wanted"),
    [
        (web(liveness_probe=probe()), web(), "liveness_probe", None),
        (web(readiness_probe=probe()), web(), "readiness_probe", None),
        (job | {"job_start_policy": "beforeDeployment"}, job, "job_start_policy", None),
        (worker(scaling_strategy=manual(2)), worker(), "scaling_strategy", manual(1)),
        (worker(scaling_strategy=horizontal(1, 2)), worker(), "scaling_strategy", manual(1)),
    ],
)
def test_what_is_left_out_and_means_none_is_taken_away(
    outputs: Inputs, inputs: Inputs, name: str, wanted: object
) -> None:
    (change,) = differing(outputs, inputs)
    assert (change.name, change.wanted) == (name, wanted)


def test_a_schedule_that_the_program_does_not_give_is_drift() -> None:
    (change,) = changes(PROCESS, normal(worker()) | {"schedule": "0 3 * * *"}, normal(worker()))
    assert (change.name, change.wanted) == ("schedule", None)


def test_one_instance_left_out_is_one_instance() -> None:
    assert differing(worker(scaling_strategy=manual(1)), worker()) == []
    assert differing(worker(), worker(scaling_strategy=manual(1))) == []


@pytest.mark.parametrize("name", ["schedule", "entrypoint", "job_start_policy"])
def test_nothing_and_an_empty_string_are_the_same(name: str) -> None:
    assert changes(PROCESS, normal(worker()) | {name: ""}, normal(worker())) == []


def test_a_key_that_is_removed_from_a_nested_object_is_a_change() -> None:
    before = web(liveness_probe=probe(period_seconds=30))
    (change,) = differing(before, web(liveness_probe=probe()))
    assert change.name == "liveness_probe"
    before = worker(scaling_strategy=horizontal(1, 2, target_cpu_percent=50))
    (change,) = differing(before, worker(scaling_strategy=horizontal(1, 2)))
    assert change.name == "scaling_strategy"


def test_read_only_fields_are_never_a_change() -> None:
    others: list[Inputs] = [READ_ONLY_PROCESS, dict.fromkeys(READ_ONLY_PROCESS, "other"), {}]
    for other in others:
        assert changes(PROCESS, normal(web()) | other, normal(web())) == []
    for name in ("external_port", "hostname", "created_at", "updated_at", "tcp_proxy_id"):
        outputs = normal(proxy(), TCP_PROXY) | READ_ONLY_PROXY | {name: "other"}
        assert changes(TCP_PROXY, outputs, normal(proxy(), TCP_PROXY)) == []


@pytest.mark.parametrize(
    ("status", "replaced"),
    [
        ("failed", True),
        ("ready", False),
        ("creating", False),
        ("deleting", False),
        ("hibernating", False),
        (None, False),
    ],
)
def test_a_proxy_that_ended_failed_is_replaced(status: str | None, replaced: bool) -> None:
    outputs = normal(proxy(), TCP_PROXY) | READ_ONLY_PROXY | {"status": status}
    assert broken(TCP_PROXY, outputs) is replaced
    found = changes(TCP_PROXY, outputs, normal(proxy(), TCP_PROXY))
    assert [(change.name, change.replaces) for change in found] == [("status", True)] * replaced


@pytest.mark.parametrize(
    ("inputs", "name", "replaces"),
    [
        (worker(app_id=UNKNOWN), "app_id", True),
        (worker(port=UNKNOWN), "port", False),
        (web(liveness_probe={"tcp_socket": {"port": UNKNOWN}}), "liveness_probe", False),
    ],
)
def test_what_is_unknown_may_change(inputs: Inputs, name: str, replaces: bool) -> None:
    (change,) = changes(PROCESS, normal({**inputs, **KNOWN[inputs["type"]]}), inputs)
    assert (change.name, change.replaces, change.unknown) == (name, replaces, True)


KNOWN: dict[str, Inputs] = {
    "web": {"liveness_probe": probe()},
    "worker": {"app_id": APP, "port": 80},
}


def shown(resource: Resource[Any], inputs: Inputs, **more: object) -> Inputs:
    """An object as the API shows it after a POST of these inputs."""
    return body(resource, inputs) | more


@given(processes())
def test_a_new_process_is_what_the_program_says(inputs: Inputs) -> None:
    wanted = normal(inputs)
    found = PROCESS.read_model.model_validate(
        shown(PROCESS, wanted, id=PROCESS_ID, **REST_OF_A_PROCESS)
    )
    assert changes(PROCESS, outputs_of(PROCESS, found, wanted), wanted) == []


REST_OF_A_PROCESS = {"key": "web", "cpu_limit": 1, "updated_at": "2026-01-01T00:00:00.000Z"}


@given(proxies)
def test_a_new_proxy_is_what_the_program_says(inputs: Inputs) -> None:
    wanted = normal(inputs, TCP_PROXY)
    found = TCP_PROXY.read_model.model_validate(
        shown(TCP_PROXY, wanted, id=PROCESS_ID, status="ready")
    )
    assert changes(TCP_PROXY, outputs_of(TCP_PROXY, found, wanted), wanted) == []


@given(processes())
def test_a_process_in_a_server_s_own_words_is_what_the_program_says(inputs: Inputs) -> None:
    # Nulls where nothing is, additions to nested objects, numbers with fractions.
    wanted = normal(inputs)
    nulls = dict.fromkeys(PROCESS.read_model.model_fields)
    told = as_floats(shown(PROCESS, wanted, id=PROCESS_ID))
    for name in ("scaling_strategy", "liveness_probe", "readiness_probe"):
        if name in told:
            told[name]["addedByTheServer"] = {"some": "thing"}
    for name in ("port",):
        if name in told:
            told[name] = int(told[name])
    found = PROCESS.read_model.model_validate(nulls | told)
    assert changes(PROCESS, outputs_of(PROCESS, found, wanted), wanted) == []


@given(processes(), processes())
def test_what_is_patched_is_what_differs_and_then_nothing_differs(
    before: Inputs, after: Inputs
) -> None:
    old, new = normal(before), normal(after)
    found = [change for change in changes(PROCESS, old, new) if not change.replaces]
    patched = update_body(PROCESS, changes(PROCESS, old, new), new)
    assert set(patched) == {change.name for change in found}
    result = {**old, **{change.name: change.wanted for change in found}}
    left = changes(PROCESS, {k: v for k, v in result.items() if v is not None}, new)
    assert [change for change in left if not change.replaces] == []


@given(processes(), st.data())
def test_drift_in_one_property_is_a_change_of_that_one(inputs: Inputs, data: st.DataObject) -> None:
    wanted = normal(inputs)
    name = data.draw(st.sampled_from(sorted(wanted)))
    outputs = wanted | {name: "something else altogether"}
    assert [change.name for change in changes(PROCESS, outputs, wanted)] == [name]


def test_a_patch_is_spelled_as_the_api_has_it_with_null_for_none() -> None:
    old = normal(web(liveness_probe=probe(), port=80))
    new = normal(web(scaling_strategy=horizontal(1, 2), display_name="x"))
    assert update_body(PROCESS, changes(PROCESS, old, new), new) == {
        "display_name": "x",
        "liveness_probe": None,
        "scaling_strategy": {
            "type": "horizontal",
            "config": {"minInstanceCount": 1, "maxInstanceCount": 2},
        },
    }
