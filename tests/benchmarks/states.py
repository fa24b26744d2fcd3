"""Stacks with many objects in state, without the hours that it would take to make them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi.dynamic.dynamic import serialize_provider
from tools.workbench.environment import STACK
from tools.workbench.stack import Stack
from tools.workbench.ways import Way

from benchmarks.free.dynamic import FreeProcess, FreeProvider, FreeTcpProxy
from benchmarks.laboratory import REFRESH, Laboratory
from benchmarks.programs import pairs

FREE: dict[str, FreeProvider] = {"Process": FreeProcess(), "TcpProxy": FreeTcpProxy()}
NAMED = "__provider"

Deployment = dict[str, Any]


@dataclass(frozen=True)
class Twins:
    """Two stacks with the same state: one of ours, one of a provider whose work costs nothing."""

    app_id: str
    ours: Stack
    free: Stack


def twins(lab: Laboratory, way: Way, count: int) -> Twins:
    """Put so many pairs into the API and into the state of two stacks."""
    sample, words = sample_pair(lab, way)
    lab.empty()
    app_id, copies = seeded(lab, words, count)
    ours = lab.stack(way)
    fill(lab, ours, multiplied(sample, copies))
    free = lab.free_stack(way)
    take_in(free, of_nobody(taken_out(ours)))
    return Twins(app_id, ours, free)


def fleet(lab: Laboratory, way: Way, counts: Mapping[str, int]) -> Stack:
    """Put so many pairs into the API and into each stack, by name, of one project."""
    sample, words = sample_pair(lab, way)
    lab.empty()
    ours = lab.stack(way)
    for name, count in counts.items():
        _, copies = seeded(lab, words, count)
        if name != STACK:
            ours.pulumi("stack", "init", name).succeeded()
        fill(lab, ours, renamed(multiplied(sample, copies), name), name)
    return ours


def fill(lab: Laboratory, stack: Stack, state: Deployment, name: str = STACK) -> None:
    """Give a stack its state, and to that what the API shows of it."""
    take_in(stack, state, name)
    lab.run(stack, *REFRESH, "--stack", name).outcome.succeeded()


@dataclass(frozen=True)
class Words:
    """What is replaced in the sample's state to make a copy of it."""

    app: str
    process: str
    proxy: str
    name: str = "0"


Copies = list[dict[str, str]]
"""What to replace the sample's words by, for each copy."""

_samples: dict[str, tuple[Deployment, Words]] = {}


def sample_pair(lab: Laboratory, way: Way) -> tuple[Deployment, Words]:
    """The state that one pair leaves behind; made once for each way in."""
    if way.name not in _samples:
        app_id = lab.fresh()
        stack = lab.stack(way)
        stack.up(pairs(app_id, 1)).succeeded()
        there = lab.api.control.objects()
        words = Words(app_id, there.processes[0].id, there.tcp_proxies[0].id)
        _samples[way.name] = (taken_out(stack), words)
    return _samples[way.name]


def seeded(lab: Laboratory, words: Words, count: int) -> tuple[str, Copies]:
    """Put so many pairs into an application of their own; returns its id."""
    made = lab.api.control.seed(applications=1, processes=count, tcp_proxies=count)
    (app,) = made.applications
    pairs_made = zip(made.processes, made.tcp_proxies, strict=True)
    return app.id, [
        {words.app: app.id, words.process: process.id, words.proxy: proxy.id}
        | {f"process-{words.name}": f"process-{number}", f"proxy-{words.name}": f"proxy-{number}"}
        for number, (process, proxy) in enumerate(pairs_made)
    ]


def multiplied(sample: Deployment, copies: Copies) -> Deployment:
    resources = sample["deployment"]["resources"]
    rest = [each for each in resources if "sevalla:" not in each["type"]]
    ours = [json.dumps(each) for each in resources if "sevalla:" in each["type"]]
    many = [json.loads(replaced(each, words)) for words in copies for each in ours]
    return with_resources(sample, [*rest, *many])


def replaced(text: str, words: dict[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def renamed(state: Deployment, stack: str) -> Deployment:
    """The same state, of another stack of the project."""
    words = {f"urn:pulumi:{STACK}::": f"urn:pulumi:{stack}::", f"-{STACK}": f"-{stack}"}
    told: Deployment = json.loads(replaced(json.dumps(state), words))
    return told


def of_nobody(state: Deployment) -> Deployment:
    """The same state, naming the provider whose work costs nothing, where a state names any."""
    resources = json.loads(json.dumps(state["deployment"]["resources"]))
    for each in resources:
        kind = each["type"].rpartition(":")[2]
        for properties in (each.get("inputs", {}), each.get("outputs", {})):
            if NAMED in properties:
                properties[NAMED] = serialize_provider(FREE[kind])
    return with_resources(state, resources)


def with_resources(state: Deployment, resources: list[dict[str, Any]]) -> Deployment:
    return {**state, "deployment": {**state["deployment"], "resources": resources}}


def taken_out(stack: Stack) -> Deployment:
    file = stack.folder / "state.json"
    stack.pulumi("stack", "export", "--file", str(file)).succeeded()
    state: Deployment = json.loads(file.read_text())
    return state


def take_in(stack: Stack, state: Deployment, name: str = STACK) -> None:
    file = stack.folder / "state.json"
    file.write_text(json.dumps(state))
    stack.pulumi("stack", "import", "--stack", name, "--file", str(file)).succeeded()
