"""What goes wrong, as the engine understands it.

It travels as HTTP/2 headers. The engine's gRPC (Go) takes 16 MiB of them, in base64: what is larger
breaks the connection, and every other call on it.
"""

from collections.abc import Sequence

import grpc
from google.protobuf.any_pb2 import Any
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2, status_pb2

from sevalla_provider.sanitize import MESSAGE, visible, visible_lines

DETAILS = "grpc-status-details-bin"

LARGEST = 4 * 1024 * 1024
"""Bytes of the properties that a failure carries; a third of what an engine was seen to take."""


class Failed(Exception):
    """A call that did not succeed: a gRPC status, and words for the user."""

    def __init__(
        self,
        message: str,
        code: grpc.StatusCode = grpc.StatusCode.UNKNOWN,
        details: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        super().__init__(visible_lines(message))
        self.code = code
        self.details = tuple(details)


def half_done(resource_id: str, properties: Struct, message: str) -> Failed:
    """Make the failure of a call after which there is an object: the engine keeps it in state.

    It then calls Update at the next `pulumi up`, whether or not the program has changed. Of
    properties that are too large the largest are left out, and the id never: the engine has the
    program's inputs, and a refresh reads what the API shows.
    """
    kept, left_out = _fitting(properties)
    if left_out:
        message = (
            f"{visible_lines(message, MESSAGE // 2)}\n"
            f"Too large to be kept: {', '.join(left_out)}. `pulumi refresh` reads it again."
        )
    failure = Failed(message, grpc.StatusCode.UNKNOWN)
    told = provider_pb2.ErrorResourceInitFailed(
        id=resource_id, properties=kept, reasons=[str(failure)]
    )
    packed = Any()
    packed.Pack(told)
    status = status_pb2.Status(code=failure.code.value[0], message=str(failure), details=[packed])
    failure.details = ((DETAILS, status.SerializeToString()),)
    return failure


def _fitting(properties: Struct) -> tuple[Struct, list[str]]:
    """Leave out the largest properties, until the rest can travel; and the names of those."""
    sizes = {name: value.ByteSize() for name, value in properties.fields.items()}
    kept = Struct()
    kept.CopyFrom(properties)
    left_out: list[str] = []
    for name in sorted(sizes, key=lambda name: sizes[name], reverse=True):
        if kept.ByteSize() <= LARGEST:
            break
        del kept.fields[name]
        left_out.append(visible(name, 100))
    return kept, left_out[:10]
