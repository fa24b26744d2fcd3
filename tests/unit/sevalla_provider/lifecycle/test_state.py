"""Between what the API shows of an object and what Pulumi keeps of it."""

from dataclasses import replace

import pytest

from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.diff import changes
from sevalla_provider.lifecycle.state import inputs_of, outputs_of, post_body, seen
from sevalla_provider.resources.applications.process import PROCESS, ProcessInputs
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from unit.objects import a_process, a_proxy
from unit.samples import APP, PROCESS_ID, SIZE, manual, probe, web, worker


def test_outputs_hold_inputs_additions_and_the_own_id_without_nulls() -> None:
    found = a_proxy(
        id="1", app_id=APP, process_id=PROCESS_ID, port=80, external_port=30000, status="creating"
    )
    assert outputs_of(TCP_PROXY, found, {"app_id": APP}) == {
        "app_id": APP,
        "process_id": PROCESS_ID,
        "port": 80,
        "tcp_proxy_id": "1",
        "external_port": 30000,
        "status": "creating",
    }


def test_the_request_id_is_not_kept() -> None:
    found = a_process(id="1", request_id="r-1")
    assert "r-1" not in str(outputs_of(PROCESS, found, {}))


def test_what_the_api_leaves_open_and_must_be_is_what_was_known() -> None:
    found = a_process(
        id="1", app_id=None, type=None, display_name=None, resource_type_id=None, port=None
    )
    kept = outputs_of(PROCESS, found, web(port=80))
    assert (kept["app_id"], kept["type"], kept["display_name"]) == (APP, "web", "web")
    assert kept["resource_type_id"] == SIZE
    assert "port" not in kept
    assert outputs_of(PROCESS, a_process(id="1"), kept | {"port": 80, "key": "k"}) == kept | {
        "port": 80,
        "key": "k",
    }


def test_the_parent_is_where_the_object_was_looked_for() -> None:
    found = a_process(id="1", app_id="another spelling")
    assert outputs_of(PROCESS, found, {"app_id": APP})["app_id"] == APP


def test_what_the_server_adds_to_a_nested_object_is_not_kept() -> None:
    found = a_process(
        id="1",
        scaling_strategy={
            "type": "manual",
            "config": {"instanceCount": 1, "minInstanceCount": 0},
            "since": "today",
        },
    )
    known = check(PROCESS.inputs, worker(scaling_strategy=manual(1))).inputs
    assert outputs_of(PROCESS, found, known)["scaling_strategy"] == manual(1)


def test_a_probe_full_of_nulls_is_seen_without_them() -> None:
    found = a_process(
        id="1",
        liveness_probe={
            "exec": None,
            "tcpSocket": None,
            "httpGet": {"path": "/healthz", "port": 8080, "host": None, "scheme": None},
            "periodSeconds": None,
        },
    )
    wanted = check(PROCESS.inputs, web(liveness_probe=probe())).inputs
    assert seen(PROCESS, "liveness_probe", found) == wanted["liveness_probe"]


def test_a_value_that_our_model_would_refuse_is_seen_as_it_is() -> None:
    found = a_process(id="1", type="daemon", port=0, scaling_strategy={"type": "vertical"})
    assert seen(PROCESS, "type", found) == "daemon"
    assert seen(PROCESS, "port", found) == 0
    assert seen(PROCESS, "scaling_strategy", found) == {"type": "vertical"}


def test_the_inputs_of_an_object_are_what_was_given_and_what_differs_from_the_defaults() -> None:
    outputs = {
        **check(PROCESS.inputs, web(scaling_strategy=manual(1), liveness_probe=probe())).inputs,
        "port": 8080,
        "entrypoint": "gunicorn",
        "is_ingress_enabled": True,
        "process_id": "1",
        "key": "web",
    }
    assert set(inputs_of(PROCESS, outputs, ["port"])) == {
        "app_id",
        "type",
        "display_name",
        "resource_type_id",
        "liveness_probe",
        "port",
    }
    assert "scaling_strategy" in inputs_of(PROCESS, outputs, ["scaling_strategy"])
    assert "port" not in inputs_of(PROCESS, outputs, [])


def test_a_post_holds_neither_the_parent_nor_what_post_refuses() -> None:
    inputs = web(port=80, is_ingress_enabled=True, ingress_protocol="grpc")
    assert post_body(PROCESS, inputs) == {
        "type": "web",
        "display_name": "web",
        "resource_type_id": SIZE,
        "port": 80,
    }


class Noted(ProcessInputs):
    """A process with a text that must be there and may be empty, as a variable's value."""

    note: str
    remark: str | None = None


NOTED = replace(PROCESS, inputs=Noted)


@pytest.mark.parametrize("given", [None, {"app_id"}])
def test_an_empty_string_that_must_be_said_is_said(given: set[str] | None) -> None:
    shown = worker(note="", remark="", entrypoint="")
    assert inputs_of(NOTED, shown, given) == worker(note="")


def test_what_is_imported_with_an_empty_string_differs_in_nothing() -> None:
    shown = worker(note="", remark="", entrypoint="", process_id="1")
    said = inputs_of(NOTED, shown, None)
    assert check(Noted, said).failures == []
    assert changes(NOTED, shown, said) == []
