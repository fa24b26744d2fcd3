"""A stack of its own under a temporary backend, driven by the real `pulumi` CLI.

The tests, the demo and the benchmarks all drive the engine through this.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.workbench.environment import BACKEND, HOME, PROGRAM, STACK, variables
from tools.workbench.newborn import newborn
from tools.workbench.outcome import Outcome, name_of
from tools.workbench.program import Program
from tools.workbench.running import Running
from tools.workbench.ways import DYNAMIC, Way


@dataclass
class Stack:
    """One stack. Everything it needs is below `folder`.

    Attributes:
        folder: exists, and is empty.
        project: the program, copied into `folder`.
        way: the way in that programs are declared by.
        environment: what commands find in theirs, beside what Pulumi needs.
        live: whether commands show their output as they go, instead of keeping it.
        said: all that commands have printed.
        started: every command there was.
    """

    folder: Path
    project: Path
    environment: dict[str, str] = field(default_factory=dict)
    way: Way = DYNAMIC
    live: bool = False
    said: list[str] = field(default_factory=list)
    started: list[Running] = field(default_factory=list)

    def __post_init__(self) -> None:
        shutil.copytree(self.project, self.work)
        self.home.mkdir()
        self.way.install(self.home)
        if not (self.work / ".venv").exists():
            (self.work / ".venv").symlink_to(Path(sys.prefix))
        for path, content in newborn(self.project).items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(content)

    @property
    def work(self) -> Path:
        return self.folder / PROGRAM

    @property
    def home(self) -> Path:
        return self.folder / HOME

    def declare(self, program: Program) -> None:
        """Write the program that the next command runs."""
        (self.work / self.way.file).write_text(self.way.text(program))

    def up(self, program: Program | None = None, *arguments: str) -> Outcome:
        if program is not None:
            self.declare(program)
        return self.pulumi("up", "--yes", "--skip-preview", *arguments)

    def preview(self, program: Program | None = None, *arguments: str) -> Outcome:
        if program is not None:
            self.declare(program)
        return self.pulumi("preview", "--diff", *arguments)

    def drift(self) -> Outcome:
        """Look for drift, as the nightly check does."""
        return self.pulumi("refresh", "--preview-only", "--expect-no-changes", "--diff")

    def refresh(self) -> Outcome:
        return self.pulumi("refresh", "--yes", "--skip-preview")

    def destroy(self) -> Outcome:
        return self.pulumi("destroy", "--yes", "--skip-preview")

    def configure(self, **values: str) -> None:
        """Set configuration of the program's own namespace."""
        pairs = [f"--plaintext={key}={value}" for key, value in values.items()]
        self.pulumi("config", "set-all", *pairs).succeeded()

    def configure_secrets(self, **values: str) -> None:
        """Set configuration of the program's own namespace, encrypted."""
        pairs = [f"--secret={key}={value}" for key, value in values.items()]
        self.pulumi("config", "set-all", *pairs).succeeded()

    def pulumi(self, *arguments: str) -> Outcome:
        """Run one command to its end."""
        running = self.start(*arguments)
        try:
            outcome = running.end()
        except BaseException:
            running.stop()
            raise
        self.said.append(outcome.text)
        return outcome

    def stop(self) -> None:
        """End what was started and is still there."""
        for running in self.started:
            if running.process.poll() is None:
                running.stop()

    def start(self, *arguments: str) -> Running:
        """Start a command, to do something to it while it runs."""
        observed = arguments[0] in ("up", "preview", "refresh", "destroy")
        log = self.folder / "events.json"
        log.unlink(missing_ok=True)
        process = subprocess.Popen(
            ["pulumi", *arguments, *self.flags, *(["--event-log", str(log)] if observed else [])],
            cwd=self.work,
            env={**variables(self.folder), **self.environment},
            stdout=None if self.live and observed else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(Running(process, log, self.way.serving))
        return self.started[-1]

    @property
    def flags(self) -> list[str]:
        if self.live and sys.stdout.isatty():
            return []
        return ["--non-interactive", "--color", "never"]

    def state(self) -> dict[str, dict[str, Any]]:
        """Our resources in state, by type and name: `Process web`. Read without the engine."""
        (path,) = (self.folder / BACKEND / ".pulumi" / "stacks").glob(f"*/{STACK}.json")
        latest = json.loads(path.read_text())["checkpoint"]["latest"]
        return {
            name_of(each["type"], each["urn"]): each
            for each in latest.get("resources", [])
            if "sevalla:" in each["type"]
        }
