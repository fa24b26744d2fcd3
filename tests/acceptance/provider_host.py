"""A provider's process, spoken to as the engine does, without the engine."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import grpc
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2
from tools.workbench.ways import Way

from acceptance.speech import SPEECHES, Named, Speech, Wire

NO_ENGINE = "127.0.0.1:9"
DETAILS = "grpc-status-details-bin"

WAIT = 5.0
"""Seconds to wait for an object: a server may say that it deleted one, and not do so."""


class StepFailedError(Exception):
    """An operation failed; what was done before it stays in state."""


class HalfMadeError(StepFailedError):
    """An operation failed, and there is an object: state keeps it, as one to go on with."""

    def __init__(self, resource_id: str, outputs: Wire, reason: str) -> None:
        super().__init__(reason)
        self.resource_id = resource_id
        self.outputs = outputs


@dataclass
class Kept:
    """One resource in state. `half_made`: its last operation failed."""

    named: Named
    resource_id: str
    outputs: Wire
    inputs: Wire
    half_made: bool = False


class Difference(NamedTuple):
    """Whether anything changes, whether that replaces, and whether the old one goes first."""

    changes: bool
    replaces: bool
    delete_first: bool


@dataclass(frozen=True)
class ProviderHost:
    """The provider's gRPC service. Whatever changes something raises `StepFailedError`."""

    service: provider_pb2_grpc.ResourceProviderStub
    speech: Speech

    def check(
        self,
        kind: str,
        name: str,
        props: Mapping[str, Any],
        olds: Wire | None = None,
        **timeouts: str,
    ) -> tuple[Wire, dict[str, str]]:
        """Judge properties by their Python names: the inputs, and failures by property."""
        named = Named(kind, name)
        news = self.speech.wire(named, props, timeouts)
        with failing_steps():
            answer = self.service.Check(
                provider_pb2.CheckRequest(
                    urn=named.urn, name=name, olds=struct(olds or {}), news=struct(news)
                )
            )
        failures = {failure.property: failure.reason for failure in answer.failures}
        return plain(answer.inputs), failures

    def diff(self, kept: Kept, inputs: Wire) -> Difference:
        with failing_steps():
            answer = self.service.Diff(
                provider_pb2.DiffRequest(
                    urn=kept.named.urn,
                    id=kept.resource_id,
                    olds=struct(kept.outputs),
                    old_inputs=struct(kept.inputs),
                    news=struct(inputs),
                )
            )
        changes = answer.changes == provider_pb2.DiffResponse.DIFF_SOME
        return Difference(changes, bool(answer.replaces), answer.deleteBeforeReplace)

    def create(self, named: Named, inputs: Wire, timeout: float = WAIT) -> Kept:
        with failing_steps():
            answer = self.service.Create(
                provider_pb2.CreateRequest(
                    urn=named.urn, properties=struct(inputs), timeout=timeout
                )
            )
        return Kept(named, answer.id, plain(answer.properties), inputs)

    def read(self, kept: Kept) -> Kept | None:
        with failing_steps():
            answer = self.service.Read(
                provider_pb2.ReadRequest(
                    urn=kept.named.urn,
                    id=kept.resource_id,
                    properties=struct(kept.outputs),
                    inputs=struct(kept.inputs),
                )
            )
        if not answer.id:
            return None
        return Kept(kept.named, answer.id, plain(answer.properties), plain(answer.inputs))

    def update(self, kept: Kept, inputs: Wire, timeout: float = WAIT) -> Kept:
        with failing_steps():
            answer = self.service.Update(
                provider_pb2.UpdateRequest(
                    urn=kept.named.urn,
                    id=kept.resource_id,
                    olds=struct(kept.outputs),
                    old_inputs=struct(kept.inputs),
                    news=struct(inputs),
                    timeout=timeout,
                )
            )
        return Kept(kept.named, kept.resource_id, plain(answer.properties), inputs)

    def delete(self, kept: Kept, timeout: float = WAIT) -> None:
        with failing_steps():
            self.service.Delete(
                provider_pb2.DeleteRequest(
                    urn=kept.named.urn,
                    id=kept.resource_id,
                    properties=struct(kept.outputs),
                    timeout=timeout,
                )
            )


@contextmanager
def failing_steps() -> Iterator[None]:
    """Read a call's failure as the engine does."""
    try:
        yield
    except grpc.RpcError as error:
        raise failure_of(error) from None
    except ValueError as error:
        # So gRPC says that the host was ended, and with it the channel, between two calls.
        if "closed channel" not in str(error):
            raise
        raise StepFailedError(str(error)) from None


def failure_of(error: grpc.RpcError) -> StepFailedError:
    assert isinstance(error, grpc.Call)
    details = dict(error.trailing_metadata() or ()).get(DETAILS)
    if not isinstance(details, bytes):
        return StepFailedError(error.details() or str(error))
    status = status_pb2.Status.FromString(details)
    kept = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(kept)
    return HalfMadeError(kept.id, plain(kept.properties), status.message)


def struct(wire: Wire) -> struct_pb2.Struct:
    return json_format.ParseDict(wire, struct_pb2.Struct())


def plain(properties: struct_pb2.Struct) -> Wire:
    return json_format.MessageToDict(properties)


@contextmanager
def provider_host(way: Way, environment: Mapping[str, str]) -> Iterator[ProviderHost]:
    """Start a provider's process; it ends with the block."""
    speech = SPEECHES[way.name]
    process = subprocess.Popen(
        [sys.executable, *speech.options, "-m", speech.module, NO_ENGINE],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        assert process.stdout is not None
        with connected(int(process.stdout.readline()), speech) as host:
            yield host
    finally:
        process.kill()
        process.communicate()


@contextmanager
def connected(port: int, speech: Speech) -> Iterator[ProviderHost]:
    """Speak to a provider that listens at `port`."""
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        service = provider_pb2_grpc.ResourceProviderStub(channel)
        service.Configure(provider_pb2.ConfigureRequest(acceptSecrets=True))
        yield ProviderHost(service, speech)
