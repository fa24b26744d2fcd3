"""A stack of its own under a temporary backend, driven by the real `pulumi` CLI.

The tests, the demo and the benchmarks all drive the engine through this.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict

PASSPHRASE = "workbench"
TIMEOUT = 120.0
"""Seconds after which a command has surely hung."""

STOP_TIMEOUT = 10.0
"""Seconds that a command gets to end in good order."""


class Declared(TypedDict, total=False):
    """One resource of a test's program."""

    type: str
    props: dict[str, Any]
    options: dict[str, Any]


Program = Mapping[str, Declared]


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit code, all it printed, and the engine's events."""

    code: int
    text: str
    events: Sequence[Mapping[str, Any]]

    @property
    def steps(self) -> dict[str, str]:
        """What became of each resource, by name: `create`, `update`, `replace` and so on."""
        found: dict[str, str] = {}
        for event in self.events:
            step = event.get("resourcePreEvent") or event.get("resOutputsEvent") or {}
            metadata = step.get("metadata", {})
            if "sevalla:" in metadata.get("type", ""):
                name = name_of(metadata["type"], metadata["urn"])
                found[name] = stronger(found.get(name), metadata["op"])
        return found

    @property
    def changed(self) -> dict[str, str]:
        """The steps that were no `same`."""
        return {name: op for name, op in self.steps.items() if op not in ("same", "refresh")}

    @property
    def notes(self) -> str:
        """What the provider told for good, each once: the text repeats some, and omits others."""
        return self._told(in_passing=False)

    @property
    def progress(self) -> str:
        """What the provider showed in passing, while it waited."""
        return self._told(in_passing=True)

    def _told(self, *, in_passing: bool) -> str:
        told = [event["diagnosticEvent"] for event in self.events if "diagnosticEvent" in event]
        return "".join(
            each["message"] for each in told if bool(each.get("ephemeral")) is in_passing
        )

    def succeeded(self) -> "Outcome":
        """Insist on exit code 0."""
        assert self.code == 0, self.text
        return self

    def failed(self) -> "Outcome":
        """Insist on a failure."""
        assert self.code != 0, self.text
        return self


def name_of(kind: str, urn: str) -> str:
    """`Process web`."""
    return f"{kind.rpartition(':')[2]} {urn.rpartition('::')[2]}"


def stronger(one: str | None, other: str) -> str:
    """A replacement comes as several steps: `replace` names them all."""
    ops = {one, other}
    return "replace" if any(op and "replace" in op for op in ops) else other


@dataclass
class Stack:
    """One stack. Everything it needs is below `folder`.

    Attributes:
        folder: exists, and is empty.
        project: the program, copied into `folder`.
        environment: what commands find in theirs, beside what Pulumi needs.
        live: whether commands show their output as they go, instead of keeping it.
        said: all that commands have printed.
    """

    folder: Path
    project: Path
    environment: dict[str, str] = field(default_factory=dict)
    live: bool = False
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        shutil.copytree(self.project, self.work)
        (self.folder / "backend").mkdir()
        (self.folder / "home").mkdir()
        if not (self.work / ".venv").exists():
            (self.work / ".venv").symlink_to(Path(sys.prefix))
        self.pulumi("stack", "init", "test").succeeded()

    @property
    def work(self) -> Path:
        return self.folder / "program"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def declare(self, program: Program) -> None:
        """Write the program that the next command runs."""
        (self.work / "program.json").write_text(json.dumps(program))

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

    def start(self, *arguments: str) -> "Running":
        """Start a command, to do something to it while it runs."""
        observed = arguments[0] in ("up", "preview", "refresh", "destroy")
        log = self.folder / "events.json"
        log.unlink(missing_ok=True)
        process = subprocess.Popen(
            ["pulumi", *arguments, *self.flags, *(["--event-log", str(log)] if observed else [])],
            cwd=self.work,
            env=self.variables,
            stdout=None if self.live and observed else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return Running(process, log)

    @property
    def flags(self) -> list[str]:
        if self.live and sys.stdout.isatty():
            return []
        return ["--non-interactive", "--color", "never"]

    @property
    def variables(self) -> dict[str, str]:
        interpreter = Path(sys.executable).parent
        return {
            **os.environ,
            "PATH": f"{interpreter}{os.pathsep}{os.environ['PATH']}",
            "PULUMI_BACKEND_URL": (self.folder / "backend").as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
            "PULUMI_DEBUG_COMMANDS": "true",  # or there is no --event-log
            "PULUMI_HOME": str(self.home),
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            **self.environment,
        }

    def state(self) -> dict[str, dict[str, Any]]:
        """Our resources in state, by type and name: `Process web`."""
        exported = self.pulumi("stack", "export").succeeded()
        resources = json.loads(exported.text)["deployment"].get("resources", [])
        return {
            name_of(each["type"], each["urn"]): each
            for each in resources
            if "sevalla:" in each["type"]
        }


@dataclass
class Running:
    """A command on its way."""

    process: subprocess.Popen[str]
    log: Path

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def host(self) -> int | None:
        """The process id of the dynamic provider host that serves this command."""
        return next(
            (pid for pid in children(self.process.pid) if "pulumi.dynamic" in command_of(pid)), None
        )

    def end(self) -> Outcome:
        """Wait for its end."""
        text, _ = self.process.communicate(timeout=TIMEOUT)
        return Outcome(self.process.returncode, text or "", read_events(self.log))

    def stop(self) -> None:
        """Ask it to end, and insist after a while."""
        self.process.terminate()
        try:
            self.process.communicate(timeout=STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()


def children(parent: int) -> list[int]:
    """Process ids of the children of a process."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    lists = [path.read_text() for path in listed.parents[1].glob("*/children")]
    return [int(pid) for text in lists for pid in text.split()]


def command_of(pid: int) -> str:
    """The command line of a process; nothing when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def read_events(log: Path) -> list[Mapping[str, Any]]:
    lines = log.read_text().splitlines() if log.exists() else []
    return [json.loads(line) for line in lines if line.endswith("}")]
