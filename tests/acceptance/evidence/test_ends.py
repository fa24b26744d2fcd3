"""However a run ends: nothing is lost, nothing is made twice, and a good end leaves no intent."""

import os
import signal
import time
from collections.abc import Callable

from tools.workbench.program import Declared, Program
from tools.workbench.running import Running
from tools.workbench.ways import DYNAMIC

from acceptance.bad_day.scenario import Scenario, alive, kill_provider
from acceptance.properties import process, proxy

APART = 0.15
"""Seconds between two signals: the engine is still writing down what the first one ended."""

TOGETHER = 40
"""Proxies that are waited for together by the plugin; the dynamic host works on four."""

A_FEW = 4
"""Proxies for the ends that make no difference between few and many."""


def twice(number: signal.Signals) -> Callable[[Running], None]:
    def blow(running: Running) -> None:
        running.signal(number)
        time.sleep(APART)
        running.signal(number)

    return blow


def end_the_provider(running: Running) -> None:
    for host in running.hosts():
        os.kill(host, signal.SIGTERM)


def end_all(running: Running) -> None:
    """What a service manager does."""
    end_the_provider(running)
    running.signal(signal.SIGTERM)


BLOWS = (
    twice(signal.SIGTERM),
    twice(signal.SIGINT),
    end_the_provider,
    end_all,
    kill_provider,
    lambda running: running.signal(signal.SIGKILL),
)


def proxies(day: Scenario, first: int, count: int) -> Program:
    ports = range(first, first + count)
    return {f"p{port}": proxy(day.app_id, "web", port=port) for port in ports}


def cut_off(day: Scenario, program: Program, blow: Callable[[Running], None]) -> None:
    """Begin an `up`, and end it by a blow while all that it can make at once is waited for."""
    day.control.change_settings(provisioning={"seconds": 1000})
    day.stack.declare(program)
    before = len(day.ids())
    at_once = 2 if day.stack.way is DYNAMIC else len(program) - before
    running = day.stack.start("up", "--yes", "--skip-preview", "--parallel", str(TOGETHER))
    day.until(lambda: len(day.ids()) >= before + at_once)
    hosts = running.hosts()
    blow(running)
    running.end().failed()
    day.until(lambda: not any(alive(host) for host in hosts))
    day.control.advance(1000)
    day.control.change_settings(provisioning={"seconds": 0})
    day.stack.pulumi("cancel", "--yes")


def test_whoever_ends_a_run_while_it_waits(day: Scenario) -> None:
    program: dict[str, Declared] = {"web": process("web", day.app_id)}
    day.stack.up(program).succeeded()
    assert day.all_intents() == []
    # The engine takes both signals alike; where Pulumi's dynamic host sleeps on, for 40 s each.
    blows = BLOWS[1:] if day.stack.way is DYNAMIC else BLOWS
    for number, blow in enumerate(blows):
        many = number == 0 and day.stack.way is not DYNAMIC
        program |= proxies(day, 4000 + 100 * number, TOGETHER if many else A_FEW)
        cut_off(day, program, blow)
        up = day.stack.up(program).succeeded()
        assert day.known() == day.ids(), up.text
        assert len(day.control.requests("POST")) == len(program), up.text
        # What was in state already is asked about, and what was adopted ends with the run. Where
        # Pulumi's dynamic host sleeps on at that, and is killed, the next run closes it.
        left = {each.made for each in day.all_intents()}
        assert left <= (day.known() if day.stack.way is DYNAMIC else set()), up.text
    day.ends_well(program)


def test_a_replacement_by_force_after_a_killed_engine_deletes_nothing_that_it_adopted(
    day: Scenario,
) -> None:
    """The engine asks for a create like any other; the old object's intent is still open."""
    program: Program = {
        "worker": process("worker", day.app_id),
        "proxy": proxy(day.app_id, "worker"),
    }
    cut_off_while_the_proxy_waits(day, program)
    (urn,) = (each["urn"] for name, each in day.stack.state().items() if name == "Process worker")
    day.stack.up(program, "--replace", urn).succeeded()
    assert day.known() == day.ids()
    day.ends_well(program)


def cut_off_while_the_proxy_waits(day: Scenario, program: Program) -> None:
    day.control.change_settings(provisioning={"seconds": 1000})
    day.stack.declare(program)
    running = day.stack.start("up", "--yes", "--skip-preview")
    day.until(lambda: bool(day.control.objects().tcp_proxies))
    hosts = running.hosts()
    running.signal(signal.SIGKILL)
    running.end().failed()
    day.until(lambda: not any(alive(host) for host in hosts))
    day.control.advance(1000)
    day.stack.pulumi("cancel", "--yes")
    assert "Process worker" in day.stack.state()
