"""Both ways in, on the engine, where everything is refused that Windows refuses."""

import signal

from acceptance.bad_day.scenario import Scenario, alive, begin, unlock
from windows_like import ENVIRONMENT


def test_both_ways_in_work_and_end_with_an_engine_that_is_killed(day: Scenario) -> None:
    day.stack.environment.update(ENVIRONMENT)
    day.control.change_settings(provisioning={"seconds": 1000})
    running = begin(day)
    day.until(lambda: bool(day.control.objects().tcp_proxies))
    hosts = running.hosts()
    assert hosts
    running.signal(signal.SIGKILL)
    running.end().failed()
    # By the engine's address: nobody tells them who their parent is.
    day.until(lambda: not any(alive(host) for host in hosts))

    day.control.advance(1000)
    unlock(day)
    day.stack.up(day.program).succeeded()
    day.stack.destroy().succeeded()
    day.is_clear()
    assert len(day.control.requests("POST")) == 2
