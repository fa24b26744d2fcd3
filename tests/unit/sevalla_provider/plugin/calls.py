"""Calls of the protocol, as an engine sends them."""

from typing import Any

import grpc.aio
from google.protobuf.message_factory import GetMessageClass
from pulumi.runtime.proto import provider_pb2

SERVICE = provider_pb2.DESCRIPTOR.services_by_name["ResourceProvider"]

PATIENCE = 60.0
"""Seconds; a busy machine is no failure."""


async def call(channel: grpc.aio.Channel, method: str, **fields: Any) -> Any:
    """Call a method by its name. Raises `AioRpcError`."""
    described = SERVICE.methods_by_name[method]
    asking: Any = GetMessageClass(described.input_type)
    answer: Any = GetMessageClass(described.output_type)
    stub = channel.unary_unary(
        f"/{SERVICE.full_name}/{method}",
        request_serializer=asking.SerializeToString,
        response_deserializer=answer.FromString,
    )
    return await stub(asking(**fields), timeout=PATIENCE, wait_for_ready=True)
