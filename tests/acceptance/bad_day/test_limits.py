"""Rate limits that are nearly nothing, told in every way that a server could think of."""

from typing import Any

import pytest

from acceptance.bad_day.scenario import Scenario
from acceptance.one_way import ONLY_DYNAMIC, ONLY_NATIVE
from acceptance.properties import process
from acceptance.quick_stack import QUICKLY

STORMS: dict[str, dict[str, Any]] = {
    "without Retry-After": {},
    "Retry-After in seconds": {"retry_after": "seconds"},
    "Retry-After as a date": {"retry_after": "http-date"},
    "reset of zero": {"reset_style": "zero"},
    "reset rounded down": {"reset_style": "rounded-down"},
    "negative reset": {"reset_style": "negative"},
    "reset as an epoch": {"reset_style": "epoch"},
    "huge reset": {"reset_style": "huge"},
    "no reset": {"reset_style": "missing"},
}


# What headers say is read by one transport for both ways in: one storm of the other is enough.
@QUICKLY
@ONLY_NATIVE
@pytest.mark.parametrize("storm", STORMS)
def test_rate_limit_storm(day: Scenario, storm: str) -> None:
    weather(day, storm)


@QUICKLY
@ONLY_DYNAMIC
def test_rate_limit_storm_over_the_other_way(day: Scenario) -> None:
    weather(day, "reset of zero")


def weather(day: Scenario, storm: str) -> None:
    day.control.change_settings(
        limits={"write": {"limit": 2, "window": 2}, "read": {"limit": 8, "window": 2}},
        **STORMS[storm],
    )
    program = {
        name: process("worker", day.app_id, display_name=name) for name in ("a", "b", "c", "d")
    }
    day.stack.up(program).succeeded()
    assert day.known() == day.ids()
    assert len(day.ids()) == len(program)
    day.control.lift_limits()
    assert day.stack.up().succeeded().changed == {}
    day.stack.destroy().succeeded()
    assert day.ids() == set()


@QUICKLY
def test_a_long_wait_for_the_limit_is_told(day: Scenario) -> None:
    day.control.change_settings(limits={"write": {"limit": 2, "window": 5}})
    program = {name: process("worker", day.app_id, display_name=name) for name in ("a", "b", "c")}
    outcome = day.stack.up(program).succeeded()
    assert "s, 1 of 1 queued for writes (2 a window)" in outcome.progress
    day.control.lift_limits()
    day.ends_well(program)


@QUICKLY
def test_unauthorized_fails_in_one_request(day: Scenario) -> None:
    day.stack.up(day.program).succeeded()
    day.control.clear_log()
    key = day.stack.environment["SEVALLA_API_KEY"]
    day.stack.environment["SEVALLA_API_KEY"] = "revoked"
    renamed = {**day.program, "web": process("web", day.app_id, display_name="Renamed")}
    assert "status 401" in day.stack.up(renamed).failed().text
    assert len(day.control.requests()) == 1
    day.stack.environment["SEVALLA_API_KEY"] = key
    day.converges(renamed)
