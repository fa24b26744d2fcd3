"""How a command of the engine ended."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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


def read_events(log: Path) -> list[Mapping[str, Any]]:
    lines = log.read_text().splitlines() if log.exists() else []
    return [json.loads(line) for line in lines if line.endswith("}")]
