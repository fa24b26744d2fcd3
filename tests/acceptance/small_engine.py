"""As much of an engine as a provider can tell: the same calls in the same order, in no time."""

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic.alias_generators import to_camel
from tools.workbench.program import Declared
from tools.workbench.yaml_program import parted

from acceptance.provider_host import WAIT, HalfMadeError, Kept, ProviderHost, StepFailedError
from acceptance.speech import Named, Wire

T = TypeVar("T")

REFERENCE = "${"
AT_ONCE = 4
VERBS = ("create", "update", "delete")

State = dict[str, Kept]


@dataclass
class SmallEngine:
    """State, and the verbs that change it.

    What depends on nothing else goes out together. A failing step ends the run, as in the engine:
    what is under way comes to its end, and nothing else begins.

    Attributes:
        wait: seconds for each operation where the program allows no other time.
        steps: what the last verb came to for each resource: `Process web` and `update`, say.
        written: what the engine wrote down of its state since the last verb began, step by step.
        failures: what went wrong in the last verb.
    """

    host: ProviderHost
    state: State = field(default_factory=dict)
    wait: float = WAIT
    steps: dict[str, str] = field(default_factory=dict)
    written: list[State] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def up(self, program: Mapping[str, Declared]) -> int:
        """Make things as the program says; the number of changes. Raises `StepFailedError`."""
        self._begin()
        changes = 0
        for wave in waves(program):
            changes += sum(self._together(lambda name: self._make(name, program[name]), wave))
        for name in [name for name in reversed(self.state) if name not in program]:
            self._together(self._delete, [name])
            changes += 1
        return changes

    def refresh(self) -> None:
        """Look at everything. Raises `StepFailedError`."""
        self._begin()
        self._together(self._look, list(self.state))

    def forget(self, part: float) -> None:
        """Die before all of the state was written. `part`: how much was, from 0 to 1."""
        self.state = dict(self.written[round(part * (len(self.written) - 1))])

    def _begin(self) -> None:
        self.written, self.failures, self.steps = [], [], {}
        self._write()

    def _write(self) -> None:
        self.written.append({name: replace(kept) for name, kept in self.state.items()})

    def _together(self, step: Callable[[Any], T], subjects: Iterable[Any]) -> list[T]:
        """Do one thing to several. Raises the first failure, once all have come to an end."""
        failures: list[StepFailedError] = []

        def attempt(subject: Any) -> list[T]:
            if failures:
                return []
            try:
                return [step(subject)]
            except StepFailedError as error:
                failures.append(error)
                return []
            finally:
                with self._lock:
                    self._write()

        with ThreadPoolExecutor(AT_ONCE) as threads:
            done = [each for found in threads.map(attempt, subjects) for each in found]
        self.failures += map(str, failures)
        if failures:
            raise failures[0]
        return done

    def _look(self, name: str) -> None:
        kept = self.state[name]
        found = self.host.read(kept)
        same = found is not None and not self.host.diff(found, kept.inputs).changes
        with self._lock:
            if found is None:
                self.steps[kept.named.label] = "delete"
                del self.state[name]
            else:
                self.steps[kept.named.label] = "same" if same else "update"
                self.state[name] = found

    def _make(self, name: str, declared: Declared) -> bool:
        kept = self.state.get(name)
        olds = kept.inputs if kept else None
        named = Named(declared["type"], name)
        props, said = parted(self._resolved(declared["props"]))
        timeouts = dict.fromkeys(VERBS, f"{self.wait:g}s") | said
        inputs, failures = self.host.check(named.kind, name, props, olds, **timeouts)
        assert failures == {}
        allowed = {verb: float(text.removesuffix("s")) for verb, text in timeouts.items()}
        if kept is None:
            step = "create"
            self._create(named, inputs, allowed["create"])
        else:
            step = self._change(kept, inputs, allowed)
        self.steps[named.label] = step
        return step != "same"

    def _change(self, kept: Kept, inputs: Wire, allowed: Mapping[str, float]) -> str:
        found = self.host.diff(kept, inputs)
        if found.replaces and found.delete_first:
            self._delete(kept.named.name)
            self._create(kept.named, inputs, allowed["create"])
        elif found.replaces:
            self._replace(kept, inputs, allowed["create"])
        elif found.changes or kept.half_made:
            # What was left half-made is updated, also where nothing differs.
            self._update(kept, inputs, allowed["update"])
        else:
            return "same"
        return "replace" if found.replaces else "update"

    def _create(
        self, named: Named, inputs: Wire, timeout: float, instead_of: Kept | None = None
    ) -> None:
        try:
            made = self.host.create(named, inputs, timeout)
        except HalfMadeError as error:
            half = Kept(named, error.resource_id, error.outputs, inputs, half_made=True)
            self._keep(half, instead_of)
            raise
        self._keep(made, instead_of)

    def _replace(self, kept: Kept, inputs: Wire, timeout: float) -> None:
        self._create(kept.named, inputs, timeout, instead_of=kept)
        self._delete(condemned(kept))

    def _update(self, kept: Kept, inputs: Wire, timeout: float) -> None:
        try:
            updated = self.host.update(kept, inputs, timeout)
        except HalfMadeError as error:
            kept.outputs, kept.inputs, kept.half_made = error.outputs, inputs, True
            raise
        with self._lock:
            self.state[kept.named.name] = updated

    def _delete(self, name: str) -> None:
        """Delete an object; where that fails it stays in state, and the next run does it."""
        kept = self.state[name]
        self.host.delete(kept, self.wait)
        with self._lock:
            self.steps.setdefault(kept.named.label, "delete")
            del self.state[name]

    def _keep(self, kept: Kept, instead_of: Kept | None) -> None:
        # A replacement moves to the end: what depends on it comes after it.
        with self._lock:
            self.state.pop(kept.named.name, None)
            if instead_of is not None:
                self.state[condemned(instead_of)] = instead_of
            self.state[kept.named.name] = kept
            self._write()

    def _resolved(self, props: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(value) for name, value in props.items()}

    def _value(self, value: Any) -> Any:
        if not refers(value):
            return value
        name, _, output = value.removeprefix(REFERENCE).removesuffix("}").partition(".")
        return self.state[name].outputs[to_camel(output)]


def condemned(kept: Kept) -> str:
    return f"{kept.resource_id} to delete"


def refers(value: object) -> bool:
    return isinstance(value, str) and value.startswith(REFERENCE)


def waves(program: Mapping[str, Declared]) -> list[list[str]]:
    """What depends on nothing, and then what depends on that."""
    later = [name for name, each in program.items() if any(map(refers, each["props"].values()))]
    return [[name for name in program if name not in later], later]
