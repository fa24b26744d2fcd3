"""Values that other resources will give: never judged, whatever stands beside them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevalla_provider.lifecycle.check import check
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from sevalla_provider.resources.unknown import UNKNOWN, holds_unknown
from unit.samples import FULL_WEB, Inputs, horizontal, probe, process, proxy, web, worker
from unit.strategies import processes

Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> list[Path]:
    """The way to every value inside, at every depth."""
    if isinstance(value, dict):
        inside = [place for key, item in value.items() for place in places(item, (*path, key))]
    elif isinstance(value, list):
        inside = [place for i, item in enumerate(value) for place in places(item, (*path, i))]
    else:
        inside = []
    return [path, *inside] if path else inside


def with_unknown(value: Any, path: Path) -> Any:
    """`value` with something unknown at one place."""
    if not path:
        return UNKNOWN
    step, rest = path[0], path[1:]
    if isinstance(value, list):
        return [with_unknown(item, rest) if i == step else item for i, item in enumerate(value)]
    return {key: with_unknown(item, rest) if key == step else item for key, item in value.items()}


@pytest.mark.parametrize("path", places(FULL_WEB), ids=lambda path: ".".join(map(str, path)))
def test_something_unknown_is_fine_at_every_place(path: Path) -> None:
    inputs = with_unknown(FULL_WEB, path)
    checked = check(PROCESS.inputs, inputs)
    assert checked.failures == []
    assert holds_unknown(checked.inputs)


@given(processes(), st.data())
def test_something_unknown_makes_nothing_wrong(inputs: Inputs, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(places(inputs)))
    assert check(PROCESS.inputs, with_unknown(inputs, path)).failures == []


@pytest.mark.parametrize(
    "inputs",
    [
        process("cron") | {"type": UNKNOWN, "schedule": None},
        process("cron") | {"schedule": UNKNOWN},
        worker(type=UNKNOWN, liveness_probe=probe()),
        worker(scaling_strategy=horizontal(5, 2) | {"type": UNKNOWN, "config": UNKNOWN}),
        worker(
            scaling_strategy={
                "type": "horizontal",
                "config": {"min_instance_count": UNKNOWN, "max_instance_count": 1},
            }
        ),
        worker(
            scaling_strategy={
                "type": "horizontal",
                "config": {"min_instance_count": 50, "max_instance_count": UNKNOWN},
            }
        ),
        worker(scaling_strategy={"type": UNKNOWN, "config": {"instance_count": 1}}),
        worker(scaling_strategy={"type": UNKNOWN, "config": {}}),
        web(liveness_probe={"exec": UNKNOWN, "http_get": UNKNOWN}),
        web(liveness_probe={"tcp_socket": {"port": UNKNOWN}, "exec": UNKNOWN}),
        web(liveness_probe={"exec": {"command": UNKNOWN}}),
        web(liveness_probe={"exec": {"command": [UNKNOWN]}}),
    ],
)
def test_a_rule_over_several_values_does_not_judge_with_one_of_them_unknown(inputs: Inputs) -> None:
    assert check(PROCESS.inputs, inputs).failures == []


@pytest.mark.parametrize(
    ("inputs", "path"),
    [
        (worker(app_id=UNKNOWN, port=0), ("port",)),
        (worker(type=UNKNOWN, colour="red"), ("colour",)),
        (worker(colour=UNKNOWN), ("colour",)),
        (
            web(liveness_probe={"tcp_socket": {"port": UNKNOWN, "prot": 1}}),
            ("liveness_probe", "tcp_socket", "prot"),
        ),
        (
            web(liveness_probe={"http_get": {"path": UNKNOWN, "port": 0}}),
            ("liveness_probe", "http_get", "port"),
        ),
    ],
)
def test_what_is_known_and_wrong_is_told_beside_what_is_unknown(inputs: Inputs, path: Path) -> None:
    assert [failure.path for failure in check(PROCESS.inputs, inputs).failures] == [path]


def test_a_proxy_of_a_process_that_does_not_exist_yet_is_fine() -> None:
    checked = check(TCP_PROXY.inputs, proxy(process_id=UNKNOWN))
    assert checked.failures == []
    assert holds_unknown(checked.inputs["process_id"])


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        (UNKNOWN, True),
        ({"a": [{"b": UNKNOWN}]}, True),
        ({"a": [1, "x", None]}, False),
        (None, False),
    ],
)
def test_something_unknown_is_found_at_any_depth(value: object, holds: bool) -> None:
    assert holds_unknown(value) is holds


def test_something_unknown_shows_as_pulumi_shows_it() -> None:
    assert repr(UNKNOWN) == "(known after apply)"
