"""The build of a deployment: a command in the folder of the source; its output is the log."""

import asyncio
from pathlib import Path

from sevalla_emulator.runtime.options import RuntimeOptions
from sevalla_emulator.runtime.supervised import Command, Supervised


class Build:
    """One that runs. ``lines`` grow; ``succeeded`` is null until it is over."""

    def __init__(self, folder: Path, variables: dict[str, str], options: RuntimeOptions) -> None:
        self.lines: list[str] = [f"--> source {folder}"]
        self.succeeded: bool | None = None
        self._folder = folder
        self._variables = variables
        self._options = options
        self._stop = asyncio.Event()
        self.task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End it, whatever it has come to."""
        self._stop.set()
        await asyncio.wait({self.task})

    async def _run(self) -> None:
        if not self._folder.is_dir():
            self.lines.append(f"{self._folder} is no folder of this machine")
            self.succeeded = False
            return
        try:
            code = await self._build() if self._options.build else 0
        except OSError as problem:
            self.lines.append(f"The build cannot start: {problem}")
            self.succeeded = False
            return
        if code != 0:
            self.lines.append(f"The build ended with exit code {code}")
        self.succeeded = code == 0

    async def _build(self) -> int:
        self.lines.append(f"--> build {self._options.build}")
        command = Command(self._options.build, self._folder, self._variables)
        running = await Supervised.start(command, self._options.grace, self.lines.append)
        return await running.run(self._stop)
