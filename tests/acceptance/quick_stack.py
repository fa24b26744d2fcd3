"""A stack of the small engine: what a test says to the real one, in a hundredth of the time.

For tests of what goes on between the provider and an API, in which the engine and its command line
have no part. The provider's process, its protocol and its sockets are the real ones; each command
gets a process of its own, which ends as it does after a run.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from tools.workbench.outcome import Outcome
from tools.workbench.program import Program
from tools.workbench.running import Running
from tools.workbench.stack import Stack
from tools.workbench.ways import DYNAMIC

from acceptance.engine_log import EngineLog, engine_log
from acceptance.forking.hosts import Template
from acceptance.provider_host import Kept, ProviderHost, StepFailedError
from acceptance.small_engine import SmallEngine

FOUND_CHANGES = 7
"""The engine's exit code when no changes were expected, and there are some."""

PATIENT = 60.0
"""Seconds for each operation where the program allows no other time."""


QUICKLY = pytest.mark.usefixtures("quickly")
"""Runs on a quick stack, what would otherwise run on the engine."""


@dataclass(frozen=True)
class QuickOutcome(Outcome):
    """How a command of the small engine ended."""

    done: dict[str, str]
    told: str
    shown: str

    @property
    def steps(self) -> dict[str, str]:
        return self.done

    @property
    def notes(self) -> str:
        return self.told

    @property
    def progress(self) -> str:
        return self.shown


@dataclass
class QuickStack(Stack):
    """A stack without the command line: `up`, `refresh`, `destroy`, and a look for drift."""

    template: Template = field(kw_only=True)
    _kept: dict[str, Kept] = field(default_factory=dict)
    _program: Program = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home.mkdir()

    def pulumi(self, *arguments: str) -> Outcome:
        raise NotImplementedError(f"no command line here: {arguments}")

    def start(self, *arguments: str) -> Running:
        raise NotImplementedError(f"no command line here: {arguments}")

    def up(self, program: Program | None = None, *arguments: str) -> Outcome:
        self._program = self._program if program is None else program
        return self._run(
            *([SmallEngine.refresh] if "--refresh" in arguments else []),
            lambda engine: engine.up(self._program),
        )

    def preview(self, program: Program | None = None, *arguments: str) -> Outcome:
        raise NotImplementedError(f"no preview here: {program} {arguments}")

    def drift(self) -> Outcome:
        """Look for drift, as the nightly check does."""
        before = dict(self._kept)
        looked = self._run(SmallEngine.refresh)
        self._kept = before
        found = FOUND_CHANGES if looked.code == 0 and looked.changed else looked.code
        return QuickOutcome(
            found, looked.text, [], looked.steps, told=looked.notes, shown=looked.progress
        )

    def refresh(self) -> Outcome:
        return self._run(SmallEngine.refresh)

    def destroy(self) -> Outcome:
        return self._run(lambda engine: engine.up({}))

    def state(self) -> dict[str, dict[str, Any]]:
        """Our resources in state, by type and name: `Process web`."""
        return {
            f"{kept.named.kind} {kept.named.name}": {
                "id": kept.resource_id,
                "urn": kept.named.urn,
                "inputs": kept.inputs,
                "outputs": kept.outputs,
            }
            for kept in self._kept.values()
        }

    def _run(self, *verbs: Callable[[SmallEngine], object]) -> Outcome:
        with engine_log() as log:
            engine = self._attempt(verbs, log)
        text = "\n".join([*log.noted, *engine.failures])
        self.said += [text, *log.said]
        (self.folder / "state.json").write_text(json.dumps(self.state()))
        return QuickOutcome(
            1 if engine.failures else 0,
            text,
            [],
            engine.steps,
            told="".join(log.noted),
            shown="".join(log.passing),
        )

    def _attempt(
        self, verbs: tuple[Callable[[SmallEngine], object], ...], log: EngineLog
    ) -> SmallEngine:
        with self._host(log.address) as host:
            engine = SmallEngine(host, self._kept, wait=PATIENT)
            try:
                for verb in verbs:
                    verb(engine)
            except StepFailedError:
                pass  # told by `failures`
        return engine

    @contextmanager
    def _host(self, address: str) -> Iterator[ProviderHost]:
        environment = {**self.environment, "PULUMI_HOME": str(self.home)}
        with self.template.host(environment, address, ahead=0) as (host, process):
            yield host
            ended = process.end_in_order(host)
            # Pulumi's dynamic host sleeps on where a thread of gRPC's gets the signal.
            assert ended or self.way is DYNAMIC, "the host does not end"
