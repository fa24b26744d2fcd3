"""Which resource of which type a call is about, and how its properties are read and written."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import grpc
from google.protobuf.struct_pb2 import Struct

from sevalla_provider.lifecycle.evidence import Account
from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.wire import Received, received, struct, with_account
from sevalla_provider.resources.catalogue import BY_TOKEN
from sevalla_provider.resources.resource import Properties, Resource


@dataclass(frozen=True)
class ResourceCall:
    """One resource of a stack. `name`: what the program calls it."""

    urn: str
    name: str
    resource: Resource[Any]

    def read(self, properties: Struct) -> Received:
        """Read properties from the engine."""
        return received(self.resource.inputs, properties)

    def write(self, properties: Properties, secrets: Collection[str] = ()) -> Struct:
        """Write properties for the engine."""
        return struct(self.resource.inputs, properties, {*secrets, *self.resource.secrets})

    def outputs(
        self, properties: Properties, secrets: Collection[str], account: Account | None
    ) -> Struct:
        """Write what the engine keeps of an object, and hidden beside it of its account."""
        return with_account(self.write(properties, secrets), account)

    def described(self, verb: str, where: str) -> str:
        """Say what is being attempted."""
        return f'{verb} {self.resource.noun} "{self.name}" {where}'.rstrip()


def resource_call(urn: str) -> ResourceCall:
    """Read a URN: `urn:pulumi:stack::project::parent$type::name`. Raises `Failed`."""
    _, _, kinds, name = urn.split("::", maxsplit=3)
    token = kinds.rpartition("$")[2]
    if token not in BY_TOKEN:
        known = ", ".join(BY_TOKEN)
        raise Failed(f"there is no resource {token}; there are {known}", grpc.StatusCode.NOT_FOUND)
    return ResourceCall(urn, name, BY_TOKEN[token])
