"""What a resource brings to the suite: one `Sample`. README.md tells how one is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sevalla_emulator.kinds.reference import RESOURCE_TYPES
from sevalla_provider.clients.verbs import List
from sevalla_provider.resources.ids import UuidForm
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.sets import SetOf
from unit import samples
from unit.samples import Inputs

APP, OTHER_APP = samples.APP, samples.OTHER_APP
"""Applications, for `parents`."""

AGENT, OTHER_AGENT = samples.AGENT, samples.OTHER_AGENT
SITE, OTHER_SITE = samples.SITE, samples.OTHER_SITE
SIZE, OTHER_SIZE = RESOURCE_TYPES[0].id, RESOURCE_TYPES[1].id
LATER = "2030-01-01T00:00:00Z"


class Silence(Enum):
    """What there is in the place of a value."""

    SERVER_CHOOSES = "leaving it out is no difference, whatever is there"
    NOT_SENT = "it makes a difference, and no request"
    AS_SAID = "the value, as the program says it"


SERVER_CHOOSES, NOT_SENT, AS_SAID = Silence


@dataclass(frozen=True)
class Input:
    """One input of a resource.

    Attributes:
        value: what a program says first.
        other: what it says later.
        wrong: what no program may say; the refusal names this property.
        sent: `other`, as a request that changes the object carries it.
        spelled: `value`, as a request that carries all fields has it.
        carried_as: the API's name of what it carries, where that is not the input's own.
        removed: what such a request carries when the program leaves the property out.
        laid: what somebody lays over the object behind Pulumi's back, as the API has it;
            where nothing is said, `sent` under the API's name.
        respelled: `value` as the API may say it just as well, laid over the object in the same way;
            for sets and UUIDs nothing need be said: those are in another order, and in capitals.
        calls: method and path of the call that sets it, by the value; no other request carries it.
        asks: the requests of a change from `value` to `other`, each with its body, where no other
            request carries it and there is more than one, or it is told nothing of the value;
            `{id}` is the API's own id.
        given: what the program has to say beside it.
        beside: what it has to say as well where `other` makes another object.
        replaces: a change makes another object.
        hidden: the API does not show it, or what it shows of it is not looked at: an import cannot
            know it, and it never drifts. `in_id`: an import knows it all the same, by the id.
        only_planned: the emulator has nothing that `other` could be, or not with an object that
            this resource makes: a change is foreseen, and not carried out.
        required: a program that leaves it out is refused.
        secret: nobody sees it.
    """

    value: Any
    other: Any
    wrong: Any
    sent: Any = AS_SAID
    spelled: Any = AS_SAID
    carried_as: str = ""
    removed: Any = SERVER_CHOOSES
    laid: Inputs | None = None
    respelled: Inputs | None = None
    calls: Mapping[Any, str] = field(default_factory=dict)
    asks: Sequence[tuple[str, Inputs | None]] = ()
    given: Inputs = field(default_factory=dict)
    beside: Inputs = field(default_factory=dict)
    replaces: bool = False
    hidden: bool = False
    in_id: bool = False
    only_planned: bool = False
    required: bool = False
    secret: bool = False


@dataclass(frozen=True)
class Canary:
    """What could be secret of a resource, for `test_canary`.

    Attributes:
        inputs: what the program says, by Pulumi's names; plain.
        changed: what it says later.
        marked: the properties that the program marks as secret.
        canaries: values that must be in no exit, but marked.
        refused: inputs that check refuses, by the property that is secret.
    """

    inputs: Inputs = field(default_factory=dict)
    changed: Inputs = field(default_factory=dict)
    canaries: tuple[str, ...] = ()
    marked: frozenset[str] = frozenset()
    refused: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """One resource, as the suite tries it. Names are Python's, but for `laid` and `outputs`.

    Attributes:
        resource: what is tried.
        inputs: every input there is, each with its `Input`.
        least: the names of those that every object is made with.
        parents: what has to be there: kind and fields for the emulator, with the ids that `inputs`
            speak of.
        made_by: method and path of the request that makes one, below the API's prefix; the
            parameters are inputs.
        changed_by: the same of the request that changes one; `{id}` is the API's own id.
        whole: whether that request carries all fields, not the changed ones alone.
        outputs: what somebody lays over what is only read, as the API has it: no drift.
        told: the outputs that are secret.
        canary: what else is kept secret of it; None where there is nothing worth it.
        stays: whether it is a record of what happened: nothing deletes it, and the state keeps what
            the platform has forgotten of it, for as long as its parent is there.
        gone_with: the input that names what it is gone with, where that is not the object itself.
        kind: what the emulator calls its objects, where no id of the API's own leads to them.
        names: values of which no two objects anywhere may have the same: in a stack of many, each
            has names of its own, below these.
        link: where the object is a field of others, the kind of these and that field.
        family: the stack on the real engine that it is tried in.
    """

    resource: Resource[Any]
    inputs: Mapping[str, Input]
    least: tuple[str, ...]
    made_by: str
    outputs: Inputs
    changed_by: str = ""
    whole: bool = False
    parents: Sequence[tuple[str, Inputs]] = ()
    told: frozenset[str] = frozenset()
    canary: Canary | None = None
    stays: bool = False
    gone_with: str = ""
    kind: str = ""
    names: tuple[str, ...] = ()
    link: tuple[str, str] | None = None
    family: str = "applications"

    def __str__(self) -> str:
        return self.resource.name

    @property
    def said(self) -> Inputs:
        """The least that a program says."""
        return {name: self.inputs[name].value for name in self.least}

    @property
    def full(self) -> Inputs:
        """All that a program can say at once."""
        together = {name: each for name, each in self.inputs.items() if not each.given}
        return {name: each.value for name, each in together.items()}

    @property
    def later(self) -> Inputs:
        """The same with the other value of all that changes in place."""
        others = {name: self.inputs[name].other for name in self.updated}
        return {name: others.get(name, value) for name, value in self.full.items()}

    def saying(self, name: str, value: Any) -> Inputs:
        """The least that a program says with one property at this value."""
        return {**self.said, **self.inputs[name].given, name: value}

    def silent(self, name: str) -> Inputs:
        """The same without the property."""
        return {key: value for key, value in self.saying(name, None).items() if key != name}

    def on_wire(self, name: str) -> str:
        """The API's name of an input."""
        own = self.inputs[name].carried_as
        return own or self.resource.inputs.model_fields[name].alias or name

    def sent(self, name: str) -> Any:
        """What a request carries for the later value."""
        each = self.inputs[name]
        return each.other if each.sent is AS_SAID else each.sent

    def spelled(self, name: str, value: Any) -> Any:
        """What a request that carries all fields has for a value."""
        each = self.inputs[name]
        return each.spelled if value == each.value and each.spelled is not AS_SAID else value

    @property
    def maker(self) -> str:
        """The method of the request that makes one."""
        return self.made_by.partition(" ")[0]

    def is_default(self, fields: Inputs) -> bool:
        """Whether the emulator's fields are those of an object that nobody has touched yet."""
        default = self.resource.operations.default
        return bool(default) and default.items() <= fields.items()

    def laid(self, name: str) -> Inputs:
        """What somebody lays over an object."""
        own = self.inputs[name].laid
        return {self.on_wire(name): self.sent(name)} if own is None else own

    def respelled(self, name: str) -> Inputs:
        """What the server may say in the place of an input's first value; empty for that alone."""
        each = self.inputs[name]
        if each.respelled is not None or each.hidden:
            return each.respelled or {}
        first = self.spelled(name, each.value)
        wire, field = self.on_wire(name), self.resource.inputs.model_fields[name]
        if any(isinstance(item, SetOf) for item in field.metadata):
            return {wire: [*reversed(first)]}
        is_id = isinstance(first, str) and UuidForm.form.fullmatch(first)
        return {wire: first.upper()} if is_id else {}

    @property
    def updated(self) -> Sequence[str]:
        """The inputs that change in place."""
        return [n for n, each in self.inputs.items() if not (each.replaces or each.only_planned)]

    @property
    def unseen(self) -> frozenset[str]:
        """The inputs that an import cannot know."""
        return frozenset(n for n, each in self.inputs.items() if each.hidden and not each.in_id)

    @property
    def can_be_lost(self) -> bool:
        """Whether an object cannot be found again whose create was not answered."""
        operations = self.resource.operations
        listed = operations.list is not List.NONE or operations.single
        return not (listed or operations.create.repeatable)

    @property
    def secret(self) -> frozenset[str]:
        """All that is secret, by Python's names."""
        return self.told | {name for name, each in self.inputs.items() if each.secret}
