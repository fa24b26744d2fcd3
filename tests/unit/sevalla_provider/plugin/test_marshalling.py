from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.plugin.marshalling import received, struct
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import APP, FULL_WEB, PROCESS_ID, Inputs, manual, web
from unit.sevalla_provider.plugin.engine import LATER, MARK, SECRET, got, secret, sent
from unit.strategies import processes, processes_with_nulls, proxies


def back(wire: Inputs) -> PropertySet:
    return received(PROCESS.inputs, sent(wire))


def out(properties: Inputs, *secrets: str) -> Inputs:
    return got(struct(PROCESS.inputs, PropertySet(properties), secrets))


cases = processes_with_nulls().map(lambda each: (PROCESS, each)) | proxies.map(
    lambda each: (TCP_PROXY, each)
)


@given(cases)
def test_what_is_written_is_what_is_read(case: tuple[Resource[Any], Inputs]) -> None:
    resource, properties = case
    written = sent(got(struct(resource.inputs, PropertySet(properties))))
    assert received(resource.inputs, written) == PropertySet(properties)


@given(processes(), st.data())
def test_what_is_unknown_stays_unknown_at_any_depth(
    properties: Inputs, data: st.DataObject
) -> None:
    partly = {name: data.draw(with_unknowns(value)) for name, value in properties.items()}
    assert back(out(partly)) == PropertySet(partly)


@given(processes(), st.data())
def test_a_secret_at_any_depth_marks_its_top_level_property(
    properties: Inputs, data: st.DataObject
) -> None:
    marked = {name: data.draw(with_secrets(value)) for name, value in out(properties).items()}
    read = back(marked)
    assert read.properties == properties
    assert out(dict.fromkeys(read.secrets)).keys() == {
        name for name, value in marked.items() if SECRET in str(value)
    }


@given(processes(), st.data())
def test_a_secret_is_written_whole_and_nothing_else_is_marked(
    properties: Inputs, data: st.DataObject
) -> None:
    secrets = data.draw(st.sets(st.sampled_from(sorted(properties))))
    written = out(properties, *secrets)
    plain = out(properties)
    hidden = set(out(dict.fromkeys(secrets)))
    assert {name for name, value in written.items() if value != plain[name]} == hidden
    assert all(written[name] == secret(plain[name]) for name in hidden)
    assert received(PROCESS.inputs, sent(written)) == PropertySet(properties, frozenset(secrets))


def with_unknowns(value: Any) -> st.SearchStrategy[Any]:
    """`value`, and any parts of it unknown."""
    return in_parts(value, with_unknowns) | st.just(UNKNOWN)


def with_secrets(value: Any) -> st.SearchStrategy[Any]:
    """A value on the wire, and any parts of it marked."""
    whole = in_parts(value, with_secrets)
    return whole | whole.map(secret)


def in_parts(value: Any, part: Callable[[Any], st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    if isinstance(value, dict):
        return st.fixed_dictionaries({key: part(item) for key, item in value.items()})
    if isinstance(value, list):
        return st.tuples(*map(part, value)).map(lambda items: [*items])
    return st.just(value)


def test_names_are_those_of_every_language() -> None:
    written = out(FULL_WEB | {"process_id": PROCESS_ID})
    assert written["appId"] == APP
    assert written["processId"] == PROCESS_ID
    assert written["scalingStrategy"]["config"] == {
        "minInstanceCount": 1,
        "maxInstanceCount": 3,
        "targetCpuPercent": 70,
    }
    assert written["livenessProbe"] == {"exec": {"command": ["true"]}, "periodSeconds": 5}
    assert written["readinessProbe"]["httpGet"]["httpHeaders"] == [
        {"name": "X-Probe", "value": "1"}
    ]
    assert not any("_" in name for name in written)


def test_numbers_truth_and_nothing_keep_their_kind() -> None:
    read = back({"port": 80, "isIngressEnabled": False, "entrypoint": None, "schedule": ""})
    assert read.properties == {
        "port": 80,
        "is_ingress_enabled": False,
        "entrypoint": None,
        "schedule": "",
    }
    assert isinstance(read.properties["port"], int)  # to an API a port of 80.0 may be none
    assert back({"entrypoint": 0.5}).properties == {"entrypoint": 0.5}
    assert read.properties["is_ingress_enabled"] is False


def test_what_the_model_does_not_know_is_not_lost() -> None:
    wire = {"displayNmae": "x", "tags": {"Some Key": [1, None, {}]}, "nothing": []}
    read = back(wire).properties
    assert read == {"display_nmae": "x", "tags": {"Some Key": [1, None, {}]}, "nothing": []}
    assert out(read) == wire


def test_a_secret_inside_of_a_secret_is_read_through_both() -> None:
    strategy = {"type": "manual", "config": {"instanceCount": secret(2)}}
    read = back({"scalingStrategy": secret(strategy), "port": secret(LATER)})
    assert read.properties == {"scaling_strategy": manual(2), "port": UNKNOWN}
    assert read.secrets == {"scaling_strategy", "port"}


@pytest.mark.parametrize("value", [None, [], {}, "", LATER, [secret("x")]])
def test_a_secret_may_hold_anything(value: object) -> None:
    assert back({"entrypoint": secret(value)}).secrets == {"entrypoint"}


def test_an_item_of_a_list_may_be_unknown() -> None:
    probe = {"exec": {"command": ["test", UNKNOWN]}}
    written = out({"liveness_probe": probe})
    assert written == {"livenessProbe": {"exec": {"command": ["test", LATER]}}}
    assert back(written).properties == {"liveness_probe": probe}


def test_a_mark_of_something_else_is_no_secret() -> None:
    read = back({"tags": {MARK: "something else", "value": "x"}})
    assert read.secrets == frozenset()


def test_the_secret_of_a_property_that_is_not_there_is_no_property() -> None:
    assert out({"port": 80}, "entrypoint") == {"port": 80}


def test_nothing_of_what_is_written_is_changed() -> None:
    properties = web(scaling_strategy=manual(1))
    struct(PROCESS.inputs, PropertySet(properties), ["scaling_strategy"])
    assert properties == web(scaling_strategy=manual(1))
