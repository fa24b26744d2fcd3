"""What goes wrong, as the engine understands it."""

from collections.abc import Sequence

import grpc
from google.protobuf.any_pb2 import Any
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2, status_pb2

DETAILS = "grpc-status-details-bin"


class Failed(Exception):
    """A call that did not succeed: a gRPC status, and words for the user."""

    def __init__(
        self,
        message: str,
        code: grpc.StatusCode = grpc.StatusCode.UNKNOWN,
        details: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.details = tuple(details)


def half_done(resource_id: str, properties: Struct, message: str) -> Failed:
    """Make the failure of a call after which there is an object: the engine keeps it in state.

    It then calls Update at the next `pulumi up`, whether or not the program has changed.
    """
    kept = provider_pb2.ErrorResourceInitFailed(
        id=resource_id, properties=properties, reasons=[message]
    )
    packed = Any()
    packed.Pack(kept)
    code = grpc.StatusCode.UNKNOWN
    status = status_pb2.Status(code=code.value[0], message=message, details=[packed])
    return Failed(message, code, ((DETAILS, status.SerializeToString()),))
