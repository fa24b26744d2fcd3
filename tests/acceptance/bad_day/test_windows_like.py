"""Both ways in, on the engine, where everything is refused that Windows refuses."""

from acceptance.bad_day.scenario import Scenario, kill_the_engine, unlock
from windows_like import ENVIRONMENT


def test_both_ways_in_work_and_end_with_an_engine_that_is_killed(day: Scenario) -> None:
    day.stack.environment.update(ENVIRONMENT)
    kill_the_engine(day)  # whose address tells its hosts: nobody says who their parent is

    day.control.advance(1000)
    unlock(day)
    day.stack.up(day.program).succeeded()
    day.stack.destroy().succeeded()
    day.is_clear()
    assert len(day.control.requests("POST")) == 2
