from typing import Any

import pytest

from sevalla_provider.detailed_diff import detailed_diff
from sevalla_provider.lifecycle.check import check
from sevalla_provider.lifecycle.diff import Change, changes
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.casing import to_camel
from sevalla_provider.resources.properties import Properties
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.unknown import UNKNOWN
from unit.samples import (
    OTHER_APP,
    OTHER_PROCESS_ID,
    Inputs,
    horizontal,
    manual,
    probe,
    proxy,
    web,
    worker,
)
from unit.sevalla_provider.plugin.engine import kinds


def told(before: Inputs, after: Inputs, resource: Resource[Any] = PROCESS) -> dict[str, str]:
    """The detailed diff from one program to another, for an object that is as the first says."""
    actual, wanted = (normal(resource, each) for each in (before, after))
    return kinds(detailed_diff(resource, changes(resource, actual, wanted), wanted))


def normal(resource: Resource[Any], inputs: Inputs) -> Properties:
    checked = check(resource.inputs, inputs)
    assert checked.failures == []
    return checked.inputs


def command(*words: str) -> Inputs:
    return {"exec": {"command": list(words)}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (web(), web(), {}),
        (web(), web(display_name="new"), {"displayName": "UPDATE"}),
        (web(), web(port=80), {"port": "ADD"}),
        (web(port=80), web(), {}),
        (web(), web(is_ingress_enabled=False), {"isIngressEnabled": "ADD"}),
        (web(), web(scaling_strategy=manual(3)), {"scalingStrategy": "ADD"}),
        (worker(scaling_strategy=manual(3)), worker(), {"scalingStrategy": "DELETE"}),
        (
            worker(scaling_strategy=manual(3)),
            worker(scaling_strategy=manual(4)),
            {"scalingStrategy.config.instanceCount": "UPDATE"},
        ),
        (
            worker(scaling_strategy=manual(3)),
            worker(scaling_strategy=horizontal(1, 2)),
            {
                "scalingStrategy.type": "UPDATE",
                "scalingStrategy.config.instanceCount": "DELETE",
                "scalingStrategy.config.minInstanceCount": "ADD",
                "scalingStrategy.config.maxInstanceCount": "ADD",
            },
        ),
        (web(), web(liveness_probe=probe()), {"livenessProbe": "ADD"}),
        (web(liveness_probe=probe()), web(), {"livenessProbe": "DELETE"}),
        (
            web(liveness_probe=probe()),
            web(liveness_probe=probe("/alive", period_seconds=5)),
            {"livenessProbe.httpGet.path": "UPDATE", "livenessProbe.periodSeconds": "UPDATE"},
        ),
        (
            web(liveness_probe=command("test", "-f", "a")),
            web(liveness_probe=command("test", "-f", "b")),
            {"livenessProbe.exec.command[2]": "UPDATE"},
        ),
        (
            web(liveness_probe=command("true")),
            web(liveness_probe=command("test", "-f", "b")),
            {"livenessProbe.exec.command": "UPDATE"},
        ),
    ],
)
def test_a_change_is_told_by_its_path(
    before: Inputs, after: Inputs, expected: dict[str, str]
) -> None:
    assert told(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "resource", "expected"),
    [
        (web(), web(type="worker"), PROCESS, {"type": "UPDATE_REPLACE"}),
        (
            web(),
            web(app_id=OTHER_APP, display_name="new"),
            PROCESS,
            {"appId": "UPDATE_REPLACE", "displayName": "UPDATE"},
        ),
        (
            proxy(),
            proxy(process_id=OTHER_PROCESS_ID, port=80),
            TCP_PROXY,
            {"processId": "UPDATE_REPLACE", "port": "UPDATE_REPLACE"},
        ),
    ],
)
def test_a_change_that_makes_another_object_says_so(
    before: Inputs, after: Inputs, resource: Resource[Any], expected: dict[str, str]
) -> None:
    assert told(before, after, resource) == expected


@pytest.mark.parametrize(
    ("before", "after", "resource", "expected"),
    [
        (web(), web(port=UNKNOWN), PROCESS, {"port": "ADD"}),
        (web(port=80), web(port=UNKNOWN), PROCESS, {"port": "UPDATE"}),
        (
            worker(scaling_strategy=manual(2)),
            worker(scaling_strategy=manual(1) | {"config": {"instance_count": UNKNOWN}}),
            PROCESS,
            {"scalingStrategy": "UPDATE"},
        ),
        (proxy(), proxy(process_id=UNKNOWN), TCP_PROXY, {"processId": "UPDATE_REPLACE"}),
    ],
)
def test_what_is_unknown_yet_may_change_as_a_whole(
    before: Inputs, after: Inputs, resource: Resource[Any], expected: dict[str, str]
) -> None:
    assert told(before, after, resource) == expected


def test_an_object_that_failed_is_replaced_for_its_status() -> None:
    actual = proxy(status="failed")
    found = detailed_diff(TCP_PROXY, changes(TCP_PROXY, actual, proxy()), proxy())
    assert kinds(found) == {"status": "UPDATE_REPLACE"}


def test_a_property_that_is_to_get_its_default_is_named() -> None:
    change = Change("scaling_strategy", None, manual(1), replaces=False)
    assert kinds(detailed_diff(PROCESS, [change], worker())) == {"scalingStrategy": "UPDATE"}


def test_something_that_becomes_nothing_is_removed_and_the_other_way_round() -> None:
    added = [Change("entrypoint", None, "serve", replaces=False)]
    removed = [Change("entrypoint", "serve", None, replaces=True)]
    assert kinds(detailed_diff(PROCESS, added, {"entrypoint": "serve"})) == {"entrypoint": "ADD"}
    assert kinds(detailed_diff(PROCESS, removed, {})) == {"entrypoint": "DELETE_REPLACE"}


def test_every_name_is_spelled_as_on_the_wire() -> None:
    spelled = [to_camel(name) for name in ("app_id", "port", "status")]
    assert spelled == ["appId", "port", "status"]
