"""Every property of every resource on the real engine: few stacks, each with whole families.

Fed by the samples of tests/conformance, which try the same in memory, one thing at a time.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest
from pydantic.alias_generators import to_camel
from tools.workbench.program import Declared, Program
from tools.workbench.stack import Stack

from acceptance.drift_command import found, report_of
from conformance.catalogue import OF_THE_CATALOGUE
from conformance.sample import NOT_SENT, SERVER_CHOOSES, Input, Sample
from sevalla_emulator.testing import Control, RunningEmulator
from unit.samples import Inputs

FAMILIES = sorted({sample.family for sample in OF_THE_CATALOGUE})

LARGE = ("application", "applications")
"""Half of all rows; each stack costs eight commands, so that there is one more for the others."""

STACKS = {"applications": LARGE, "others": [each for each in FAMILIES if each not in LARGE]}


@dataclass(frozen=True)
class Row:
    """An object for one input, beside parents of its own."""

    sample: Sample
    name: str

    @property
    def key(self) -> str:
        """What the program calls the object."""
        return f"{self.sample}-{self.name}"

    @property
    def label(self) -> str:
        """What the engine calls it."""
        return f"{self.sample} {self.key}"

    @property
    def input(self) -> Input:
        return self.sample.inputs[self.name]

    @cached_property
    def ids(self) -> dict[str, str]:
        """The parents' ids, and names, each by that of the sample: two rows share none."""
        ids = (str(fields["id"]) for _, fields in self.sample.parents)
        names = {each: f"{self._digest(each)[:8]}.{each}" for each in self.sample.names}
        own = names | {each: self._digest(each) for each in ids}
        return own | {each.upper(): name.upper() for each, name in own.items()}

    def _digest(self, text: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.key} {text}"))

    def own(self, value: Any) -> Any:
        """The same with the ids of this row's parents."""
        if isinstance(value, dict):
            return {name: self.own(each) for name, each in value.items()}
        return self.ids.get(value, value) if isinstance(value, str) else value

    @property
    def shared(self) -> str | None:
        """The input that no two rows may share: below parents of their own there is none."""
        resource = self.sample.resource
        return resource.unique if resource.parent is None else None

    def declared(self, inputs: Inputs) -> Declared:
        props = self.own(inputs)
        if self.shared is not None:
            props[self.shared] = self.unique(props[self.shared])
        return {"type": str(self.sample), "props": props}

    def unique(self, value: str) -> str:
        return f"{value}_{self.key}".replace("-", "_")

    def sent(self, value: Any) -> Inputs:
        """The body of the request that changes the input."""
        if self.name == self.shared:
            value = self.unique(value)
        return {self.sample.on_wire(self.name): self.own(value)}

    @property
    def laid(self) -> Inputs:
        """What somebody lays over the object, behind Pulumi's back."""
        outputs = self.name == "all"
        laid: Inputs = self.own(self.sample.outputs if outputs else self.sample.laid(self.name))
        return laid

    @property
    def respelled(self) -> Inputs:
        """The inputs of an object with all there is to say, as the server may say them as well."""
        sample = self.sample
        told = [sample.respelled(name) for name in sample.full]
        respelled: Inputs = self.own({name: each for one in told for name, each in one.items()})
        return respelled

    @property
    def calls(self) -> list[str]:
        """The paths of the calls that change the input, where these are not the object's own."""
        said = self.own(self.sample.said)
        lines = [line for line, _ in self.input.asks if "{id}" not in line]
        return [line.partition(" ")[2].format(**said) for line in lines]

    @property
    def step(self) -> str:
        return "replace" if self.input.replaces else "update"

    @property
    def alone(self) -> bool:
        """Whether requests carry what changed, and not all fields."""
        return not self.sample.whole

    @property
    def sent_alone(self) -> bool:
        """Whether the request that changes it carries nothing else."""
        calls = self.input.calls or self.input.asks
        return self.alone and not (self.input.replaces or calls)

    @property
    def can_be_left_out(self) -> bool:
        field = self.sample.resource.inputs.model_fields[self.name]
        return not (self.input.required or field.is_required())

    @property
    def goes_back(self) -> bool:
        """Whether leaving it out is a difference from the later value."""
        if self.input.removed is NOT_SENT:
            default = self.sample.resource.traits[self.name].default
            return self.can_be_left_out and self.input.other != default
        silent = (SERVER_CHOOSES, self.sample.sent(self.name))
        return self.can_be_left_out and self.input.removed not in silent


@dataclass(frozen=True)
class Family:
    """All rows of one stack.

    Attributes:
        whole: an object of each resource with all there is to say, whose outputs alone change.
        before: the objects that were there before the stack was.
    """

    control: Control
    rows: list[Row]
    whole: list[Row]
    before: set[str] = field(default_factory=set)

    def prepare(self) -> None:
        for row in (*self.rows, *self.whole):
            for kind, fields in row.sample.parents:
                self.control.make_object(kind, row.own(fields))
        self.before.update(everything(self.control))

    def program(self, says: dict[str, Inputs]) -> Program:
        full = {row.key: row.declared(row.sample.full) for row in self.whole}
        return full | {row.key: row.declared(says[row.key]) for row in self.rows}

    def objects(self, stack: Stack) -> Iterator[tuple[Row, str]]:
        """Each row with what the emulator calls its object."""
        kinds = self.control.objects().by_kind
        there = [each for kind in kinds.values() for each in kind]
        for row in (*self.rows, *self.whole):
            kept, resource = stack.state()[row.label], row.sample.resource
            own = resource.own_part(kept["id"])
            if row.sample.link is not None:
                yield row, own
                continue
            if row.sample.kind:
                yield row, next(e.id for e in kinds[row.sample.kind] if e.owner == own)
                continue
            if resource.entries is not None:
                (own,) = kept["outputs"][to_camel(resource.entries.ids)].values()
            if resource.operations.single and resource.entries is None:
                new = (each for each in there if each.id not in self.before)
                yield row, next((each.id for each in new if each.owner == own), "")
                continue
            parents = row.ids.values()
            ours = (each for each in there if each.id not in parents)
            yield row, next((e.id for e in ours if own in (e.id, *e.fields.values())), "")

    def destroy(self, stack: Stack, own: dict[str, str]) -> None:
        """Destroy the stack, and insist that nothing stays of it but what nothing deletes.

        Args:
            own: what the emulator calls each row's object.
        """
        kinds = self.control.objects().by_kind
        rows = (*self.rows, *self.whole)
        kept = {own[row.key] for row in rows if not row.sample.resource.operations.delete}
        stack.destroy().succeeded()
        samples = {row.sample.resource.name: row.sample for row in rows}.values()
        for kind, there in self.control.objects().by_kind.items():
            if kept.isdisjoint(each.id for each in kinds[kind]):
                touched = [e for e in there if not any(s.is_default(e.fields) for s in samples)]
                assert {each.id for each in touched} <= self.before

    def inputs(self, stack: Stack) -> dict[str, Inputs]:
        """What the API has of each row's input, if it shows it."""
        there = [each for kind in self.control.objects().by_kind.values() for each in kind]
        fields = {each.id: each.fields for each in there}
        return {
            row.key: {name: fields[object_id].get(name) for name in row.laid}
            for row, object_id in self.objects(stack)
            if row in self.rows and not row.input.hidden
        }

    def changes(self) -> dict[str, Any]:
        """Bodies of the requests that changed something, by the object's id.

        What is always sent whole is left out, and so is a bare call, or one to something else.
        """
        asked = self.control.requests("PATCH") + self.control.requests("PUT")
        self.control.clear_log()
        elsewhere = {path for row in self.rows for path in row.calls}
        whole = {
            each.sample.changed_by.removesuffix("/{id}") for each in self.rows if not each.alone
        }
        kinds = {each.rpartition("/")[2] for each in whole}
        told = [each for each in asked if each.body and kinds.isdisjoint(each.path.split("/"))]
        return {e.path.rpartition("/")[2]: e.body for e in told if e.path not in elsewhere}


@pytest.mark.parametrize("families", STACKS.values(), ids=STACKS)
def test_every_property(emulator: RunningEmulator, stack: Stack, families: Sequence[str]) -> None:
    samples = [each for each in OF_THE_CATALOGUE if each.family in families]
    inputs = [(sample, name) for sample in samples for name in sample.inputs]
    rows = [Row(*each) for each in inputs if not each[0].inputs[each[1]].only_planned]
    family = Family(emulator.control, rows, [Row(sample, "all") for sample in samples])
    family.prepare()

    # Up, and nothing left to do. That there is nothing without a look at the API either, is told
    # below by the objects that stay as they are while others change.
    first = {row.key: row.sample.saying(row.name, row.input.value) for row in rows}
    stack.up(family.program(first)).succeeded()
    family.control.clear_log()
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    # All of it changed behind Pulumi's back: named, property by property, and healed.
    whole = family.inputs(stack)
    for row, object_id in family.objects(stack):
        family.control.change_object(object_id, row.laid)
    report = report_of(stack, code=2)
    assert family.control.counters().writes == 0
    named = {finding: places(each) for finding, each in found(report).items()}
    seen = [row for row in rows if not row.input.hidden]
    assert named == {f"{row.label} drifted": {to_camel(row.name)} for row in seen}
    healed = stack.up(None, "--refresh").succeeded().changed
    assert {each: step for each, step in healed.items() if step != "refresh"} == {
        row.label: row.step for row in seen
    }
    assert family.inputs(stack) == whole

    # Each changed alone, in one run: what the request carries is that property.
    family.changes()
    other = {r.key: r.sample.saying(r.name, r.input.other) | r.input.beside for r in rows}
    changed = stack.up(family.program(other)).succeeded()
    assert changed.changed == {row.label: row.step for row in rows}
    own = {row.key: object_id for row, object_id in family.objects(stack)}
    later = [row for row in rows if row.sent_alone and row.input.sent is not NOT_SENT]
    assert family.changes() == {own[r.key]: r.sent(r.sample.sent(r.name)) for r in later}

    # Each that may be left out left out: back to what its absence means, and nothing else.
    silent = {r.key: r.sample.silent(r.name) if r.can_be_left_out else other[r.key] for r in rows}
    removed = stack.up(family.program(silent), "--refresh").succeeded()
    back = [row for row in rows if row.goes_back]
    assert removed.changed == {row.label: row.step for row in back}
    sent = [row for row in back if row.sent_alone and row.input.removed is not NOT_SENT]
    assert family.changes() == {own[row.key]: row.sent(row.input.removed) for row in sent}
    assert stack.preview(None, "--refresh").succeeded().changed == {}

    family.destroy(stack, own)


def everything(control: Control) -> set[str]:
    return {each.id for kind in control.objects().by_kind.values() for each in kind}


def places(finding: dict[str, Any]) -> set[str]:
    """The properties that a finding names."""
    return {each["property"].partition(".")[0].partition("[")[0] for each in finding["differences"]}
