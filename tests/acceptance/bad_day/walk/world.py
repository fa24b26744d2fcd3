"""What a walk goes through: one emulator, one machine's memory, hosts that come and go."""

import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tools.workbench.ways import DYNAMIC

from acceptance.engine_log import EngineLog, engine_log
from acceptance.forking.hosts import Forked, Template, cancel
from acceptance.provider_host import ProviderHost
from acceptance.yesterday import emulator_of_yesterday
from sevalla_emulator.testing import RunningEmulator
from sevalla_provider.clock import SystemClock
from sevalla_provider.lifecycle.intent_log import IntentLog
from sevalla_provider.lifecycle.intents import Intent

APART = 0.15
"""Seconds between two signals of somebody who is impatient."""

PATIENCE = 1.0
"""Seconds for a host to end once it is told to; the engine kills it then."""


class Manner(Enum):
    """How a host ends."""

    ORDERLY = "Cancel, SIGINT"  # the end of every run that nobody cut off
    KILLED = "SIGKILL"
    TERMINATED = "SIGTERM"
    INTERRUPTED = "SIGINT"
    CANCELLED = "Cancel, Cancel, SIGINT"  # a double Ctrl-C


SIGNALS = {
    Manner.KILLED: signal.SIGKILL,
    Manner.TERMINATED: signal.SIGTERM,
    Manner.INTERRUPTED: signal.SIGINT,
    Manner.CANCELLED: signal.SIGINT,
}


@dataclass
class World:
    """One walk's own.

    Attributes:
        ahead: seconds that have passed beside those of the clock.
        deaf: how many hosts had to be killed at an orderly end, as the engine does. Pulumi's
            dynamic host sleeps on where the system gives the signal to a thread of gRPC's.
    """

    template: Template
    emulator: RunningEmulator
    folder: Path
    log: EngineLog
    ahead: float = 0.0
    deaf: int = 0
    _exits: ExitStack = field(default_factory=ExitStack)
    _host: ProviderHost | None = None
    _process: Forked | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        return self.emulator.api_key, self.emulator.other_api_key

    def host(self, *, key: str = "", url: str = "") -> ProviderHost:
        """The present host, or a new one. `key`, `url`: those of a host of its own."""
        if self._host is None:
            environment = {
                "SEVALLA_API_KEY": key or self.emulator.api_key,
                "SEVALLA_API_URL": url or self.emulator.url,
                "SEVALLA_POLL_INTERVAL": "0.02",
                "SEVALLA_REQUEST_SECONDS": "1.5",
                "SEVALLA_RETRY_SECONDS": "1",
                "PULUMI_HOME": str(self.folder),
            }
            host = self.template.host(environment, self.log.address, self.ahead)
            self._host, self._process = self._exits.enter_context(host)
        return self._host

    def end(self, manner: Manner) -> None:
        """End the present host, if there is one."""
        if self._host is None:
            return
        host, process, self._host = self._host, self._process, None
        assert process is not None
        if manner is Manner.ORDERLY:
            if not process.end_in_order(host):
                self.deaf += 1
                assert self.template.way is DYNAMIC, "the host does not end"
        else:
            if manner is Manner.CANCELLED:
                cancel(host)
                time.sleep(APART)
                cancel(host)
            process.send_signal(SIGNALS[manner])
            process.ends_within(PATIENCE)
        self._exits.close()  # whatever lives is killed now

    def later(self, seconds: float) -> None:
        """Let time pass, for the platform and for this machine; nobody works meanwhile."""
        self.end(Manner.ORDERLY)
        self.ahead += seconds
        self.emulator.control.advance(seconds)

    def intents(self) -> list[Intent]:
        return IntentLog(self.folder / "sevalla" / "intents", SystemClock()).open()

    def close(self) -> None:
        self._exits.close()


@contextmanager
def new_world(template: Template, folder: Path) -> Iterator[World]:
    """Set up; the keys would be noticed anywhere."""
    keys = {"api_key": f"canary-{uuid.uuid4().hex}", "other_api_key": f"canary-{uuid.uuid4().hex}"}
    with emulator_of_yesterday(**keys) as emulator, engine_log() as log:
        world = World(template, emulator, folder, log)
        try:
            yield world
        finally:
            world.close()
