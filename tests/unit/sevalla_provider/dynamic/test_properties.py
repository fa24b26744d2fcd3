from typing import Any

import pulumi
import pytest
from hypothesis import given
from pulumi.runtime import rpc

from sevalla_provider.dynamic.properties import HIDDEN, Hidden, from_wire, hidden_in, to_wire
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import APP, FULL_WEB, Inputs, probe, web
from unit.strategies import processes

KEPT = Hidden("project/stack/web", {"create": "5m"}, ["port", "app_id"])


@given(processes())
def test_to_pulumi_and_back_changes_nothing(inputs: Inputs) -> None:
    assert from_wire(PROCESS, to_wire(PROCESS, PropertySet(inputs), KEPT)).properties == inputs


def test_what_the_api_adds_comes_back_by_its_python_name() -> None:
    outputs: Inputs = {"app_id": APP, "tcp_proxy_id": "1", "external_port": 30000}
    wire = to_wire(TCP_PROXY, PropertySet(outputs), KEPT)
    assert {"appId", "tcpProxyId", "externalPort", HIDDEN} == set(wire)
    assert from_wire(TCP_PROXY, wire).properties == outputs


def test_what_is_hidden_goes_along_and_comes_back() -> None:
    wire = to_wire(PROCESS, PropertySet(web()), KEPT)
    found = hidden_in(wire)
    assert (found.identity, found.name) == ("project/stack/web", "web")
    assert dict(found.timeouts) == {"create": "5m"}
    assert list(found.given) == ["app_id", "port"]


@pytest.mark.parametrize("kept", [None, "text", [], 7, {}, {"timeouts": None, "given": None}])
def test_of_a_damaged_state_there_is_what_there_is(kept: object) -> None:
    found = hidden_in({HIDDEN: kept})
    assert (found.identity, found.name, dict(found.timeouts), list(found.given)) == ("", "", {}, [])
    assert hidden_in({}) == Hidden()


def test_what_is_hidden_is_no_property() -> None:
    wire = {"appId": APP, HIDDEN: KEPT.wire(), "__provider": "gASV…", "__other": 1}
    assert from_wire(PROCESS, wire).properties == {"app_id": APP}


def test_nested_properties_are_spelled_at_every_depth() -> None:
    wire = to_wire(PROCESS, PropertySet(FULL_WEB), KEPT)
    assert wire["livenessProbe"] == {"exec": {"command": ["true"]}, "periodSeconds": 5}
    assert wire["readinessProbe"]["httpGet"]["httpHeaders"] == [{"name": "X-Probe", "value": "1"}]


def test_the_names_that_a_program_in_python_uses_are_taken_as_well() -> None:
    # A plain dictionary inside an input is not respelt by Pulumi.
    wire = {"scalingStrategy": {"type": "manual", "config": {"instance_count": 1}}}
    expected = {"scaling_strategy": {"type": "manual", "config": {"instance_count": 1}}}
    assert from_wire(PROCESS, wire).properties == expected


UNKNOWNS: list[Any] = [rpc.UNKNOWN, pulumi.output.Unknown()]  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("value", UNKNOWNS, ids=["text", "object"])
def test_an_unknown_value_is_known_as_such_at_every_depth(value: Any) -> None:
    wire = {
        "appId": value,
        "livenessProbe": {"exec": {"command": ["sh", value]}, "tcpSocket": {"port": value}},
    }
    assert from_wire(PROCESS, wire).properties == {
        "app_id": UNKNOWN,
        "liveness_probe": {
            "exec": {"command": ["sh", UNKNOWN]},
            "tcp_socket": {"port": UNKNOWN},
        },
    }


def test_an_unknown_value_goes_out_as_pulumi_has_it() -> None:
    inputs: Any = web(port=UNKNOWN, liveness_probe=probe(period_seconds=UNKNOWN))
    wire = to_wire(PROCESS, PropertySet(inputs), KEPT)
    assert wire["port"] == rpc.UNKNOWN
    assert wire["livenessProbe"]["periodSeconds"] == rpc.UNKNOWN


URN = "urn:pulumi:dev::shop::my:Site$pulumi-python:dynamic/sevalla:Process"


@pytest.mark.parametrize(
    "name", ["web", "eu/web", "a::b", "a/b::c/d", "urn:pulumi:x::y", "::", "/"]
)
def test_a_name_may_hold_slashes_and_colons(name: str) -> None:
    assert Hidden(f"shop/dev/{name}").name == name
    assert Hidden("shop/dev/other", urn=f"{URN}::{name}").name == name
