"""Which resource of which type a call is about, and how its properties are read and written."""

import secrets
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto.provider_pb2 import CheckRequest

from sevalla_provider.lifecycle.facade import ResourceOperations
from sevalla_provider.lifecycle.naming import random_name
from sevalla_provider.lifecycle.property_set import PropertySet
from sevalla_provider.lifecycle.session import Session
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.marshalling import received, struct
from sevalla_provider.resources.catalogue import BY_TOKEN
from sevalla_provider.resources.ids import MalformedId
from sevalla_provider.resources.resource import Resource


@dataclass(frozen=True)
class ResourceCall:
    """One resource of a stack. `name`: what the program calls it."""

    urn: str
    name: str
    resource: Resource[Any]

    def read(self, properties: Struct) -> PropertySet:
        """Read properties from the engine."""
        return received(self.resource.shape, properties)

    def write(self, properties: PropertySet) -> Struct:
        """Write properties for the engine."""
        return struct(self.resource.shape, properties, self.resource.secrets)

    def operations(self, session: Session) -> ResourceOperations:
        """The verbs on it."""
        return ResourceOperations(
            lambda: session, self.resource, self.name, self.urn, Failed, _failed, urn=self.urn
        )


def resource_call(urn: str) -> ResourceCall:
    """Read a URN: `urn:pulumi:stack::project::parent$type::name`. Raises `Failed`."""
    _, _, kinds, name = urn.split("::", maxsplit=3)
    return ResourceCall(urn, name, resource_of(kinds.rpartition("$")[2]))


def resource_of(token: str) -> Resource[Any]:
    """Find a resource by Pulumi's name of its type. Raises `Failed`."""
    if token not in BY_TOKEN:
        known = ", ".join(BY_TOKEN)
        raise Failed(f"there is no resource {token}; there are {known}", grpc.StatusCode.NOT_FOUND)
    return BY_TOKEN[token]


def new_name(request: CheckRequest) -> str:
    """Name an object. The engine's own configuration wins; where that is off, there is none."""
    configured = request.autonaming if request.HasField("autonaming") else None
    if configured and configured.mode == CheckRequest.AutonamingOptions.DISABLE:
        return ""
    if configured and configured.proposed_name:
        return configured.proposed_name
    return random_name(request.name, request.randomSeed or secrets.token_bytes(32))


def _failed(message: str, error: BaseException) -> Failed:
    if isinstance(error, MalformedId):
        return Failed(message, grpc.StatusCode.INVALID_ARGUMENT)
    return Failed(message)
