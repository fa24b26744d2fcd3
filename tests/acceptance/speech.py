"""How a provider is started and spoken to without the engine, by each way in."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi.dynamic.dynamic import serialize_provider
from pydantic.alias_generators import to_camel, to_snake
from tools.workbench.ways import DYNAMIC, NATIVE

from sevalla_provider.dynamic.properties import HIDDEN, Hidden
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.resources import casing
from sevalla_provider.resources.casing import rename_keys
from sevalla_provider.resources.catalogue import CATALOGUE

Wire = dict[str, Any]
"""Properties as on Pulumi's wire."""

RESOURCES = {resource.name: resource for resource in CATALOGUE}


def provider_of(name: str) -> type[Provider]:
    """The class that the dynamic way in is sent for one resource."""
    module = importlib.import_module(f"sevalla_provider.dynamic.{to_snake(name)}")
    found: type[Provider] = getattr(module, f"{name}Provider")
    return found


PROVIDERS: Mapping[str, type[Provider]] = {name: provider_of(name) for name in RESOURCES}


@dataclass(frozen=True)
class Named:
    """One resource of a program."""

    kind: str
    name: str

    @property
    def label(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def urn(self) -> str:
        return f"urn:pulumi:stack::project::{RESOURCES[self.kind].token}::{self.name}"


@dataclass(frozen=True)
class Speech:
    """How a provider is started and spoken to.

    Attributes:
        module: what to start, with which `options` of Python.
        wire: puts a program's properties (Python names) on the wire.
    """

    module: str
    options: Sequence[str]
    wire: Callable[[Named, Mapping[str, Any], Mapping[str, str]], Wire]


def plain_wire(named: Named, props: Mapping[str, Any], _timeouts: Mapping[str, str]) -> Wire:
    model = RESOURCES[named.kind].inputs
    spelled: Wire = rename_keys(props, model, casing.python, casing.pulumi, unknown_keys=to_camel)
    return spelled


def with_provider(named: Named, props: Mapping[str, Any], timeouts: Mapping[str, str]) -> Wire:
    """The dynamic host is sent the provider itself, and what else the program's side knows."""
    spelled = rename_keys(props, RESOURCES[named.kind].inputs, casing.python, casing.pulumi)
    hidden = Hidden(f"project/stack/{named.name}", timeouts).wire()
    provider = serialize_provider(PROVIDERS[named.kind]())
    return {**spelled, "__provider": provider, HIDDEN: hidden}


SPEECHES: Mapping[str, Speech] = {
    DYNAMIC.name: Speech("pulumi.dynamic", ["-u"], with_provider),
    NATIVE.name: Speech("sevalla_provider.plugin", [], plain_wire),
}
