"""Processes that are killed, or told to stop, while something is being made."""

import signal

from acceptance.bad_day.scenario import (
    PROCESSES,
    PROXIES,
    Scenario,
    begin,
    kill_provider,
    kill_the_engine,
    unlock,
)
from acceptance.one_way import ONLY_DYNAMIC, ONLY_NATIVE


def test_kill_9_provider_between_post_and_answer(day: Scenario) -> None:
    for path in (PROCESSES, PROXIES):
        day.control.add_fault("hang", method="POST", path=path, calls=[1], when="after")
        held = len(day.ids())
        running = begin(day)
        day.until(lambda held=held: len(day.ids()) > held)  # type: ignore[misc]
        kill_provider(running)
        running.end().failed()
        assert len(day.intents()) == 1
        day.control.clear_faults()
    outcome = day.converges(day.program)
    assert "adopted the TCP proxy" in outcome.text
    assert len(day.control.requests("POST")) == 2


def test_a_twin_appears_before_the_next_run(day: Scenario) -> None:
    """Several objects could be the one: a person must tell, and is told which they are."""
    day.control.add_fault("hang", method="POST", path=PROCESSES, calls=[1], when="after")
    running = begin(day)
    day.until(lambda: bool(day.ids()))
    kill_provider(running)
    running.end().failed()
    day.control.clear_faults()
    (ours,) = day.ids()
    twin = day.control.make_object("processes", day.program["web"]["props"])
    outcome = day.stack.up(day.program).failed()
    assert f"{day.app_id}/{ours}" in outcome.text
    assert f"{day.app_id}/{twin.id}" in outcome.text
    assert "`pulumi-sevalla intents --clear " in outcome.text
    day.control.remove_object(twin.id)
    assert "adopted the process" in day.converges(day.program).text


def test_kill_9_engine_during_create_then_up(day: Scenario) -> None:
    kill_the_engine(day)

    day.control.advance(1000)
    unlock(day)
    day.converges(day.program)
    assert len(day.control.requests("POST")) == 2


@ONLY_DYNAMIC
def test_sigint_during_wait_then_up(day: Scenario) -> None:
    """The dynamic host is not told of a cancellation: the second signal ends the run."""
    day.control.change_settings(provisioning={"seconds": 1000})
    running = begin(day)
    day.until(lambda: bool(day.control.objects().tcp_proxies))
    running.signal(signal.SIGINT)
    day.until(lambda: day.control.counters().buckets["read"].requests > 3)
    running.signal(signal.SIGINT)
    running.end().failed()

    day.control.advance(1000)
    unlock(day)
    day.converges(day.program)
    assert len(day.control.requests("POST")) == 2


@ONLY_DYNAMIC
def test_sigint_lets_what_is_under_way_come_to_its_end(day: Scenario) -> None:
    day.control.change_settings(provisioning={"seconds": 1000})
    running = begin(day)
    day.until(lambda: bool(day.control.objects().tcp_proxies))
    running.signal(signal.SIGINT)
    day.control.advance(1000)
    running.end().failed()
    assert day.known() == day.ids()
    day.converges(day.program)


@ONLY_NATIVE
def test_sigint_ends_a_wait_at_once(day: Scenario) -> None:
    """What was made is in state, and the next `up` goes on from there."""
    day.control.change_settings(provisioning={"seconds": 1000})
    running = begin(day)
    day.until(lambda: bool(day.control.objects().tcp_proxies))
    running.signal(signal.SIGINT)
    running.end().failed()
    assert day.known() == day.ids()

    day.control.advance(1000)
    day.converges(day.program)
    assert len(day.control.requests("POST")) == 2
