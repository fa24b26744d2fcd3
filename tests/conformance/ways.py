"""Both ways in, in memory, on the emulator and the made-up API; what goes by is written down."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import httpx
import pulumi
import pulumi.dynamic
import pytest
from pulumi.runtime.proto import engine_pb2
from pulumi.runtime.proto import provider_pb2 as pb

import sevalla_provider.dynamic as _all_providers  # noqa: F401 - so that all are known
from conformance.made_up import CREDENTIAL, MADE_UP, Vault
from conformance.sample import Canary, Sample
from sevalla_provider.clients.verbs import Get
from sevalla_provider.drift import findings
from sevalla_provider.dynamic import provider as dynamic
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.dynamic.provider import Provider, SevallaError
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.functions.function import AnyFunction
from sevalla_provider.functions.lookup import get_all, get_one
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.plugin import invoking
from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.invoking import invoke
from sevalla_provider.plugin.listing import Lister
from sevalla_provider.plugin.narration import EngineLog
from sevalla_provider.plugin.verbs import Verbs
from sevalla_provider.resources import casing, catalogue
from sevalla_provider.resources.casing import rename_keys, to_camel
from sevalla_provider.resources.resource import Resource
from unit.emulated import Bench, bench
from unit.listeners import Listener
from unit.samples import APP, OTHER_APP, Inputs
from unit.sevalla_provider.plugin.engine import LATER, MARK, got, half_done, secret, sent, urn


def wired(resource: Resource[Any], inputs: Inputs) -> Inputs:
    """Inputs by Pulumi's names."""
    spelled: Inputs = rename_keys(inputs, resource.inputs, casing.python, casing.pulumi)
    return spelled


Trouble = Callable[[httpx.Request], httpx.Response | None]


def provider_of(resource: Resource[Any]) -> Provider:
    """What serves a resource to the dynamic host."""
    known = {each.resource.token: each for each in Provider.__subclasses__()}
    return known[resource.token]()


@dataclass
class Asked:
    """One request; `path` below the API's prefix, `body` as the API got it."""

    method: str
    path: str
    body: Any
    status: int | None = None

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def writes(self) -> bool:
        return self.method != "GET"


PREFIXES = ("/v3", "/private-connect")


class Line(httpx.AsyncBaseTransport):
    """Carries requests to where they belong.

    Attributes:
        trouble: answers in the place of the server, which then carries nothing out.
        loses: whether the answer to what was carried out is lost.
        asked: all that went by.
    """

    def __init__(self, emulator: httpx.AsyncBaseTransport, vault: Vault) -> None:
        self._emulator = emulator
        self._vault = vault
        self.trouble: Trouble = lambda _request: None
        self.loses: Callable[[httpx.Request], bool] = lambda _request: False
        self.asked: list[Asked] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        path = request.url.path
        for prefix in PREFIXES:
            path = path.removeprefix(prefix)
        body = json.loads(request.content) if request.content else None
        asked = Asked(request.method, path, body)
        self.asked.append(asked)
        reply = self.trouble(request) or self._vault.serve(request)
        reply = reply or await self._emulator.handle_async_request(request)
        if self.loses(request):
            raise httpx.ReadError("reset")
        asked.status = reply.status_code
        return reply

    def calm_down(self) -> None:
        """Let there be no trouble any more."""
        self.trouble, self.loses = (lambda _request: None), (lambda _request: False)

    def calm(self) -> None:
        """Forget what went by as well."""
        self.calm_down()
        self.asked.clear()

    @property
    def writes(self) -> list[Asked]:
        return [each for each in self.asked if each.writes]


class Ears(EngineLog):
    """The engine's log, which remembers."""

    def __init__(self) -> None:
        super().__init__("")
        self.heard: list[str] = []

    def say(
        self, urn: str, text: str, severity: engine_pb2.LogSeverity.ValueType, *, passing: bool
    ) -> None:
        self.heard.append(text)


@dataclass
class Walk:
    """One resource's way through one of the ways in."""

    sample: Sample
    there: Bench
    vault: Vault
    line: Line
    run: Callable[[Coroutine[Any, Any, Any]], Any]
    log: Ears = field(default_factory=Ears)
    listener: Listener = field(default_factory=Listener)
    inputs: Inputs = field(default_factory=dict)
    changing: bool = False
    told: set[str] = field(default_factory=set)
    before: frozenset[str] = frozenset()

    @property
    def case(self) -> Canary:
        return self.sample.canary or Canary()

    @property
    def resource(self) -> Resource[Any]:
        return self.sample.resource

    @property
    def secret(self) -> frozenset[str]:
        """All properties that hold secrets, by Python names."""
        return self.sample.secret | self.case.marked

    def owners(self, *, going: bool = True) -> Mapping[str, str]:
        """What there is, of all kinds, and what each goes down with.

        `going`: also what is on its way out.
        """
        objects = self.run(self.there.call("GET", "/objects"))
        if self.sample.link is not None:
            kind, field = self.sample.link
            return dict.fromkeys((each["id"] for each in objects[kind] if each[field]), "")
        kinds = objects.values()
        touched = (o for kind in kinds for o in kind if not self.sample.is_default(o))
        there = [(each["id"], each["_emulator"]) for each in touched]
        seen = {own: kept["owner"] for own, kept in there if going or not kept["deleting"]}
        return {**seen, **dict.fromkeys(self.vault.objects, "")}

    def made_of(self, *, going: bool = True) -> frozenset[str]:
        """What was made since the beginning, and is there.

        What the platform makes with it goes with it, and is not counted.
        """
        owners = self.owners(going=going)
        new = owners.keys() - self.before
        return frozenset(each for each in new if owners[each] not in new)

    @property
    def made(self) -> frozenset[str]:
        """The same with what is on its way out."""
        return self.made_of()

    def lay(self, fields: Inputs) -> None:
        """Lay fields over the one object that was made, behind Pulumi's back."""
        (own,) = self.made
        if own in self.vault.objects:
            self.vault.objects[own] |= fields
        else:
            self.run(self.there.change(own, **fields))

    def remove(self) -> None:
        """Remove the one object that was made, behind Pulumi's back; or what alone shows it."""
        (own,) = self.made
        if self.resource.operations.get is Get.FROM_PARENT or self.sample.gone_with:
            own = self.sample.said[self.sample.gone_with or str(self.resource.parent)]
        if self.sample.link is not None:
            self.run(self.there.change(own, **{self.sample.link[1]: None}))
        elif own in self.vault.objects:
            del self.vault.objects[own]
        else:
            self.run(self.there.remove(own))

    def later_run(self) -> None:
        """Let the next call be of a later run of the same program."""
        self.there.session = self.there.another_session()

    def later(self, seconds: float = 60) -> None:
        """Let time pass, so that nothing is new any more."""
        self.there.clock.advance(seconds)
        self.later_run()

    def learned(self, state: Inputs) -> Inputs:
        """Note the secrets that the API told; return the state."""
        for name in map(to_camel, self.sample.told):
            value = state.get(name)
            if value is None or LATER in str(value):
                continue  # there is none, or it is a preview
            self.told.add(str(value["value"] if isinstance(value, dict) else value))
        return state

    @property
    def changed(self) -> Inputs:
        """What the program says later; from then on the server repeats that, too."""
        self.changing = True
        return {**self.inputs, **self.case.changed}

    @property
    def said(self) -> str:
        """Every word for the user."""
        heard = self.listener
        return "\n".join([*self.log.heard, *heard.statuses, *heard.notes, *heard.warnings])

    @property
    def token(self) -> str:
        return self.resource.token

    def session(self) -> Session:
        return self.there.session


# Each builds models of its own, which takes long.
MADE_UP_FUNCTIONS = (get_one(CREDENTIAL), get_all(CREDENTIAL))


@contextmanager
def walk(
    sample: Sample, folder: Path, monkeypatch: pytest.MonkeyPatch, inputs: Inputs
) -> Iterator[Walk]:
    """Set up, with the made-up resources among the others.

    Args:
        inputs: what the program says, by Pulumi's names.
    """
    by_token = cast("dict[str, Any]", catalogue.BY_TOKEN)
    known = cast("dict[str, Any]", findings.RESOURCES)
    functions = cast("dict[str, AnyFunction]", invoking.BY_TOKEN)
    for resource in MADE_UP:
        monkeypatch.setitem(by_token, resource.token, resource)
        for token in (resource.token, f"{findings.DYNAMIC}{resource.name}"):
            monkeypatch.setitem(known, token, resource)
    for function in MADE_UP_FUNCTIONS:
        monkeypatch.setitem(functions, function.token, function)
    with asyncio.Runner() as runner:
        opened = bench(folder)
        there = runner.run(opened.__aenter__())
        vault = Vault(sample.resource, there.clock)
        line = Line(httpx.ASGITransport(there.app), vault)
        there.carrier = line
        there.session = there.another_session()
        walking = Walk(sample, there, vault, line, runner.get_loop().run_until_complete)
        walking.inputs = inputs
        bare = walking.owners()
        for kind, fields in sample.parents:
            if fields["id"] not in bare and fields["id"] not in (APP, OTHER_APP):
                runner.run(there.make(kind, **fields))
        walking.before = frozenset(walking.owners())
        monkeypatch.setattr(dynamic, "host", lambda: walking)
        monkeypatch.setattr(dynamic, "EngineNarrator", lambda _label, _urn: walking.listener)
        try:
            yield walking
        finally:
            runner.run(opened.__aexit__(None, None, None))


@dataclass(frozen=True)
class Difference:
    """What a diff says.

    Attributes:
        there: whether there is one.
        names: of what differs; None where the engine is not told.
        replaces: what makes another object.
    """

    there: bool
    names: frozenset[str] | None
    replaces: frozenset[str]


def shown(value: Any) -> Any:
    """What is not marked as a secret."""
    if isinstance(value, Mapping):
        return (
            "(a secret)"
            if MARK in value
            else {key: shown(item) for key, item in value.items() if key != HIDDEN}
        )
    return [shown(item) for item in value] if isinstance(value, list) else value


class Native:
    """The plugin, as an engine calls it."""

    def __init__(self, walking: Walk) -> None:
        self.walk = walking
        self.id = ""

    @property
    def verbs(self) -> Verbs:
        return Verbs(self.walk.there.session, Cancellation(), self.walk.log)

    def marked(self, inputs: Inputs) -> Inputs:
        """As a program says it, which marks what the model does not."""
        names = {to_camel(name) for name in self.walk.case.marked}
        return {name: secret(value) if name in names else value for name, value in inputs.items()}

    def check(self, inputs: Inputs) -> Inputs:
        response = self.walk.run(self.verbs.check(self._checking(inputs)))
        assert not response.failures, response.failures
        return got(response.inputs)

    def refusals(self, inputs: Inputs) -> dict[str, str]:
        response = self.walk.run(self.verbs.check(self._checking(inputs)))
        return {each.property: each.reason for each in response.failures}

    def _checking(self, inputs: Inputs) -> pb.CheckRequest:
        return pb.CheckRequest(
            urn=urn(self.walk.token),
            name="web",
            news=sent(self.marked(inputs)),
            randomSeed=b"seed",
        )

    def create(self, inputs: Inputs, *, preview: bool = False) -> Inputs:
        request = pb.CreateRequest(
            urn=urn(self.walk.token), properties=sent(self.check(inputs)), preview=preview
        )
        made = self.walk.run(self.verbs.create(request))
        self.id = made.id
        return self.walk.learned(got(made.properties))

    def read(self, state: Inputs, inputs: Inputs) -> Inputs:
        request = pb.ReadRequest(
            id=self.id, urn=urn(self.walk.token), properties=sent(state), inputs=sent(inputs)
        )
        found = self.walk.run(self.verbs.read(request))
        return {"id": found.id, "state": got(found.properties), "inputs": got(found.inputs)}

    def imported(self, resource_id: str) -> Inputs:
        """What an import reads, where there is nothing but an id."""
        self.id = resource_id
        return self.read({}, {})

    def update(
        self,
        state: Inputs,
        inputs: Inputs,
        said: Inputs | None = None,
        *,
        preview: bool = False,
    ) -> Inputs:
        request = pb.UpdateRequest(
            id=self.id,
            urn=urn(self.walk.token),
            olds=sent(state),
            news=sent(self.check(inputs)),
            old_inputs=sent(said or {}),
            preview=preview,
        )
        return got(self.walk.run(self.verbs.update(request)).properties)

    def diff(self, state: Inputs, inputs: Inputs, said: Inputs | None = None) -> pb.DiffResponse:
        """What the engine is told. `said`: the inputs that it kept."""
        request = pb.DiffRequest(
            id=self.id,
            urn=urn(self.walk.token),
            olds=sent(state),
            news=sent(self.check(inputs)),
            old_inputs=sent(said or {}),
        )
        told: pb.DiffResponse = self.walk.run(self.verbs.diff(request))
        return told

    def difference(self, state: Inputs, inputs: Inputs, said: Inputs | None = None) -> Difference:
        told = self.diff(state, inputs, said)
        some = told.changes == pb.DiffResponse.DIFF_SOME
        return Difference(some, frozenset(told.diffs), frozenset(told.replaces))

    def delete(self, state: Inputs) -> None:
        request = pb.DeleteRequest(id=self.id, urn=urn(self.walk.token), properties=sent(state))
        self.walk.run(self.verbs.delete(request))

    def invoke(self, name: str, args: Inputs, *marked: str) -> Inputs:
        """What a function answers, or how it refuses."""
        given = {key: secret(value) if key in marked else value for key, value in args.items()}
        token = f"{self.walk.token.rpartition(':')[0]}:{name}"
        request = pb.InvokeRequest(tok=token, args=sent(given))
        response = self.walk.run(
            invoke(self.walk.there.session, Cancellation(), self.walk.log, request)
        )
        failures = [f"{each.property} {each.reason}" for each in response.failures]
        return {"return": got(getattr(response, "return")), "failures": failures}

    def list(self, query: Inputs, **more: Any) -> dict[str, str]:
        """What a list tells, to its end: names by id."""
        lister = Lister(self.walk.there.session, Cancellation(), self.walk.log)
        request = pb.ListRequest(token=self.walk.token, query=sent(query), **more)

        async def told() -> list[pb.ListResponse]:
            return [each async for each in lister.list(request)]

        return {each.result.id: each.result.name for each in self.walk.run(told())}

    def words(self, failure: BaseException) -> str:
        """All that the engine, and a log, learn of a failure."""
        assert isinstance(failure, Failed)
        kept = shown(got(half_done(failure).properties)) if failure.details else ""
        return f"{failure} {failure!r} {kept}"

    def kept_of(self, failure: BaseException) -> Inputs | None:
        """What the engine keeps of an object whose create failed; None where it keeps nothing."""
        assert isinstance(failure, Failed)
        if not failure.details:
            return None
        left = half_done(failure)
        self.id = left.id
        return got(left.properties)

    def visible(self, state: Inputs) -> Any:
        """What stands in a state in plain."""
        return shown(state)


class Declared(SevallaResource, module="sevalla", name="Declared"):
    """Any of our classes, as a program without a plugin declares it."""


class Dynamic:
    """Pulumi's dynamic host, as it calls our provider: it takes marks off, and the engine puts
    them on every property whose input had one, and on those that the class names."""

    def __init__(self, walking: Walk) -> None:
        self.walk = walking
        self.id = ""
        self.provider = provider_of(walking.resource)
        self.hidden: Inputs = {}
        self.inputs: set[str] = set()
        self.outputs: set[str] = set()
        walking.run(self._declared())

    async def _declared(self) -> None:
        """Declare the resource; note what of it Pulumi is handed as a secret."""
        own = self.walk.resource.inputs
        said = rename_keys(self.walk.inputs, own, casing.pulumi, casing.python)
        handed: Inputs = {}

        def register(
            made: object, _: object, _name: str, props: Inputs, opts: pulumi.ResourceOptions
        ) -> None:
            handed.update(props, additional=opts.additional_secret_outputs)
            vars(made)["id"] = pulumi.Output.from_input(f"{APP}/{APP}")

        def mark(name: str, value: Any) -> Any:
            return pulumi.Output.secret(value) if name in self.walk.case.marked else value

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pulumi.dynamic.Resource, "__init__", register)
            for name in ("project", "stack", "organization"):
                patch.setattr(pulumi, f"get_{name}", lambda name=name: name)
            props = {name: mark(name, value) for name, value in said.items()}
            Declared(self.provider, "web", props, {}, None)
        self.hidden = {
            name: await each.future() if isinstance(each, pulumi.Output) else each
            for name, each in handed.pop(HIDDEN).items()
        }
        additional = {to_camel(name) for name in handed.pop("additional")}
        for name, value in handed.items():
            if isinstance(value, pulumi.Output) and await value.is_secret():
                self.inputs.add(to_camel(name))
        self.outputs = self.inputs | additional

    def kept(self, properties: Mapping[str, Any], *, inputs: bool) -> Inputs:
        """As it stands in a state, where inputs are marked by themselves alone."""
        marks = self.inputs if inputs else self.outputs
        return {
            name: secret(value) if name in marks else value for name, value in properties.items()
        }

    def check(self, inputs: Inputs) -> Inputs:
        result = self.provider.check({}, {**inputs, HIDDEN: self.hidden})
        assert not result.failures, [vars(each) for each in result.failures]
        found: Inputs = result.inputs
        return found

    def refusals(self, inputs: Inputs) -> dict[str, str]:
        result = self.provider.check({}, {**inputs, HIDDEN: self.hidden})
        return {each.property: each.reason for each in result.failures}

    def create(self, inputs: Inputs) -> Inputs:
        made = self.provider.create(self.check(inputs))
        self.id = made.id
        return self.walk.learned(dict(made.outs or {}))

    def read(self, state: Inputs, _inputs: Inputs) -> Inputs:
        found = self.provider.read(self.id, state)
        state, inputs = dict(found.outs or {}), dict(found.inputs or {})
        return {"id": found.id, "state": state, "inputs": inputs}

    def update(self, state: Inputs, inputs: Inputs) -> Inputs:
        return dict(self.provider.update(self.id, state, self.check(inputs)).outs or {})

    def diff(self, state: Inputs, inputs: Inputs) -> Inputs:
        return vars(self.provider.diff(self.id, state, self.check(inputs)))

    def difference(self, state: Inputs, inputs: Inputs) -> Difference:
        told = self.diff(state, inputs)
        return Difference(bool(told["changes"]), None, frozenset(told["replaces"] or ()))

    def delete(self, state: Inputs) -> None:
        self.provider.delete(self.id, state)

    def words(self, failure: BaseException) -> str:
        assert isinstance(failure, SevallaError)
        return f"{failure} {failure!r}"

    def kept_of(self, failure: BaseException) -> None:
        assert isinstance(failure, SevallaError)

    def visible(self, state: Inputs) -> Any:
        """What stands in a state in plain."""
        return shown(self.kept(state, inputs=False))


Way = Native | Dynamic
WAYS: Mapping[str, type[Native] | type[Dynamic]] = {"native": Native, "dynamic": Dynamic}
