"""One instance of a process: started, started again after it has ended, stopped."""

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from sevalla_emulator.relaying import LOOPBACK
from sevalla_emulator.runtime.options import RuntimeOptions
from sevalla_emulator.runtime.supervised import Command, Supervised

State: TypeAlias = Literal["starting", "running", "waiting", "stopped"]
_SHOWN_LINES = 50


@dataclass(frozen=True)
class Spec:
    """What a deployment has fixed of a process."""

    app_id: str
    process_id: str
    type: str
    key: str
    url: str | None
    port: int | None
    instances: int
    command: Command


class Instance:
    """``waiting`` is one that has ended, and will be started again."""

    def __init__(
        self, spec: Spec, number: int, options: RuntimeOptions, on_line: Callable[[str], None]
    ) -> None:
        self.spec = spec
        self.number = number
        self.state: State = "starting"
        self.port: int | None = None
        self.restarts = 0
        self.exit_code: int | None = None
        self.lines: deque[str] = deque(maxlen=_SHOWN_LINES)
        self._options = options
        self._on_line = on_line
        self._begun = 0.0
        self._running: Supervised | None = None
        self._stop = asyncio.Event()
        self._life = asyncio.create_task(self._live())

    @property
    def pid(self) -> int | None:
        """The leader of its process group, while it runs."""
        return self._running.pid if self._running else None

    @property
    def age(self) -> float:
        """Seconds since it was last started."""
        return asyncio.get_running_loop().time() - self._begun

    async def stop(self) -> None:
        """End it for good."""
        self._stop.set()
        await asyncio.wait({self._life})  # it goes on to its end, even if nobody waits any more

    async def _live(self) -> None:
        failures = 0
        clock = asyncio.get_running_loop()
        while not self._stop.is_set():
            self._begun = clock.time()
            self.exit_code = await self._run_once()
            lasted = self.age >= self._options.backoff.lasting
            failures = 1 if lasted else failures + 1
            if not self._stop.is_set():
                await self._pause(self._options.backoff.pause(failures))
        self.state = "stopped"

    async def _run_once(self) -> int | None:
        self.state, self.port = "starting", _free_port()
        variables = {**self.spec.command.variables, "PORT": str(self.port)}
        command = replace(self.spec.command, variables=variables)
        try:
            self._running = await Supervised.start(command, self._options.grace, self._say)
        except OSError as problem:
            self._say(f"cannot start: {problem}")
            return None
        self.state = "running"
        code = await self._running.run(self._stop)
        self._running = None
        return code

    async def _pause(self, seconds: float) -> None:
        self.state, self.port = "waiting", None
        ended = f"ended with exit code {self.exit_code}; again in {seconds:g} s"
        self._say(ended)
        self._options.say(f"{self.spec.key}.{self.number} {ended}")
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            self.restarts += 1

    def _say(self, line: str) -> None:
        self.lines.append(line)
        self._on_line(line)


def _free_port() -> int:
    with closing(socket.create_server((LOOPBACK, 0))) as found:
        port: int = found.getsockname()[1]
    return port
