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


@dataclass(frozen=True)
class DynamicHost:
    """The host's gRPC service. Properties go by their Python names."""

    service: provider_pb2_grpc.ResourceProviderStub

    def check(self, kind: str, props: Mapping[str, Any], **timeouts: str) -> dict[str, str]:
        """Failures, by property."""
        wire = wire_of(kind, props, Hidden("project/stack/name", timeouts))
        answer = self.service.Check(provider_pb2.CheckRequest(news=wire))
        return {failure.property: failure.reason for failure in answer.failures}


def wire_of(kind: str, props: Mapping[str, Any], hidden: Hidden) -> struct_pb2.Struct:
    model = PROVIDERS[kind].resource.inputs
    wire = respell(props, model, forms.python, forms.pulumi)
    kept = {"__provider": serialize_provider(PROVIDERS[kind]()), HIDDEN: hidden.wire()}
    return json_format.ParseDict({**wire, **kept}, struct_pb2.Struct())


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
            host = DynamicHost(provider_pb2_grpc.ResourceProviderStub(channel))
            host.service.Configure(provider_pb2.ConfigureRequest())
            yield host
    finally:
        process.kill()
        process.communicate()
