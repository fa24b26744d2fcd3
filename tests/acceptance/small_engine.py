"""As much of an engine as a random walk needs: the same calls in the same order, in no time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import grpc
from tools.workbench.program import Declared

from acceptance.dynamic_host import DynamicHost, Wire

REFERENCE = "${"


class StepFailedError(Exception):
    """An operation failed; what was done before it stays in state."""


@dataclass
class Kept:
    """One resource in state."""

    kind: str
    resource_id: str
    outputs: Wire


@dataclass
class SmallEngine:
    """State, and the verbs that change it. A failing step ends the run, as in the engine."""

    host: DynamicHost
    state: dict[str, Kept] = field(default_factory=dict)

    def up(self, program: Mapping[str, Declared]) -> int:
        """Make things as the program says; the number of changes. Raises `StepFailedError`."""
        try:
            changes = sum(self._make(name, declared) for name, declared in program.items())
            for name in [name for name in reversed(self.state) if name not in program]:
                self._delete(name, self.state.pop(name))
                changes += 1
        except grpc.RpcError as error:
            raise StepFailedError(str(error)) from None
        return changes

    def refresh(self) -> None:
        """Look at everything. Raises `StepFailedError`."""
        try:
            for name, kept in list(self.state.items()):
                outputs = self.host.read(kept.resource_id, kept.outputs)
                if outputs is None:
                    del self.state[name]
                else:
                    kept.outputs = outputs
        except grpc.RpcError as error:
            raise StepFailedError(str(error)) from None

    def _make(self, name: str, declared: Declared) -> bool:
        kind = declared["type"]
        inputs, failures = self.host.check(kind, name, self._resolved(declared["props"]))
        assert failures == {}
        kept = self.state.get(name)
        if kept is None:
            self._create(name, kind, inputs)
            return True
        changes, replaces = self.host.diff(kept.resource_id, kept.outputs, inputs)
        if replaces:
            self._create(name, kind, inputs)
            self._delete(name, kept)
        elif changes:
            kept.outputs = self.host.update(kept.resource_id, kept.outputs, inputs)
        return changes

    def _create(self, name: str, kind: str, inputs: Wire) -> None:
        resource_id, outputs = self.host.create(inputs)
        # A replacement moves to the end: what depends on it comes after it.
        self.state.pop(name, None)
        self.state[name] = Kept(kind, resource_id, outputs)

    def _delete(self, name: str, kept: Kept) -> None:
        try:
            self.host.delete(kept.resource_id, kept.outputs)
        except grpc.RpcError:
            # The engine goes on to delete what it could not; so the next run does.
            self.state.setdefault(f"{name} to delete", kept)
            raise

    def _resolved(self, props: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(value) for name, value in props.items()}

    def _value(self, value: Any) -> Any:
        if not (isinstance(value, str) and value.startswith(REFERENCE)):
            return value
        name, _, _ = value.removeprefix(REFERENCE).partition(".")
        return self.state[name].outputs["processId"]
