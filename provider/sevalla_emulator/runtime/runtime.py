"""What should run and what does, and the task that makes the one of the other."""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import TypeAlias

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import text
from sevalla_emulator.record import Record
from sevalla_emulator.relaying import LOOPBACK, Endpoint
from sevalla_emulator.runtime.builds import Builds
from sevalla_emulator.runtime.instance import Instance, Spec
from sevalla_emulator.runtime.journal import Journal
from sevalla_emulator.runtime.options import RuntimeOptions
from sevalla_emulator.runtime.release import Release, release
from sevalla_emulator.runtime.sources import folder_of, found_here
from sevalla_emulator.workload import InstanceReport

Place: TypeAlias = tuple[
    int, str, int
]  # the number of a release, a process, which of its instances

_NOWHERE = 0  # a port that nobody can listen at
_LOOK_AGAIN = 0.5  # seconds; what becomes of objects by the clock alone wakes nobody

_log = logging.getLogger(__name__)


class Runtime:
    """The workload of applications whose source is on this machine.

    All of it happens in one event loop, that of the server.
    """

    active = True

    def __init__(self, backend: Backend, options: RuntimeOptions) -> None:
        self._backend = backend
        self._options = options
        self._releases: dict[str, Release] = {}
        self._instances: dict[Place, Instance] = {}
        self._journal = Journal()
        self._counter = itertools.count(1)
        self._turns = itertools.count()
        self._wake = asyncio.Event()
        self._builds = Builds(backend, options, self._wake.set)

    # --- what the objects ask -------------------------------------------------------------

    def builds(self, application: Record) -> bool:
        """Whether its source is on this machine."""
        return folder_of(application, self._options.sources) is not None

    def deployed(self, app_id: str) -> None:
        """Take down what is configured now, to run that."""
        here = found_here(self._backend, app_id, self._options.sources)
        if here is None or not here[1].is_dir():
            return
        application, folder = here
        number, origin = next(self._counter), self._options.origin
        made = release(self._backend, application, folder, number, origin)
        self._releases[app_id] = made
        for spec in made.specs.values():
            name = text(application.body, "display_name")
            at = f" at {spec.url}" if spec.url else ""
            self._options.say(f"runs {spec.key} of {name}{at}: {spec.command.line}  (in {folder})")
        self._wake.set()

    def lines(self, app_id: str) -> list[str]:
        """Return what its processes have written."""
        return self._journal.lines(app_id)

    def endpoint(self, process_id: str, port: int) -> Endpoint | None:
        """Return where an instance is reached, each in turn.

        Its own port is what it was told by ``PORT``, unless it listens where it was declared to.
        """
        current = [one for one in self._wanted() if one[1].process_id == process_id]
        if not current:
            return None
        if current[0][1].port not in {None, port}:
            return Endpoint(LOOPBACK, port, patience=self._options.patience)
        there = [self._instances[place] for place, _ in current if place in self._instances]
        running = [one for one in there if one.state == "running" and one.port]
        crashed = bool(there) and all(one.state == "waiting" for one in there)
        patience = 0 if crashed else self._options.patience
        if not running:
            return Endpoint(LOOPBACK, _NOWHERE, patience=patience)
        chosen = running[next(self._turns) % len(running)]
        others = (port,) if chosen.age >= self._options.settling else ()
        return Endpoint(LOOPBACK, chosen.port or _NOWHERE, others=others, patience=patience)

    def reports(self) -> list[InstanceReport]:
        """Return all instances."""
        return [_report(one) for one in self._instances.values()]

    # --- making it so ---------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run what should, until the block is left; then nothing of it is left."""
        for application in self._backend.store.of_kind("applications"):
            made = self._backend.store.members("deployments", application.id)
            if any(one.body.get("status") == "success" for one in made):
                self.deployed(application.id)
        self._backend.store.on_change.append(self._wake.set)
        tending = asyncio.create_task(self._tend())
        try:
            yield
        finally:
            tending.cancel()
            await asyncio.gather(tending, return_exceptions=True)
            self._releases.clear()
            await asyncio.gather(self._builds.aclose(), self._tend_instances())

    async def _tend(self) -> None:
        while True:
            self._wake.clear()
            try:
                self._backend.settle()
                self._builds.tend()
                await self._tend_instances()
            except Exception:
                _log.exception("what should run is not as it should be")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN):
                    await self._wake.wait()

    async def _tend_instances(self) -> None:
        """Stop what should not run, then start what should: they may want the same port."""
        self._forget_what_is_gone()
        wanted = dict(self._wanted())
        stale = [place for place in self._instances if place not in wanted]
        await asyncio.gather(*(self._instances[place].stop() for place in stale))
        for place in stale:
            del self._instances[place]
        for place, spec in wanted.items():
            if place not in self._instances:
                writer = f"{spec.key}.{place[2]}"
                on_line = partial(self._journal.add, spec.app_id, writer)
                self._instances[place] = Instance(spec, place[2], self._options, on_line)

    def _forget_what_is_gone(self) -> None:
        for app_id in [one for one in self._releases if not _is_there(self._backend, one)]:
            del self._releases[app_id]
            self._journal.forget(app_id)

    def _wanted(self) -> Iterator[tuple[Place, Spec]]:
        for app_id, current in self._releases.items():
            application = self._backend.store.get(app_id)
            if application is None or application.body.get("is_suspended") is True:
                continue
            for spec in current.specs.values():
                count = spec.instances if _is_there(self._backend, spec.process_id) else 0
                for number in range(1, count + 1):
                    yield (current.number, spec.process_id, number), spec


def _is_there(backend: Backend, object_id: str) -> bool:
    record = backend.store.get(object_id)
    return record is not None and not record.deleting


def _report(instance: Instance) -> InstanceReport:
    spec = instance.spec
    return InstanceReport(
        app_id=spec.app_id,
        process_id=spec.process_id,
        type=spec.type,
        key=spec.key,
        instance=instance.number,
        entrypoint=spec.command.line,
        url=spec.url,
        state=instance.state,
        pid=instance.pid,
        port=instance.port,
        restarts=instance.restarts,
        exit_code=instance.exit_code,
        lines=list(instance.lines),
    )
