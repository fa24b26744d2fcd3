"""Calls of the protocol, as an engine sends them."""

from collections.abc import AsyncIterator
from typing import Any

import grpc.aio
from google.protobuf.message_factory import GetMessageClass
from pulumi.runtime.proto import provider_pb2

SERVICE = provider_pb2.DESCRIPTOR.services_by_name["ResourceProvider"]

PATIENCE = 60.0
"""Seconds; a busy machine is no failure."""


async def call(channel: grpc.aio.Channel, method: str, **fields: Any) -> Any:
    """Call a method by its name. Raises `AioRpcError`."""
    asking, answer = _messages(method)
    stub = channel.unary_unary(
        _path(method),
        request_serializer=asking.SerializeToString,
        response_deserializer=answer.FromString,
    )
    return await stub(asking(**fields), timeout=PATIENCE, wait_for_ready=True)


async def streamed(channel: grpc.aio.Channel, method: str, **fields: Any) -> AsyncIterator[Any]:
    """Call a method that answers by a stream. Raises `AioRpcError`."""
    asking, answer = _messages(method)
    stub = channel.unary_stream(
        _path(method),
        request_serializer=asking.SerializeToString,
        response_deserializer=answer.FromString,
    )
    async for told in stub(asking(**fields), timeout=PATIENCE, wait_for_ready=True):
        yield told


def _path(method: str) -> str:
    return f"/{SERVICE.full_name}/{method}"


def _messages(method: str) -> tuple[Any, Any]:
    described = SERVICE.methods_by_name[method]
    return GetMessageClass(described.input_type), GetMessageClass(described.output_type)
