"""The builds of all deployments that are under way."""

import asyncio
from collections.abc import Callable

from pydantic import JsonValue

from sevalla_emulator.backend import Backend
from sevalla_emulator.json_types import text
from sevalla_emulator.record import Record
from sevalla_emulator.runtime.build import Build
from sevalla_emulator.runtime.options import RuntimeOptions
from sevalla_emulator.runtime.sources import found_here
from sevalla_emulator.runtime.variables import variables


class Builds:
    """Begins a build for each deployment that is in progress, and ends that as the build ends.

    ``on_end`` is told when there is something to look at.
    """

    def __init__(
        self, backend: Backend, options: RuntimeOptions, on_end: Callable[[], None]
    ) -> None:
        self._backend = backend
        self._options = options
        self._on_end = on_end
        self._under_way: dict[str, Build] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def tend(self) -> None:
        """Look what has become of deployments and builds."""
        waiting = {one.id: one for one in self._deployments()}
        for deployment_id in [one for one in self._under_way if one not in waiting]:
            self._end(self._under_way.pop(deployment_id))
        for deployment in waiting.values():
            if deployment.id not in self._under_way:
                self._begin(deployment)
            else:
                self._follow(deployment, self._under_way[deployment.id])

    async def aclose(self) -> None:
        """End all."""
        for build in self._under_way.values():
            self._end(build)
        await asyncio.gather(*self._ending)

    def _deployments(self) -> list[Record]:
        """Return those that wait for a build, or for the end of one."""
        return [
            one
            for one in self._backend.store.of_kind("deployments")
            if one.body.get("status") == "inProgress" and not one.under_way("running")
        ]

    def _begin(self, deployment: Record) -> None:
        here = found_here(self._backend, deployment.scope, self._options.sources)
        if here is None:
            return
        application, folder = here
        environment = variables(self._backend, application, "is_buildtime")
        if self._options.build:
            name = text(application.body, "display_name")
            self._options.say(f"builds {name}: {self._options.build}  (in {folder})")
        build = Build(folder, environment, self._options)
        build.task.add_done_callback(lambda _: self._on_end())
        self._under_way[deployment.id] = build

    def _follow(self, deployment: Record, build: Build) -> None:
        log: list[JsonValue] = [*build.lines]
        if build.succeeded is None:
            if deployment.body.get("log") != log:
                deployment.body["log"] = log
                with self._backend.store.transaction():
                    self._backend.store.save(deployment)
            return
        steps = [*_listed(deployment.body.get("steps")), *(["deploy"] if build.succeeded else [])]
        status = "success" if build.succeeded else "failed"
        with self._backend.store.transaction():
            self._backend.move(deployment, {"status": status, "log": log, "steps": steps})
        del self._under_way[deployment.id]

    def _end(self, build: Build) -> None:
        ending = asyncio.create_task(build.stop())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
