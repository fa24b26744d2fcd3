"""Pulumi's dynamic provider host, spoken to as the engine does, without the engine."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf import json_format, struct_pb2
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from sevalla_provider.dynamic.process import ProcessProvider
from sevalla_provider.dynamic.properties import HIDDEN, Hidden
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.tcp_proxy import TcpProxyProvider
from sevalla_provider.resources import forms
from sevalla_provider.resources.forms import respell

PROVIDERS: Mapping[str, type[Provider]] = {
    "Process": ProcessProvider,
    "TcpProxy": TcpProxyProvider,
}

Wire = dict[str, Any]


@dataclass(frozen=True)
class DynamicHost:
    """The host's gRPC service. Properties are as on Pulumi's wire, but for `check`'s."""

    service: provider_pb2_grpc.ResourceProviderStub
    process: "subprocess.Popen[str]"

    def check(
        self, kind: str, name: str, props: Mapping[str, Any], **timeouts: str
    ) -> tuple[Wire, dict[str, str]]:
        """Judge properties by their Python names: the inputs, and failures by property."""
        news = struct(wire_of(kind, props, Hidden(f"project/stack/{name}", timeouts)))
        answer = self.service.Check(provider_pb2.CheckRequest(news=news))
        failures = {failure.property: failure.reason for failure in answer.failures}
        return plain(answer.inputs), failures

    def diff(self, resource_id: str, outputs: Wire, inputs: Wire) -> tuple[bool, bool]:
        """Whether anything changes, and whether that replaces."""
        request = provider_pb2.DiffRequest(
            id=resource_id, olds=struct(outputs), news=struct(inputs)
        )
        answer = self.service.Diff(request)
        changes = answer.changes == provider_pb2.DiffResponse.DIFF_SOME
        return changes, bool(answer.replaces)

    def create(self, inputs: Wire) -> tuple[str, Wire]:
        answer = self.service.Create(provider_pb2.CreateRequest(properties=struct(inputs)))
        return answer.id, plain(answer.properties)

    def read(self, resource_id: str, outputs: Wire) -> Wire | None:
        request = provider_pb2.ReadRequest(id=resource_id, properties=struct(outputs))
        answer = self.service.Read(request)
        return plain(answer.properties) if answer.id else None

    def update(self, resource_id: str, outputs: Wire, inputs: Wire) -> Wire:
        request = provider_pb2.UpdateRequest(
            id=resource_id, olds=struct(outputs), news=struct(inputs)
        )
        return plain(self.service.Update(request).properties)

    def delete(self, resource_id: str, outputs: Wire) -> None:
        self.service.Delete(provider_pb2.DeleteRequest(id=resource_id, properties=struct(outputs)))


def wire_of(kind: str, props: Mapping[str, Any], hidden: Hidden) -> Wire:
    wire = respell(props, PROVIDERS[kind].resource.inputs, forms.python, forms.pulumi)
    kept = {"__provider": serialize_provider(PROVIDERS[kind]()), HIDDEN: hidden.wire()}
    return {**wire, **kept}


def struct(wire: Wire) -> struct_pb2.Struct:
    return json_format.ParseDict(wire, struct_pb2.Struct())


def plain(properties: struct_pb2.Struct) -> Wire:
    return json_format.MessageToDict(properties)


@contextmanager
def dynamic_host(environment: Mapping[str, str]) -> Iterator[DynamicHost]:
    """Start a host; it ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:9"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            host = DynamicHost(provider_pb2_grpc.ResourceProviderStub(channel), process)
            host.service.Configure(provider_pb2.ConfigureRequest())
            yield host
    finally:
        process.kill()
        process.communicate()
