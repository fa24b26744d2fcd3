"""What the bad days have in common: a process, a proxy, things that go wrong, and a good end."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.workbench.outcome import Outcome
from tools.workbench.program import Program
from tools.workbench.running import Running
from tools.workbench.stack import Stack

from acceptance.properties import process, proxy
from sevalla_emulator.testing import Control
from sevalla_provider.clock import SystemClock
from sevalla_provider.lifecycle.intent_log import IntentLog
from sevalla_provider.lifecycle.intents import Intent

PROCESSES = "/applications/*/processes"
PROXIES = "/applications/*/tcp-proxies"
BOTH = (PROCESSES, PROXIES)

PATIENCE = 30.0
"""Seconds to wait for something that surely comes."""


@dataclass(frozen=True)
class Scenario:
    """One stack with one application."""

    control: Control
    stack: Stack
    app_id: str

    @property
    def program(self) -> Program:
        """One of each resource."""
        return {"web": process("web", self.app_id), "proxy": proxy(self.app_id, "web")}

    def ids(self) -> set[str]:
        """Every object that the API holds, but for applications."""
        there = self.control.objects()
        return {each.id for each in [*there.processes, *there.tcp_proxies]}

    def known(self) -> set[str]:
        """The API's ids of the objects in state."""
        return {each["id"].rpartition("/")[2] for each in self.stack.state().values()}

    def all_intents(self) -> list[Intent]:
        """Creates whose objects the engine is not known to have."""
        folder = self.stack.home / "sevalla" / "intents"
        return IntentLog(folder, SystemClock()).open()

    def intents(self) -> list[Intent]:
        """Creates whose answer is not known."""
        return [each for each in self.all_intents() if each.made is None]

    def converges(self, program: Program, *others: str) -> Outcome:
        """Insist that the next `up` makes it so, and on the good end.

        `others`: ids of objects that are not the stack's, and stay.
        """
        self.control.clear_faults()
        up = self.stack.up(program).succeeded()
        self.ends_well(program, *others)
        return up

    def ends_well(self, program: Program, *others: str) -> None:
        """Insist on the good end after an `up`: another has nothing to do, `destroy` clears."""
        self.control.clear_faults()
        assert self.known() == self.ids() - set(others)
        assert len(self.known()) == len(program)
        assert self.stack.up(None, "--refresh").succeeded().changed == {}
        assert self.all_intents() == []
        self.stack.destroy().succeeded()
        self.is_clear(*others)

    def is_clear(self, *others: str) -> None:
        """Insist that nothing is left, nowhere."""
        assert self.ids() == set(others)
        assert self.stack.state() == {}
        assert self.all_intents() == []

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a state of things."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, "it never came to that"
            time.sleep(0.05)


def begin(day: Scenario) -> Running:
    day.stack.declare(day.program)
    return day.stack.start("up", "--yes", "--skip-preview")


def kill_the_engine(day: Scenario) -> None:
    """Kill the engine of an `up` that waits for a proxy; its hosts end by themselves."""
    day.control.change_settings(provisioning={"seconds": 1000})
    running = begin(day)
    day.until(lambda: bool(day.control.objects().tcp_proxies))
    hosts = running.hosts()
    assert hosts
    running.signal(signal.SIGKILL)
    running.end().failed()
    day.until(lambda: not any(alive(host) for host in hosts))


def kill_provider(running: Running) -> None:
    hosts = running.hosts()
    assert hosts
    for host in hosts:
        os.kill(host, signal.SIGKILL)


def unlock(day: Scenario) -> None:
    """What a user does after an engine was killed."""
    day.stack.pulumi("cancel", "--yes").succeeded()


def alive(pid: int) -> bool:
    """Whether a process runs."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
