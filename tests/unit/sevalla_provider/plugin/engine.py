"""The engine's side of the wire, as Pulumi documents it."""

from typing import Any

from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2 as pb
from pulumi.runtime.proto import status_pb2

from sevalla_provider.plugin.failure import Failed
from unit.samples import Inputs

LATER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""A value that is not known yet."""

MARK = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"

DETAILS = "grpc-status-details-bin"

PROCESS = "sevalla:index:Process"
PROXY = "sevalla:index:TcpProxy"


def urn(token: str, name: str = "web") -> str:
    return f"urn:pulumi:stack::project::{token}::{name}"


def secret(value: object) -> Inputs:
    return {MARK: SECRET, "value": value}


def sent(properties: Inputs) -> Struct:
    """Properties as they arrive: numbers are floats."""
    written = Struct()
    written.update(properties)
    return Struct.FromString(written.SerializeToString())


def got(properties: Struct) -> Inputs:
    """Properties as the engine reads them."""
    read: Inputs = MessageToDict(Struct.FromString(properties.SerializeToString()))
    return read


def kinds(found: Any) -> dict[str, str]:
    """A detailed diff, in words."""
    return {path: pb.PropertyDiff.Kind.Name(each.kind) for path, each in found.items()}


def half_done(failure: Failed) -> pb.ErrorResourceInitFailed:
    """What the engine keeps of a resource whose call failed."""
    ((name, packed),) = failure.details
    assert name == DETAILS
    return kept_in(packed)


def kept_in(packed: bytes | str) -> pb.ErrorResourceInitFailed:
    assert isinstance(packed, bytes)
    (detail,) = status_pb2.Status.FromString(packed).details
    return pb.ErrorResourceInitFailed.FromString(detail.value)
