"""Creates that fail after their POST.

Either way in, state knows all that there is. What becomes of the object differs: the native plugin
keeps it, and goes on from there; the dynamic way in has nowhere to keep it, and removes it.
"""

from typing import Any

from tools.workbench.program import Program

from acceptance.bad_day.scenario import PROXIES, Scenario
from acceptance.one_way import ONLY_DYNAMIC, ONLY_NATIVE
from acceptance.properties import process


def refused_patch(day: Scenario) -> Program:
    """A process that takes a PATCH after its POST, which the API refuses."""
    day.control.add_fault("status", status=422, method="PATCH", body={"message": "not today"})
    return {"web": process("web", day.app_id, ingress_protocol="grpc")}


@ONLY_DYNAMIC
def test_what_was_made_is_removed(day: Scenario) -> None:
    program = refused_patch(day)
    outcome = day.stack.up(program).failed()
    assert 'could not create process "web"' in outcome.text
    assert "not today" in outcome.text
    assert "What had been made was removed again" in outcome.text
    assert day.ids() == set()
    assert day.known() == set()
    day.converges(program)


@ONLY_DYNAMIC
def test_what_was_made_cannot_be_removed(day: Scenario) -> None:
    day.control.change_settings(provisioning={"seconds": 1000})
    refusal: dict[str, Any] = {"status": 403, "body": {"message": "nor that"}}
    day.control.add_fault("status", method="DELETE", path=f"{PROXIES}/*", **refusal)
    program = {**day.program}
    program["proxy"]["props"]["create_timeout"] = "1s"
    outcome = day.stack.up(program).failed()
    (left,) = day.control.objects().tcp_proxies
    assert f"{day.app_id}/{left.id} is still there" in outcome.text
    assert "the next `pulumi up` takes it over" in outcome.text
    day.control.advance(1000)
    day.converges(program)
    assert len(day.control.requests("POST")) == 2


@ONLY_NATIVE
def test_what_was_made_is_taken_on(day: Scenario) -> None:
    """The next `up` sends the PATCH that was refused, and nothing else."""
    program = refused_patch(day)
    outcome = day.stack.up(program).failed()
    assert 'could not create process "web"' in outcome.text
    assert "not today" in outcome.text
    assert day.known() == day.ids()
    assert day.stack.state()["Process web"]["initErrors"]
    day.control.clear_faults()
    day.control.clear_log()
    assert day.stack.up().succeeded().changed == {"Process web": "update"}
    writes = [*day.control.requests("POST"), *day.control.requests("PATCH")]
    assert [entry.body for entry in writes] == [{"ingress_protocol": "grpc"}]
    day.ends_well(program)


@ONLY_NATIVE
def test_what_was_made_and_cannot_recover_is_replaced(day: Scenario) -> None:
    day.control.add_fault("provisioning_fails", method="POST", path=PROXIES, calls=[1])
    day.stack.up(day.program).failed()
    (failed,) = day.control.objects().tcp_proxies
    assert day.stack.up().succeeded().changed == {"TcpProxy proxy": "replace"}
    (another,) = day.control.objects().tcp_proxies
    assert another.id != failed.id
    day.ends_well(day.program)


@ONLY_NATIVE
def test_what_is_still_being_made_is_waited_for(day: Scenario) -> None:
    """An `up` after a time-out goes on waiting, though the program says nothing new."""
    day.control.change_settings(provisioning={"seconds": 1000})
    program = {**day.program}
    program["proxy"]["props"]["create_timeout"] = "1s"
    day.stack.up(program).failed()
    day.control.advance(1000)
    assert day.stack.up().succeeded().changed == {"TcpProxy proxy": "update"}
    assert day.stack.state()["TcpProxy proxy"]["outputs"]["status"] == "ready"
    assert len(day.control.requests("POST")) == 2
    assert day.control.requests("PATCH") == []
    day.ends_well(program)
