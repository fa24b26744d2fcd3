"""As much of an engine as a random walk needs: the same calls in the same order, in no time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.workbench.program import Declared

from acceptance.provider_host import WAIT, HalfMadeError, Kept, ProviderHost, StepFailedError
from acceptance.speech import Named, Wire

REFERENCE = "${"


@dataclass
class SmallEngine:
    """State, and the verbs that change it. A failing step ends the run, as in the engine."""

    host: ProviderHost
    state: dict[str, Kept] = field(default_factory=dict)

    def up(self, program: Mapping[str, Declared]) -> int:
        """Make things as the program says; the number of changes. Raises `StepFailedError`."""
        changes = sum(self._make(name, declared) for name, declared in program.items())
        for name in [name for name in reversed(self.state) if name not in program]:
            self._delete(self.state.pop(name))
            changes += 1
        return changes

    def refresh(self) -> None:
        """Look at everything. Raises `StepFailedError`."""
        for name, kept in list(self.state.items()):
            found = self.host.read(kept)
            if found is None:
                del self.state[name]
            else:
                self.state[name] = found

    def _make(self, name: str, declared: Declared) -> bool:
        kept = self.state.get(name)
        olds = kept.inputs if kept else None
        named = Named(declared["type"], name)
        timeouts = dict.fromkeys(("create", "update", "delete"), f"{WAIT:g}s")
        inputs, failures = self.host.check(
            named.kind, name, self._resolved(declared["props"]), olds, **timeouts
        )
        assert failures == {}
        if kept is None:
            self._create(named, inputs)
            return True
        changes, replaces = self.host.diff(kept, inputs)
        if replaces:
            self._replace(kept, inputs)
        elif changes or kept.half_made:
            # What was left half-made is updated, also where nothing differs.
            self._update(kept, inputs)
        return changes or kept.half_made

    def _create(self, named: Named, inputs: Wire) -> None:
        try:
            made = self.host.create(named, inputs)
        except HalfMadeError as error:
            self._keep(Kept(named, error.resource_id, error.outputs, inputs, half_made=True))
            raise
        self._keep(made)

    def _replace(self, kept: Kept, inputs: Wire) -> None:
        try:
            self._create(kept.named, inputs)
        except HalfMadeError:
            self._condemn(kept)
            raise
        self._delete(kept)

    def _update(self, kept: Kept, inputs: Wire) -> None:
        try:
            self.state[kept.named.name] = self.host.update(kept, inputs)
        except HalfMadeError as error:
            kept.outputs, kept.inputs, kept.half_made = error.outputs, inputs, True
            raise

    def _delete(self, kept: Kept) -> None:
        try:
            self.host.delete(kept)
        except StepFailedError:
            self._condemn(kept)
            raise

    def _keep(self, kept: Kept) -> None:
        # A replacement moves to the end: what depends on it comes after it.
        self.state.pop(kept.named.name, None)
        self.state[kept.named.name] = kept

    def _condemn(self, kept: Kept) -> None:
        """The engine goes on to delete what it could not; so the next run does."""
        self.state[f"{kept.resource_id} to delete"] = kept

    def _resolved(self, props: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(value) for name, value in props.items()}

    def _value(self, value: Any) -> Any:
        if not (isinstance(value, str) and value.startswith(REFERENCE)):
            return value
        name, _, _ = value.removeprefix(REFERENCE).partition(".")
        return self.state[name].outputs["processId"]
