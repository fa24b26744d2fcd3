"""Both ways in, on the emulator and the made-up API; all that leaves them is written down."""

import asyncio
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

from sevalla_provider.drift import findings
from sevalla_provider.dynamic import provider as dynamic
from sevalla_provider.dynamic.process import ProcessProvider
from sevalla_provider.dynamic.properties import HIDDEN
from sevalla_provider.dynamic.provider import Provider, SevallaError
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.dynamic.tcp_proxy import TcpProxyProvider
from sevalla_provider.dynamic.tunnel import TunnelProvider
from sevalla_provider.dynamic.tunnel_share import TunnelShareProvider
from sevalla_provider.functions.function import AnyFunction
from sevalla_provider.functions.lookup import get_all, get_one
from sevalla_provider.lifecycle.intents import Intent
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.plugin import invoking
from sevalla_provider.plugin.cancellation import Cancellation
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.invoking import invoke
from sevalla_provider.plugin.narration import EngineLog
from sevalla_provider.plugin.verbs import Verbs
from sevalla_provider.resources import catalogue, forms
from sevalla_provider.resources.forms import respell, to_camel
from unit.emulated import Bench, bench
from unit.listeners import Listener
from unit.samples import APP, Inputs
from unit.secrecy.cases import Case
from unit.secrecy.made_up import CREDENTIAL, CredentialProvider, Vault
from unit.sevalla_provider.plugin.engine import LATER, MARK, got, half_done, secret, sent, urn

PROVIDERS: Mapping[str, Provider] = {
    each.resource.token: each
    for each in (
        CredentialProvider(),
        ProcessProvider(),
        TcpProxyProvider(),
        TunnelProvider(),
        TunnelShareProvider(),
    )
}

Trouble = Callable[[httpx.Request], httpx.Response | None]


class Line(httpx.AsyncBaseTransport):
    """Carries requests to where they belong. `trouble`: answers in the place of the server."""

    def __init__(self, emulator: httpx.AsyncBaseTransport, vault: Vault) -> None:
        self._emulator = emulator
        self._vault = vault
        self.trouble: Trouble = lambda _request: None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        reply = self.trouble(request) or self._vault.serve(request)
        return reply or await self._emulator.handle_async_request(request)


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

    case: Case
    there: Bench
    vault: Vault
    line: Line
    run: Callable[[Coroutine[Any, Any, Any]], Any]
    log: Ears = field(default_factory=Ears)
    listener: Listener = field(default_factory=Listener)
    inputs: Inputs = field(default_factory=dict)
    changing: bool = False
    told: set[str] = field(default_factory=set)

    def learned(self, state: Inputs) -> Inputs:
        """Note the secrets that the API told; return the state."""
        for name in map(to_camel, self.case.told):
            value = state.get(name)
            if LATER in str(value):
                continue  # a preview
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
        return self.case.resource.token

    def session(self) -> Session:
        return self.there.session

    def replies_with(self, intent: Intent) -> None:
        self.there.session.intent_log.replied(intent)


@contextmanager
def walk(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    """Set up, with the made-up resource among the others."""
    by_token = cast("dict[str, Any]", catalogue.BY_TOKEN)
    monkeypatch.setitem(by_token, CREDENTIAL.token, CREDENTIAL)
    known = cast("dict[str, Any]", findings.RESOURCES)
    for token in (CREDENTIAL.token, f"{findings.DYNAMIC}{CREDENTIAL.name}"):
        monkeypatch.setitem(known, token, CREDENTIAL)
    functions = cast("dict[str, AnyFunction]", invoking.BY_TOKEN)
    for function in (get_one(CREDENTIAL), get_all(CREDENTIAL)):
        monkeypatch.setitem(functions, function.token, function)
    with asyncio.Runner() as runner:
        opened = bench(folder)
        there = runner.run(opened.__aenter__())
        vault = Vault()
        line = Line(httpx.ASGITransport(there.app), vault)
        there.carrier = line
        there.session = there.another_session()
        walking = Walk(case, there, vault, line, runner.get_loop().run_until_complete)
        walking.inputs = runner.run(case.with_parents(there))
        monkeypatch.setattr(dynamic, "host", lambda: walking)
        monkeypatch.setattr(dynamic, "EngineNarrator", lambda _label: walking.listener)
        yield walking
        runner.run(opened.__aexit__(None, None, None))


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
        return {"state": got(found.properties), "inputs": got(found.inputs)}

    def update(self, state: Inputs, inputs: Inputs, *, preview: bool = False) -> Inputs:
        request = pb.UpdateRequest(
            id=self.id,
            urn=urn(self.walk.token),
            olds=sent(state),
            news=sent(self.check(inputs)),
            preview=preview,
        )
        return got(self.walk.run(self.verbs.update(request)).properties)

    def diff(self, state: Inputs, inputs: Inputs) -> str:
        request = pb.DiffRequest(
            id=self.id,
            urn=urn(self.walk.token),
            olds=sent(state),
            news=sent(self.check(inputs)),
        )
        return str(self.walk.run(self.verbs.diff(request)))

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

    def words(self, failure: BaseException) -> str:
        """All that the engine, and a log, learn of a failure."""
        assert isinstance(failure, Failed)
        kept = shown(got(half_done(failure).properties)) if failure.details else ""
        return f"{failure} {failure!r} {kept}"


class Declared(SevallaResource, module="sevalla", name="Declared"):
    """Any of our classes, as a program without a plugin declares it."""


class Dynamic:
    """Pulumi's dynamic host, as it calls our provider: it takes marks off, and the engine puts
    them on every property whose input had one, and on those that the class names."""

    def __init__(self, walking: Walk) -> None:
        self.walk = walking
        self.id = ""
        self.provider = PROVIDERS[walking.token]
        self.hidden: Inputs = {}
        self.inputs: set[str] = set()
        self.outputs: set[str] = set()
        walking.run(self._declared())

    async def _declared(self) -> None:
        """Declare the resource; note what of it Pulumi is handed as a secret."""
        own = self.walk.case.resource.inputs
        said = respell(self.walk.inputs, own, forms.pulumi, forms.python)
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
        return {"state": dict(found.outs or {}), "inputs": dict(found.inputs or {})}

    def update(self, state: Inputs, inputs: Inputs) -> Inputs:
        return dict(self.provider.update(self.id, state, self.check(inputs)).outs or {})

    def diff(self, state: Inputs, inputs: Inputs) -> str:
        return str(vars(self.provider.diff(self.id, state, self.check(inputs))))

    def delete(self, state: Inputs) -> None:
        self.provider.delete(self.id, state)

    def words(self, failure: BaseException) -> str:
        assert isinstance(failure, SevallaError)
        return f"{failure} {failure!r}"


Way = Native | Dynamic
WAYS: Mapping[str, type[Native] | type[Dynamic]] = {"native": Native, "dynamic": Dynamic}
