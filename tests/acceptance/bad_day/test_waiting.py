"""Objects that fail, dawdle, flap, or are not there yet."""

from acceptance.bad_day.scenario import PROXIES, Scenario
from acceptance.properties import process
from acceptance.quick_stack import QUICKLY


@QUICKLY
def test_provisioning_failed(day: Scenario) -> None:
    day.control.add_fault("provisioning_fails", method="POST", path=PROXIES)
    outcome = day.stack.up(day.program).failed()
    (post,) = [entry for entry in day.control.requests("POST") if "tcp-proxies" in entry.path]
    assert 'could not create TCP proxy "proxy"' in outcome.text
    assert 'with status "failed"' in outcome.text
    assert "request id" in outcome.text
    assert post.status == 201
    assert day.known() == day.ids()
    day.converges(day.program)


def test_progress_is_shown_while_waiting(day: Scenario) -> None:
    day.control.change_settings(provisioning={"seconds": 2}, deletion={"seconds": 1})
    outcome = day.stack.up(day.program).succeeded()
    assert "creating, " in outcome.progress
    assert "deleting, " in day.stack.destroy().progress


@QUICKLY
def test_failed_later(day: Scenario) -> None:
    """A proxy that fails after it was ready is found by a refresh, and replaced."""
    day.stack.up(day.program).succeeded()
    (proxy,) = day.control.objects().tcp_proxies
    day.control.change_object(proxy.id, {"status": "failed"})
    assert day.stack.drift().code == 7
    outcome = day.stack.up(None, "--refresh").succeeded()
    assert outcome.changed == {"TcpProxy proxy": "replace"}
    (another,) = day.control.objects().tcp_proxies
    assert another.id != proxy.id
    day.ends_well(day.program)


def test_wait_timeout_then_up(day: Scenario) -> None:
    day.control.change_settings(provisioning={"seconds": 1000})
    program = {**day.program}
    program["proxy"]["props"]["create_timeout"] = "2s"
    outcome = day.stack.up(program).failed()
    assert "waited 2 s for the TCP proxy to be ready" in outcome.text
    assert 'last seen: status "creating"' in outcome.text
    assert "allow more time" in outcome.text
    assert day.known() == day.ids()
    day.control.change_settings(provisioning={"seconds": 0})
    day.control.advance(1000)
    day.converges(program)


@QUICKLY
def test_not_found_right_after_create(day: Scenario) -> None:
    day.control.change_settings(consistency={"polls": 2}, provisioning={"seconds": 0.5})
    program = {**day.program, "web": process("web", day.app_id, ingress_protocol="grpc")}
    day.stack.up(program).succeeded()
    day.control.change_settings(consistency={"polls": 0})
    day.ends_well(program)


@QUICKLY
def test_status_flaps(day: Scenario) -> None:
    day.stack.up(day.program).succeeded()
    (proxy,) = day.control.objects().tcp_proxies
    day.control.change_object(proxy.id, {"status": "creating"})
    day.stack.refresh().succeeded()
    assert day.stack.up().succeeded().changed == {}
    assert day.known() == day.ids()
    day.control.change_object(proxy.id, {"status": "ready"})
    day.ends_well(day.program)


@QUICKLY
def test_unknown_status(day: Scenario) -> None:
    day.control.change_settings(provisioning={"seconds": 0.5})
    day.control.add_fault(
        "unknown_field",
        method="GET",
        path=f"{PROXIES}/*",
        calls=[1, 2],
        merge={"status": "warming-up"},
    )
    outcome = day.stack.up(day.program).succeeded()
    assert outcome.notes.count('with status "warming-up", which this version') == 1
    day.ends_well(day.program)


@QUICKLY
def test_ingress_protocol_is_applied_later(day: Scenario) -> None:
    """Create and update return when the process shows what was asked of it."""
    day.control.change_settings(ingress={"polls": 2})
    program = {"web": process("web", day.app_id, ingress_protocol="grpc")}
    day.stack.up(program).succeeded()
    assert day.stack.state()["Process web"]["outputs"]["ingressProtocol"] == "grpc"
    program["web"]["props"]["ingress_protocol"] = "http"
    day.stack.up(program).succeeded()
    assert day.stack.state()["Process web"]["outputs"]["ingressProtocol"] == "http"
    day.ends_well(program)


def test_update_that_fails_half_way(day: Scenario) -> None:
    """The change is made and never shows: the next `up` takes it from there."""
    program = {"web": process("web", day.app_id, ingress_protocol="http")}
    day.stack.up(program).succeeded()
    day.control.change_settings(ingress={"seconds": 1000})
    program["web"]["props"] |= {"ingress_protocol": "grpc", "update_timeout": "2s"}
    outcome = day.stack.up(program).failed()
    assert 'could not update process "web"' in outcome.text
    assert 'last seen: ingress_protocol is still "http"' in outcome.text
    day.control.change_settings(ingress={"seconds": 0})
    day.converges(program)


@QUICKLY
def test_delete_takes_long(day: Scenario) -> None:
    day.stack.up(day.program).succeeded()
    day.control.change_settings(deletion={"polls": 3})
    day.stack.destroy().succeeded()
    day.is_clear()


def test_clock_jumps(day: Scenario) -> None:
    """The API's clock leaps by a day, forth, while something is being waited for."""
    day.control.change_settings(provisioning={"seconds": 1000}, retry_after="http-date")
    day.stack.declare(day.program)
    running = day.stack.start("up", "--yes", "--skip-preview")
    day.until(lambda: bool(day.control.objects().tcp_proxies))
    day.control.advance(24 * 3600)
    running.end().succeeded()
    assert day.known() == day.ids()
    day.ends_well(day.program)
